"""How fast bulk may go: so many messages a second in all, one a second in a place."""

import asyncio

from core.ids import PlaceId

FORGET_ABOVE = 10_000


class Pace:
    """Gives turns. `per_second` in all; `place_seconds` between two in one place."""

    def __init__(self, per_second: float = 25.0, place_seconds: float = 1.0) -> None:
        self._gap = 1.0 / per_second
        self._place_gap = place_seconds
        self._next = 0.0
        self._places: dict[PlaceId, float] = {}

    async def turn(self, place: PlaceId) -> None:
        """Wait for one's turn."""
        clock = asyncio.get_running_loop().time
        at = max(clock(), self._next, self._places.get(place, 0.0))
        self._next = max(clock(), self._next) + self._gap
        if len(self._places) > FORGET_ABOVE:
            self._places.clear()
        self._places[place] = at + self._place_gap
        if at > clock():
            await asyncio.sleep(at - clock())

    async def hold(self, seconds: float) -> None:
        """The messenger asked for patience: nothing goes for so long."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)
