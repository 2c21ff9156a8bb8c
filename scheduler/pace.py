"""How fast bulk may go: so many messages a second in all, one a second in a place."""

import asyncio
from collections.abc import Callable

from core.ids import PlaceId

FORGET_ABOVE = 10_000


class Pace:
    """Gives turns. `per_second` in all; `place_seconds` between two in one place."""

    def __init__(self, per_second: float = 25.0, place_seconds: float = 1.0) -> None:
        self._gap = 1.0 / per_second
        self._place_gap = place_seconds
        self._next = 0.0
        self._held_until = 0.0
        self._places: dict[PlaceId, float] = {}

    async def ready(self, place: PlaceId) -> None:
        """Wait until this place may get another one. Takes no turn, so the others go on meanwhile."""
        await self._until(lambda: self._places.get(place, 0.0))

    async def turn(self, place: PlaceId) -> None:
        """Wait for one's turn and take it."""
        await self._until(lambda: max(self._next, self._places.get(place, 0.0)))
        now = _now()
        self._next = now + self._gap
        if len(self._places) > FORGET_ABOVE:
            self._places = {kept: until for kept, until in self._places.items() if until > now}
        self._places[place] = now + self._place_gap

    @staticmethod
    async def _until(due: Callable[[], float]) -> None:
        """Wait until the time that `due` names, asked again each time: others take turns meanwhile."""
        wait = due() - _now()
        while wait > 0:
            await asyncio.sleep(wait)
            wait = due() - _now()

    def hold(self, seconds: float) -> None:
        """The messenger asked for patience: nothing is to go for so long."""
        self._held_until = max(self._held_until, _now() + seconds)

    def held(self) -> float:
        """For how many seconds nothing is to go."""
        return max(self._held_until - _now(), 0.0)


def _now() -> float:
    return asyncio.get_running_loop().time()
