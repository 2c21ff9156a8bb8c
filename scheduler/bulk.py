"""Bulk: what nobody waits for. One process at a time sends it, at a pace that the messenger bears."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from core.db.failures import is_passing
from core.notices.outbox import NoticeState, Parcel
from core.notices.outcomes import Outcome, Verdict, Wait
from core.notices.queue import begin, drop_name, hold_name
from core.work import Database
from scheduler.pace import Pace
from scheduler.settling import Settler

log = logging.getLogger(__name__)

BULK = "bulk"
AT_ONCE = 6


class Bulk:
    """Sends batches while this process bears the name. A parcel is begun in the database before it goes."""

    def __init__(
        self,
        database: Database,
        holder: str,
        settler: Settler,
        pace: Pace,
        *,
        claim: Callable[[], Awaitable[list[Parcel]]],
        prepare: Callable[[list[Parcel]], Awaitable[None]],
        hand_over: Callable[[Parcel], Awaitable[tuple[Outcome, Verdict]]],
    ) -> None:
        self._database = database
        self._holder = holder
        self._settler = settler
        self._pace = pace
        self._claim = claim
        self._prepare = prepare
        self._hand_over = hand_over
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.stopping = False
        """Nothing new is begun; what is under way ends."""

    async def round(self) -> bool:
        """Send a batch, one to a place. Whether there was anything."""
        async with self._database.plumbing() as session:
            mine = await hold_name(session, BULK, self._holder, self._database.clock.wall())
        if not mine or self._pace.held():
            return False
        batch = await self._claim()
        try:
            await self._prepare(batch)
        except Exception as error:
            if not is_passing(error):
                log.exception("a batch of notices cannot be prepared")
        await asyncio.gather(*(self._send(parcel) for parcel in batch))
        await self._settler.settle()
        return bool(batch)

    async def give_up(self) -> None:
        """Let another process be the one."""
        async with self._database.plumbing() as session:
            await drop_name(session, BULK, self._holder)

    async def _send(self, parcel: Parcel) -> None:
        await self._pace.ready(parcel.place)
        async with self._gate:
            await self._pace.turn(parcel.place)
            if self._put_off(parcel) or not await self._begin(parcel):
                return
            outcome, _ = await self._hand_over(parcel)
            if isinstance(outcome, Wait):
                self._pace.hold(outcome.seconds)
            await self._settler.settle()

    def _put_off(self, parcel: Parcel) -> bool:
        """Whether it is not to go now after all: the process stops, or the messenger asked for patience."""
        pause = self._pace.held()
        if not self.stopping and not pause:
            return False
        later = Verdict(NoticeState.DUE, timedelta(seconds=pause), parcel.attempts, parcel.doubts)
        self._settler.add(parcel.id, later)
        return True

    async def _begin(self, parcel: Parcel) -> bool:
        """Write down that it goes now. The name is renewed with it: a slow batch outlives a lease."""
        wall = self._database.clock.wall()
        async with self._database.plumbing() as session:
            mine = await hold_name(session, BULK, self._holder, wall)
            return mine and await begin(session, parcel.id, self._holder, wall)
