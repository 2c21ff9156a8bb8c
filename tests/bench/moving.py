"""`python -m tests.bench.moving`: a large company moves in, moves in again, and moves out, on both databases.

Prints rows, seconds, rows a second and the most memory that the process held. Exits with 0 whatever they are.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.moving_bundle import a_holding
from tests.bench.processes import ROOT
from tests.integration.databases import PostgresServer, SqliteFiles

MIB = 1024
"""The kernel tells kibibytes."""


@dataclass(frozen=True, slots=True)
class Journey:
    seconds: float
    memory_mib: float
    said: str


def go(url: str, *words: str) -> Journey:
    """`python -m core …` in a process of its own; what it says and what it cost. Raises RuntimeError on failure."""
    environment: Mapping[str, str] = {**os.environ, "DATABASE_URL": url}
    with tempfile.TemporaryFile() as out:
        started = time.monotonic()
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "core", *words],
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)],
        )
        _, status, used = os.wait4(child, 0)
        seconds = time.monotonic() - started
        out.seek(0)
        said = out.read().decode()
    if status:
        raise RuntimeError(said)
    return Journey(seconds, used.ru_maxrss / MIB, said)


def measured(kind: str, url: str, folder: Path, rows: int) -> None:
    steps = (
        ("import", ("import", str(folder / "bundle"))),
        ("import again", ("import", str(folder / "bundle"))),
        ("export", ("export", str(folder / f"out-{kind}"))),
    )
    for name, words in steps:
        found = go(url, *words)
        print(
            f"{kind:<11} {name:<13} {rows:>9} rows {found.seconds:>7.1f} s {rows / found.seconds:>7.0f} rows/s "
            f"{found.memory_mib:>5.0f} MiB",
            flush=True,
        )
        print(
            "".join(f"    {line}\n" for line in found.said.splitlines()[:12]),
            end="",
            file=sys.stderr,
            flush=True,
        )


async def _urls(folder: Path, postgres: PostgresServer) -> dict[str, str]:
    return {"sqlite": await SqliteFiles(folder).fresh(), "postgresql": await postgres.fresh()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.moving", description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--activities", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    options = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="voronka-moving-", dir=options.folder) as name:
        folder = Path(name)
        counts = a_holding(folder / "bundle", options.clients, options.activities)
        print(", ".join(f"{count} {file}" for file, count in counts.items()), flush=True)
        postgres = PostgresServer(folder / "pg", lasting=True)
        try:
            for kind, url in asyncio.run(_urls(folder, postgres)).items():
                measured(kind, url, folder, sum(counts.values()))
        finally:
            postgres.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
