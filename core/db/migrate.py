"""Bring the schema up to this version. Every door does it at its start, under a lock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.db.engine import writing
from core.db.nearby import NearbyConnection

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x566F726F6E6B61  # "Voronka"


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Upgrade to `revision`. Safe to call from several processes at once; does nothing where nothing is
    due.
    """
    async with writing(engine).connect() as connection, _loose_keys(connection), connection.begin():
        await connection.run_sync(_upgrade, revision)


@asynccontextmanager
async def _loose_keys(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes a table by making it anew: while it is gone, nothing may mind what refers to it.

    The switch works outside a transaction alone; `_upgrade` looks afterwards whether every reference holds.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    here = (await connection.get_raw_connection()).driver_connection
    assert isinstance(here, NearbyConnection)
    here.here.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        here.here.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "head":
        here = MigrationContext.configure(connection).get_current_revision()
        if here == ScriptDirectory.from_config(config).get_current_head():
            return
    command.upgrade(config, revision)
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise RuntimeError("the migration left references to nothing behind")
