"""A day of a large company: screens, digests and recorded calls beside the same of a small one, in one process."""

import gc
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from core.ids import DraftId, EmployeeId
from tests.bench.at_work import AtWork, at_work, written
from tests.bench.large_companies import LargeCompany
from tests.bench.mornings import Mornings, many_digests, one_digest
from tests.bench.recorded_calls import record_a_call, take_back
from tests.bench.screens import OF_HEADS, OF_MANAGERS, Screen

SMALL = 1_000
PEOPLE = 20
DIGEST, RECORD = "digest", "recorded call"
Act = Callable[[AtWork, EmployeeId, int], Awaitable[object]]
"""Of a manager, for the time that is told."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Rounds after one of warm-up: in each everybody does everything once. `digests`: at least so many by hundreds."""

    rounds: int
    digests: int


FULL, QUICK = DayPlan(rounds=4, digests=1_000), DayPlan(rounds=2, digests=300)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one act, medians of `tries`, seconds. CPU of this process alone."""

    tries: int
    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class DayCost:
    """A company, what each act costs in it, and its mornings by hundreds."""

    company: LargeCompany
    acts: Mapping[str, Cost]
    mornings: Mornings


async def day_costs(companies: Sequence[LargeCompany], folder: Path, plan: DayPlan) -> list[DayCost]:
    """Of companies on one database. All take turns: what slows the machine for a while then slows them all."""
    async with at_work(companies, folder) as places:
        acts = {name: await _measured(name, act, places, plan) for name, act in _acts().items()}
        calls = await _recorded(places, plan)
        found = []
        for place in places:
            _tell(place, "digests by hundreds")
            costs = {name: by_size[place.company.clients] for name, by_size in acts.items()}
            costs[RECORD] = calls[place.company.clients]
            found.append(DayCost(place.company, costs, await many_digests(place, plan.digests)))
    return found


def _acts() -> dict[str, Act]:
    screens = {name: partial(_screen, screen) for name, screen in OF_MANAGERS.items()}
    heads = {name: partial(_head_screen, screen) for name, screen in OF_HEADS.items()}
    return {**screens, **heads, DIGEST: _digest}


async def _screen(screen: Screen, place: AtWork, manager: EmployeeId, turn: int) -> None:
    await screen(await place.office(written(manager, "…", place.moment)), place.client_of(manager, turn))


async def _head_screen(screen: Screen, place: AtWork, manager: EmployeeId, turn: int) -> None:
    head = place.head_of(manager)
    await screen(await place.office(written(head, "…", place.moment)), place.client_of(manager, turn))


async def _digest(place: AtWork, manager: EmployeeId, turn: int) -> None:
    await one_digest(place, manager)


async def _recorded(places: Sequence[AtWork], plan: DayPlan) -> dict[int, Cost]:
    """Taken back afterwards."""
    made: list[tuple[AtWork, EmployeeId, DraftId]] = []

    async def act(place: AtWork, manager: EmployeeId, turn: int) -> None:
        made.append((place, manager, await record_a_call(place, manager, turn)))

    costs = await _measured(RECORD, act, places, plan)
    for place, manager, draft in reversed(made):
        await take_back(place, manager, draft)
    return costs


async def _measured(name: str, act: Act, places: Sequence[AtWork], plan: DayPlan) -> dict[int, Cost]:
    """By clients of the company. Everywhere as many tries, spread over its people."""
    found: dict[int, list[tuple[float, float]]] = {place.company.clients: [] for place in places}
    _tell(places[0], name)
    gc.collect()
    for turn in range(plan.rounds + 1):
        for number in range(PEOPLE):
            for place in places:
                people = place.some(PEOPLE)
                times = await _timed(act, place, people[number % len(people)], turn * PEOPLE + number)
                if turn:
                    found[place.company.clients].append(times)
    return {
        clients: Cost(len(times), median(cpu for cpu, _ in times), median(wall for _, wall in times))
        for clients, times in found.items()
    }


async def _timed(act: Act, place: AtWork, manager: EmployeeId, turn: int) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    await act(place, manager, turn)
    return time.process_time() - cpu, time.perf_counter() - wall


def _tell(place: AtWork, name: str) -> None:
    print(f"{place.company.kind}: {name} …", file=sys.stderr)
