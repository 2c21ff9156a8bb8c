"""Delivering the outbox through a Sender: answers at once, everything else at a pace that the messenger
bears.
"""

import asyncio
import contextlib
import logging
import random
from collections import deque
from collections.abc import Coroutine
from typing import Any, Protocol

from core.access import clock_actor
from core.db.failures import is_passing
from core.ids import PlaceId
from core.notices.outbox import NoticeState, Parcel
from core.notices.outcomes import Outcome, Unreachable, Verdict, Wait, doubted, verdict
from core.notices.queue import begin, claim, drop_name, free_own, hold_name
from core.people.reach import directors_to_tell, mark_unreachable
from core.work import Database
from scheduler.notices import DeadLetter
from scheduler.pace import Pace
from scheduler.settling import Settler

log = logging.getLogger(__name__)

BULK = "bulk"
BATCH = 25
IDLE_SECONDS = 1.0
AT_ONCE = 64
BULK_AT_ONCE = 6


class Sender(Protocol):
    """The way to the messenger: puts a parcel into words, hands it over, says what came of it. Never
    raises.
    """

    async def send(self, parcel: Parcel) -> Outcome: ...


class Delivery:
    """Sends what is owed. Urgent parcels come straight from the Work that owed them; the rest is claimed."""

    def __init__(self, database: Database, sender: Sender, *, pace: Pace | None = None) -> None:
        if database.holder is None:
            raise ValueError("a database that delivers bears a holder's name")
        self._database = database
        self._holder = database.holder
        self._sender = sender
        self._pace = pace or Pace()
        self._settler = Settler(database)
        self._lines: dict[PlaceId, deque[Parcel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._busy = asyncio.Semaphore(AT_ONCE)

    async def start(self) -> None:
        """Free what a dead process of this name was sending, and begin to deliver."""
        async with self._database.plumbing() as session:
            await free_own(session, self._holder)
        self._database.deliver = self.take
        self._spawn(self._settler.run())
        self._spawn(self._run())

    async def stop(self) -> None:
        """Let what is under way end, write it down, give the bulk to another."""
        await asyncio.gather(*self._workers, return_exceptions=True)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._settler.close()
        with contextlib.suppress(Exception):
            async with self._database.plumbing() as session:
                await drop_name(session, BULK, self._holder)

    async def idle(self) -> None:
        """When it returns, everything taken so far is handed over and written down."""
        while self._workers:
            await asyncio.gather(*self._workers, return_exceptions=True)
        await self._settler.settle()

    def wake(self) -> None:
        """Something new is owed: look now."""
        self._woken.set()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def take(self, parcels: list[Parcel]) -> None:
        """Send these now, in order within a place. They are leased to this process already."""
        for parcel in parcels:
            line = self._lines.get(parcel.place)
            if line is not None:
                line.append(parcel)
            else:
                self._lines[parcel.place] = deque([parcel])
                worker = asyncio.create_task(self._work_off(parcel.place))
                self._workers.add(worker)
                worker.add_done_callback(self._workers.discard)

    async def _work_off(self, place: PlaceId) -> None:
        line = self._lines[place]
        try:
            while line:
                async with self._busy:
                    await self._hand_over(line.popleft())
        finally:
            del self._lines[place]

    async def _hand_over(self, parcel: Parcel) -> Outcome:
        outcome = await self._sender.send(parcel)
        end = verdict(parcel, outcome, random.random())  # noqa: S311  a spread of retries is no secret
        self._settler.add(parcel.id, end)
        if isinstance(outcome, Unreachable) and parcel.employee is not None:
            async with self._database.work(clock_actor()) as work:
                await mark_unreachable(work, parcel.employee)
        await self._bury(parcel, end)
        return outcome

    async def _bury(self, parcel: Parcel, end: Verdict) -> None:
        """What can never be delivered is shown to the directors."""
        if end.state is not NoticeState.DEAD:
            return
        log.error("notice %s (%s) is dead: %s", parcel.id, parcel.notice.kind, end.error)
        if isinstance(parcel.notice, DeadLetter):
            return
        async with self._database.work(clock_actor()) as work:
            for director in await directors_to_tell(work):
                await work.owe(DeadLetter(notice_id=parcel.id), to=director)
        self.wake()

    async def _run(self) -> None:
        while True:
            try:
                busy = await self.deliver_due()
            except Exception as error:
                if not is_passing(error):
                    log.exception("delivering failed")
                busy = False
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
                self._woken.clear()

    async def deliver_due(self) -> bool:
        """One round: answers that were left behind, then a batch of bulk. Whether there was anything."""
        left = await self._claim(urgent=True)
        self.take([parcel for parcel in left if parcel.place not in self._lines])
        async with self._database.plumbing() as session:
            mine = await hold_name(session, BULK, self._holder, self._database.clock.wall())
        batch = await self._claim(urgent=False) if mine else []
        gate = asyncio.Semaphore(BULK_AT_ONCE)
        await asyncio.gather(*(self._send_bulk(parcel, gate) for parcel in batch))
        await self._settler.settle()
        return bool(left or batch)

    async def _claim(self, *, urgent: bool) -> list[Parcel]:
        """Lease what is due. What a dead process had begun is in doubt: its kind says what to do."""
        clock = self._database.clock
        async with self._database.plumbing() as session:
            claimed = await claim(session, self._holder, clock.now(), clock.wall(), urgent=urgent, most=BATCH)
        ready = []
        for parcel, begun in claimed:
            if begun:
                end = doubted(parcel, "its sender died", random.random())  # noqa: S311
                self._settler.add(parcel.id, end)
            else:
                ready.append(parcel)
        return ready

    async def _send_bulk(self, parcel: Parcel, gate: asyncio.Semaphore) -> None:
        async with gate:
            await self._pace.turn(parcel.place)
            async with self._database.plumbing() as session:
                if not await begin(session, parcel.id, self._holder, self._database.clock.wall()):
                    return
            outcome = await self._hand_over(parcel)
            if isinstance(outcome, Wait):
                await self._pace.hold(outcome.seconds)
            await self._settler.settle()
