"""Answers: what a person waits for. They go at once, in order within a place."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.db.failures import is_passing
from core.ids import NoticeId, PlaceId
from core.notices.outbox import NoticeState, Parcel
from core.notices.outcomes import Outcome, Verdict, Wait
from core.notices.queue import begin
from core.work import Database
from scheduler.settling import Settler

log = logging.getLogger(__name__)

AT_ONCE = 64
FRESH_SECONDS = 3.0
"""So long after it was leased a parcel goes on that lease: a call takes up to ten seconds of fifteen."""
ORDER_SECONDS = 2.0
"""So long the next answers in a place wait for one that failed. A longer failure must not silence a chat."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    parcel: Parcel
    since: float


class Answers:
    """Lines of parcels that are leased to this process, one line a place."""

    def __init__(
        self,
        database: Database,
        holder: str,
        settler: Settler,
        hand_over: Callable[[Parcel], Awaitable[tuple[Outcome, Verdict]]],
    ) -> None:
        self._database = database
        self._holder = holder
        self._settler = settler
        self._hand_over = hand_over
        self._lines: dict[PlaceId, deque[_Waiting]] = {}
        self._resting: dict[PlaceId, float] = {}
        self._busy = asyncio.Semaphore(AT_ONCE)
        self.in_hand: set[NoticeId] = set()
        """What waits here or is under way: it is not claimed again, even when its lease has run out."""
        self.workers: set[asyncio.Task[None]] = set()

    def take(self, parcels: Sequence[Parcel]) -> None:
        """Send these now. They are leased to this process already."""
        now = asyncio.get_running_loop().time()
        for parcel in parcels:
            if parcel.id in self.in_hand:
                continue
            rest = self._resting.get(parcel.place, 0.0) - now
            if rest > 0:
                self._put_off(parcel, rest)
                continue
            self._resting.pop(parcel.place, None)
            self.in_hand.add(parcel.id)
            self._line(parcel.place).append(_Waiting(parcel, now))

    def _line(self, place: PlaceId) -> deque[_Waiting]:
        line = self._lines.get(place)
        if line is None:
            line = self._lines[place] = deque()
            worker = asyncio.create_task(self._work_off(place, line))
            self.workers.add(worker)
            worker.add_done_callback(self.workers.discard)
        return line

    async def _work_off(self, place: PlaceId, line: deque[_Waiting]) -> None:
        try:
            while line:
                waiting = line.popleft()
                try:
                    async with self._busy:
                        rest = await self._send(waiting)
                except Exception:
                    log.exception("notice %s was not seen through", waiting.parcel.id)
                    continue
                finally:
                    self.in_hand.discard(waiting.parcel.id)
                if rest > 0:
                    self._let_rest(place, line, rest)
        finally:
            del self._lines[place]

    async def _send(self, waiting: _Waiting) -> float:
        """Hand it over; for how many seconds those behind it must wait, so that they do not overtake it."""
        if not await self._still_mine(waiting):
            return 0.0
        outcome, end = await self._hand_over(waiting.parcel)
        pause = end.again.total_seconds() if end.again is not None else 0.0
        return pause if isinstance(outcome, Wait) or pause <= ORDER_SECONDS else 0.0

    async def _still_mine(self, waiting: _Waiting) -> bool:
        """Whether the lease covers the call. What stood in line for long may have gone to another process."""
        if asyncio.get_running_loop().time() - waiting.since <= FRESH_SECONDS:
            return True
        try:
            async with self._database.plumbing() as session:
                return await begin(session, waiting.parcel.id, self._holder, self._database.clock.wall())
        except Exception as error:
            if not is_passing(error):
                raise
            return False

    def _let_rest(self, place: PlaceId, line: deque[_Waiting], seconds: float) -> None:
        self._resting[place] = asyncio.get_running_loop().time() + seconds
        while line:
            waiting = line.popleft()
            self.in_hand.discard(waiting.parcel.id)
            self._put_off(waiting.parcel, seconds)

    def _put_off(self, parcel: Parcel, seconds: float) -> None:
        later = Verdict(NoticeState.DUE, timedelta(seconds=seconds), parcel.attempts, parcel.doubts)
        self._settler.add(parcel.id, later)
