"""Morning digests as the sender makes them: one alone, and many that are read for together."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.rendering import render
from core.access import stranger
from core.ids import EmployeeId, NoticeId, PlaceId
from core.notices.outbox import Parcel
from core.people.employees import actor_for
from scheduler.notices import MorningDigest
from tests.bench.at_work import AtWork
from tests.bench.processes import Failed

BATCH = 100
AT_MOST, AT_LEAST = 10_000, 1_000
SAYS_SOMETHING = 200
"""Letters of a digest that tells of the day."""


@dataclass(frozen=True, slots=True)
class Mornings:
    """Seconds for all of them together, warm; `telling`: how many told of the day. `first`: of the wall, when nothing
    of it had been read since the company was opened.
    """

    digests: int
    telling: int
    cpu: float
    wall: float
    first: float

    @property
    def a_second(self) -> float:
        return self.digests / self.wall

    @property
    def first_a_second(self) -> float:
        return self.digests / self.first


async def one_digest(place: AtWork, manager: EmployeeId) -> str:
    async with place.database.read(stranger(PlaceId(0))) as read:
        actor = await actor_for(read, manager)
        if actor is None:
            raise Failed(f"nobody is {manager}")
        read.actor = actor
        card = await render(read, MorningDigest(day=place.moment.date().isoformat()))
    if card is None:
        raise Failed(f"no digest for {manager}")
    return card.text


async def many_digests(place: AtWork, at_least: int = AT_LEAST) -> Mornings:
    """Of all managers, at most AT_MOST, by hundreds; again and again in a small company, up to `at_least`."""
    people = place.some(AT_MOST)
    batches = [people[first : first + BATCH] for first in range(0, len(people), BATCH)]
    batches *= -(-at_least // len(people))
    first = time.perf_counter()
    for batch in batches:
        await _batch(place, batch)
    first = time.perf_counter() - first
    cpu, wall = time.process_time(), time.perf_counter()
    texts = [text for batch in batches for text in await _batch(place, batch)]
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    telling = sum(len(text) > SAYS_SOMETHING for text in texts)
    if telling < len(texts) / 2:
        raise Failed(f"{len(texts) - telling} of {len(texts)} digests say nothing")
    return Mornings(len(texts), telling, cpu, wall, first)


async def _batch(place: AtWork, people: Sequence[EmployeeId]) -> list[str]:
    parcels = [_parcel(place, manager) for manager in people]
    await place.sender.prepare(parcels)
    cards = [await place.sender._card(parcel) for parcel in parcels]
    return [card.text if card is not None else "" for card in cards]


def _parcel(place: AtWork, manager: EmployeeId) -> Parcel:
    """As it lies in the outbox; a manager's place has the same number."""
    return Parcel(
        id=NoticeId(manager), notice=MorningDigest(day=place.moment.date().isoformat()), place=PlaceId(manager),
        employee=manager, edits=None, expires_at=place.moment + timedelta(hours=4), attempts=0, doubts=0,
        urgent=False,
    )  # fmt: skip
