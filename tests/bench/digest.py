"""A manager's morning digest, from the tables to the message: what it costs in this process."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import bot.renderers.digest  # noqa: F401  registers the renderer
from bot.rendering import render
from core.access import stranger
from core.clock import Clock
from core.db.engine import make_engine
from core.ids import EmployeeId, PlaceId
from core.people.employees import actor_for, actor_of
from core.work import Database
from scheduler.notices import MorningDigest
from tests.bench.processes import Failed


@dataclass(frozen=True, slots=True)
class DigestCost:
    """Of one digest, the medians of all, seconds. CPU of this process alone."""

    digests: int
    cpu: float
    wall: float


def next_monday(now: datetime) -> datetime:
    """The next Monday, 08:30 in Moscow."""
    local = now.astimezone(ZoneInfo("Europe/Moscow"))
    monday = local + timedelta(days=7 - local.weekday())
    return monday.replace(hour=8, minute=30, second=0, microsecond=0)


async def digest_cost(url: str, people: range, rounds: int, now: datetime, offset: Path) -> DigestCost:
    """The digest of each of `people` on the Monday after `now`, `rounds` times after a round of warm-up."""
    moment = next_monday(now)
    database = Database(make_engine(url), clock_at(offset, moment))
    try:
        managers = [await _employee(database, number) for number in people]
        costs = [await _one(database, manager, moment) for _ in range(rounds + 1) for manager in managers]
    finally:
        await database.engine.dispose()
    costs = costs[len(managers) :]
    return DigestCost(len(costs), median(cpu for cpu, _ in costs), median(wall for _, wall in costs))


def clock_at(offset: Path, moment: datetime) -> Clock:
    """A clock that shows `moment` now and goes on; `offset` is its file."""
    offset.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")
    return Clock(offset)


async def _employee(database: Database, number: int) -> EmployeeId:
    async with database.read(stranger(PlaceId(number))) as read:
        return (await actor_of(read, PlaceId(number))).own_id


async def _one(database: Database, manager: EmployeeId, moment: datetime) -> tuple[float, float]:
    """As the sender does it: who is it for, what is their day, how is it said."""
    cpu, wall = time.process_time(), time.perf_counter()
    async with database.read(stranger(PlaceId(0))) as read:
        actor = await actor_for(read, manager)
        assert actor is not None
        read.actor = actor
        card = await render(read, MorningDigest(day=moment.date().isoformat()))
    spent = time.process_time() - cpu, time.perf_counter() - wall
    if card is None or len(card.text) < 200:
        raise Failed(f"a digest that says nothing: {card}")
    return spent
