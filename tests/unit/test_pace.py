"""The pace of bulk, on a clock of its own: no test waits for real."""

import asyncio
from collections.abc import Iterator

import pytest

from core.ids import PlaceId
from scheduler.pace import Pace


class QuickLoop(asyncio.SelectorEventLoop):
    """A loop whose time jumps to the next thing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def time(self) -> float:
        return self.passed

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self.passed = max(self.passed, self._scheduled[0].when())
        super()._run_once()


@pytest.fixture
def loop() -> Iterator[QuickLoop]:
    made = QuickLoop()
    yield made
    made.close()


def turns(loop: QuickLoop, places: list[int]) -> dict[int, list[float]]:
    """When each of these gets its turn, all asking at once; by place."""
    pace = Pace()
    given: dict[int, list[float]] = {place: [] for place in places}

    async def ask(place: int) -> None:
        await pace.ready(PlaceId(place))
        await pace.turn(PlaceId(place))
        given[place].append(loop.time())

    async def all_of_them() -> None:
        await asyncio.gather(*(ask(place) for place in places))

    loop.run_until_complete(all_of_them())
    return given


def in_any_second(times: list[float]) -> int:
    return max(sum(start <= one < start + 1 - 1e-6 for one in times) for start in times)


def test_bulk_keeps_to_twenty_five_a_second(loop):
    times = [one for place in turns(loop, list(range(200))).values() for one in place]
    assert in_any_second(times) == 25
    assert max(times) == pytest.approx(199 / 25)


def test_bulk_keeps_to_one_a_second_in_a_place(loop):
    (times,) = turns(loop, [7] * 5).values()
    assert times == pytest.approx([0, 1, 2, 3, 4])


def test_a_place_with_a_long_line_takes_no_turns_from_the_others(loop):
    given = turns(loop, [7] * 30 + list(range(100, 120)))
    assert max(one for place in range(100, 120) for one in given[place]) <= 1
    assert max(given[7]) == pytest.approx(29, abs=1)


def test_waiting_for_a_place_never_adds_up_to_more_than_the_whole_may(loop):
    given = turns(loop, [place for place in range(60) for _ in range(3)])
    assert in_any_second([one for place in given.values() for one in place]) <= 25


def test_patience_is_counted_down(loop):
    pace = Pace()

    async def ask() -> list[float]:
        pace.hold(5)
        pace.hold(2)
        before = pace.held()
        loop.passed += 4
        after = pace.held()
        loop.passed += 4
        return [before, after, pace.held()]

    assert loop.run_until_complete(ask()) == pytest.approx([5, 1, 0])
