"""Large companies to measure on: one of each size on each database, written once and kept where that is wanted."""

import json
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.db.engine import make_engine
from core.db.migrate import migrate
from tests.bench.large import disk_of, end_of_today, rows_of, write_large
from tests.bench.large_rows import Size
from tests.integration.databases import PostgresServer

KINDS = ("sqlite", "postgresql")
MEMORY = "2GB"
"""Of the server: less than a third of its largest company."""


@dataclass(frozen=True, slots=True)
class LargeCompany:
    """Rows by table, seconds that each step of writing took, bytes on the disk. Its last facts lie before `end`."""

    kind: str
    clients: int
    url: str
    end: datetime
    rows: Mapping[str, int]
    seconds: Mapping[str, float]
    disk: int

    def figures(self) -> dict[str, Any]:
        return {
            "database": self.kind,
            "clients": self.clients,
            "rows": dict(self.rows),
            "seconds": dict(self.seconds),
            "disk MB": self.disk / 1e6,
        }


@asynccontextmanager
async def large_companies(
    folder: Path, kinds: Sequence[str], sizes: Sequence[int]
) -> AsyncIterator[list[LargeCompany]]:
    """The companies of a folder, kind by kind; those that are not there whole are written. The server of PostgreSQL
    runs while this is open.
    """
    server = PostgresServer(folder / "pg", memory=MEMORY) if "postgresql" in kinds else None
    try:
        yield [
            await _company(folder, server, kind, clients) for kind in kinds for clients in sorted(set(sizes))
        ]
    finally:
        if server is not None:
            server.stop()


async def _company(folder: Path, server: PostgresServer | None, kind: str, clients: int) -> LargeCompany:
    """Kept is what its mark tells of: a file that is written last."""
    name = f"large_{clients}"
    mark, file = folder / f"{kind}-{name}.json", folder / f"{name}.db"
    if mark.exists():
        url = f"sqlite+aiosqlite:///{file}" if kind == "sqlite" else _of(server).url(name)
        await _migrated(url)
    else:
        print(f"writing {clients} clients, {kind} …", file=sys.stderr)
        if kind == "sqlite":
            _clear(file)
            url = f"sqlite+aiosqlite:///{file}"
        else:
            url = await _of(server).named(name)
        mark.write_text(json.dumps(await _written(url, clients), indent=1) + "\n", encoding="utf-8")
    told = json.loads(mark.read_text(encoding="utf-8"))
    return LargeCompany(kind, clients, url, **(told | {"end": datetime.fromisoformat(told["end"])}))


async def _written(url: str, clients: int) -> dict[str, Any]:
    end, begun = end_of_today(), time.monotonic()
    seconds = await write_large(url, Size(clients), end)
    seconds["in all"] = time.monotonic() - begun
    return {
        "end": end.isoformat(),
        "rows": await rows_of(url),
        "seconds": seconds,
        "disk": await disk_of(url),
    }


def _clear(file: Path) -> None:
    """What was begun and not ended."""
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()


async def _migrated(url: str) -> None:
    engine = make_engine(url)
    try:
        await migrate(engine)
    finally:
        await engine.dispose()


def _of(server: PostgresServer | None) -> PostgresServer:
    assert server is not None
    return server


def companies_table(companies: Sequence[LargeCompany]) -> str:
    """What was written, and what it took."""
    lines = [f"{'database':12}{'clients':>10}{'rows':>12}{'s':>8}{'MB':>8}"]
    lines += [
        f"{one.kind:12}{one.clients:>10}{sum(one.rows.values()):>12}{one.seconds['in all']:>8.0f}"
        f"{one.disk / 1e6:>8.0f}"
        for one in companies
    ]
    return "\n".join(lines)
