"""Each figure of a large company beside the best SQL by hand, on both databases: wall time and memory."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg

from core.access import administrator
from core.db.engine import POSTGRES_SETTINGS
from core.reports.activity import activity
from core.reports.audit import audit
from core.reports.bottleneck import bottleneck
from core.reports.channels import channels
from core.reports.control import control
from core.reports.cycle import cycle
from core.reports.five import five
from core.reports.forecast import forecast
from core.reports.forgotten import executive_gaps, forgotten, forgotten_one_by_one
from core.reports.funnel import funnel, funnel_flow
from core.reports.hygiene import hygiene
from core.reports.journeys import tracks_of
from core.reports.pareto import buyers_one_by_one, pareto
from core.reports.period import Period, month_with, months_before
from core.reports.potential import potential
from core.reports.profit import profit
from core.reports.repeat import repeat
from core.reports.response import response
from core.reports.rfm import rfm
from core.reports.segments import segments, segments_one_by_one
from core.work import Database, Reading
from tests.bench.by_hand import ByHand
from tests.bench.hand_sql import Stages
from tests.bench.large import Dialect
from tests.integration.databases import database_at

TIMES = 2


async def taken(*lists: Awaitable[AsyncIterator[Any]]) -> int:
    """Long lists to their end, as the command line takes them; how many items."""
    count = 0
    for one in lists:
        async for _ in await one:
            count += 1
    return count


Ask = Callable[[Reading, ByHand], Awaitable[Any]]
FIGURES: Mapping[str, Ask] = {
    "funnel": lambda read, q: funnel(read, q.react.pipeline, q.quarter, as_of=q.today),
    "funnel_flow": lambda read, q: funnel_flow(read, q.react.pipeline, q.month),
    "bottleneck": lambda read, q: bottleneck(read, q.react.pipeline, q.quarter),
    "forecast": lambda read, q: forecast(read, q.today),
    "five": lambda read, q: five(read, q.month),
    "profit": lambda read, q: profit(read, q.quarter),
    "repeat": lambda read, q: repeat(read, q.today),
    "forgotten": lambda read, q: forgotten(read, q.today, most=5),
    "forgotten_list": lambda read, q: taken(
        forgotten_one_by_one(read, q.today), executive_gaps(read, q.today)
    ),
    "segments": lambda read, q: segments(read, q.today),
    "segments_list": lambda read, q: taken(segments_one_by_one(read, q.today)),
    "audit": lambda read, q: audit(read, q.month),
    "activity": lambda read, q: activity(read, q.month),
    "control": lambda read, q: control(read, q.month),
    "channels": lambda read, q: channels(read, q.month),
    "cycle": lambda read, q: cycle(read, q.month),
    "response": lambda read, q: response(read, q.month),
    "pareto": lambda read, q: pareto(read, q.quarter),
    "buyers": lambda read, q: taken(buyers_one_by_one(read, q.quarter)),
    "rfm": lambda read, q: taken(rfm(read, q.today)),
    "potential": lambda read, q: taken(potential(read, q.today)),
    "hygiene": lambda read, q: hygiene(read, q.today),
}


@dataclass(frozen=True, slots=True)
class FigureCost:
    """Seconds, the least of a few; the most MB that a process held which asked it once."""

    figure: str
    ours: float
    by_hand: float
    memory: float

    @property
    def ratio(self) -> float:
        return self.ours / self.by_hand


async def questions(database: Database) -> ByHand:
    """What is asked: the last whole month and quarter of months, as of today."""
    today = (datetime.now(UTC) + timedelta(hours=3)).date()
    month = month_with(months_before(today.replace(day=1), 1))
    quarter = Period(months_before(month.first, 2), month.last)
    async with database.read(administrator()) as read:
        tracks = (await tracks_of(read)).values()
    lines = tuple(
        Stages(
            pipeline=track.pipeline.id,
            kind=track.pipeline.kind.value,
            open=tuple(stage.id for stage in track.open),
            won=next(stage.id for stage in track.stages if stage.kind == "won"),
            lost=next(stage.id for stage in track.stages if stage.kind == "lost"),
            worked=next((stage.id for stage in track.open if stage.worked), None),
            sla={stage.id: stage.sla_days for stage in track.open if stage.sla_days},
        )
        for track in tracks
    )
    return ByHand(Dialect(database.sqlite, 0), today, month, quarter, lines)


async def seconds_of(act: Callable[[], Awaitable[Any]]) -> float:
    begun = time.monotonic()
    await act()
    return time.monotonic() - begun


async def compared(url: str, names: Iterable[str]) -> list[FigureCost]:
    """Ours and by hand in turn, warm."""
    database = database_at(url)
    found = []
    try:
        asked = await questions(database)
        async with by_hand_at(url) as run:
            for name in names:
                statements = list(getattr(asked, name)())

                async def ours(name: str = name) -> None:
                    async with database.read(administrator(), whole=True) as read:
                        await FIGURES[name](read, asked)

                async def hand(statements: list[str] = statements) -> None:
                    for statement in statements:
                        await run(statement)

                times = [(await seconds_of(hand), await seconds_of(ours)) for _ in range(TIMES)]
                memory = memory_of(url, name)
                cost = FigureCost(name, min(t[1] for t in times), min(t[0] for t in times), memory)
                print(
                    f"{name}: {cost.ours:.2f} s, by hand {cost.by_hand:.2f} s, x {cost.ratio:.2f}, {memory:.0f} MB",
                    file=sys.stderr,
                )
                found.append(cost)
    finally:
        await database.engine.dispose()
    return found


@asynccontextmanager
async def by_hand_at(url: str) -> AsyncIterator[Callable[[str], Awaitable[int]]]:
    """A plain connection of the driver with the settings of ours; gives what runs a statement and takes its rows."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.split("///", 1)[1])) as here:
            for pragma in ("temp_store=MEMORY", "cache_size=-32000"):
                here.execute(f"PRAGMA {pragma}")

            async def run(statement: str) -> int:
                return len(here.execute(statement).fetchall())

            yield run
        return
    connection = await asyncpg.connect(url.replace("+asyncpg", ""), server_settings=POSTGRES_SETTINGS)

    async def ask(statement: str) -> int:
        return len(await connection.fetch(statement))

    try:
        yield ask
    finally:
        await connection.close()


def memory_of(url: str, name: str) -> float:
    """MB that a process held at most which asks one figure once."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.figures", url, name], check=True, capture_output=True, text=True
    )
    return float(json.loads(done.stdout.splitlines()[-1]))


def _peak_mb() -> float:
    """Of this program alone: what getrusage tells includes the one that started it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


async def _once(url: str, name: str) -> None:
    database = database_at(url)
    try:
        asked = await questions(database)
        async with database.read(administrator(), whole=True) as read:
            await FIGURES[name](read, asked)
    finally:
        await database.engine.dispose()


if __name__ == "__main__":
    if sys.argv[2:3] == ["--compare"]:
        asyncio.run(compared(sys.argv[1], sys.argv[3:] or FIGURES))
    else:
        asyncio.run(_once(sys.argv[1], sys.argv[2]))
        print(_peak_mb())
