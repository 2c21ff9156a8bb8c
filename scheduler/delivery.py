"""Delivering the outbox through a Sender: answers at once, everything else at a pace that the messenger
bears.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from core.access import clock_actor
from core.db.failures import is_passing, patiently
from core.ids import EmployeeId
from core.notices.outbox import NoticeState, Parcel
from core.notices.outcomes import Outcome, Unreachable, Verdict, doubted, verdict
from core.notices.queue import claim, free_own
from core.people.reach import directors_to_tell, mark_unreachable
from core.work import Database
from scheduler.answers import Answers
from scheduler.bulk import Bulk
from scheduler.notices import DeadLetter
from scheduler.pace import Pace
from scheduler.settling import Settler

log = logging.getLogger(__name__)

BATCH = 25
IDLE_SECONDS = 1.0


class Sender(Protocol):
    """The way to the messenger: puts a parcel into words, hands it over, says what came of it. Never
    raises.
    """

    async def send(self, parcel: Parcel) -> Outcome: ...

    async def prepare(self, parcels: Sequence[Parcel]) -> None:
        """What these parcels, which go soon, have in common is read for all at once. May raise: then each is
        read by itself.
        """


class Delivery:
    """Sends what is owed. Urgent parcels come straight from the Work that owed them; the rest is claimed.

    Answers and bulk have a round each: no answer waits for the pace of the bulk.
    """

    def __init__(self, database: Database, sender: Sender, *, pace: Pace | None = None) -> None:
        if database.holder is None:
            raise ValueError("a database that delivers bears a holder's name")
        self._database = database
        self._holder = database.holder
        self._sender = sender
        self._settler = Settler(database, self._holder)
        self._answers = Answers(database, self._holder, self._settler, self._hand_over)
        self._bulk = Bulk(
            database,
            self._holder,
            self._settler,
            pace or Pace(),
            claim=self._claim,
            prepare=self._sender.prepare,
            hand_over=self._hand_over,
        )
        self._rounds: set[asyncio.Task[None]] = set()
        self._settling: asyncio.Task[None] | None = None
        self._woken = (asyncio.Event(), asyncio.Event())

    async def start(self) -> None:
        """Free what a dead process of this name was sending, and begin to deliver."""
        async with self._database.plumbing() as session:
            await free_own(session, self._holder)
        self._database.deliver = self._answers.take
        self._settling = asyncio.create_task(self._settler.run())
        for act, woken in zip((self._answer, self._bulk.round), self._woken, strict=True):
            self._rounds.add(asyncio.create_task(self._repeat(act, woken)))

    async def stop(self) -> None:
        """Let what is under way end, write it down, leave everything else to others."""
        self._bulk.stopping = True
        self.wake()
        await asyncio.gather(*self._rounds, return_exceptions=True)
        await asyncio.gather(*self._answers.workers, return_exceptions=True)
        if self._settling is not None:
            self._settling.cancel()
            await asyncio.gather(self._settling, return_exceptions=True)
        await self._settler.close()
        with contextlib.suppress(Exception):
            await self._bulk.give_up()
            async with self._database.plumbing() as session:
                await free_own(session, self._holder)

    async def idle(self) -> None:
        """When it returns, everything taken so far is handed over and written down."""
        while self._answers.workers:
            await asyncio.gather(*self._answers.workers, return_exceptions=True)
        await self._settler.settle()

    def wake(self) -> None:
        """Something new is owed: look now."""
        for woken in self._woken:
            woken.set()

    async def deliver_due(self) -> bool:
        """One round of both: answers that were left behind, a batch of bulk. Whether there was anything."""
        left = await self._answer()
        return await self._bulk.round() or left

    async def _repeat(self, act: Callable[[], Coroutine[Any, Any, bool]], woken: asyncio.Event) -> None:
        while not self._bulk.stopping:
            try:
                busy = await act()
            except Exception as error:
                if not is_passing(error):
                    log.exception("delivering failed")
                busy = False
            if not busy and not self._bulk.stopping:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), IDLE_SECONDS)
                woken.clear()

    async def _answer(self) -> bool:
        """Take up answers that were put off, or left behind by a process that died."""
        left = await self._claim(urgent=True)
        self._answers.take(left)
        return bool(left)

    async def _claim(self, *, urgent: bool = False) -> list[Parcel]:
        """Lease what is due. What a dead process had begun is in doubt: its kind says what to do."""
        clock = self._database.clock
        async with self._database.plumbing() as session:
            claimed = await claim(
                session,
                self._holder,
                clock.now(),
                clock.wall(),
                urgent=urgent,
                most=BATCH,
                passing_over=tuple(self._answers.in_hand) if urgent else (),
            )
        ready = []
        for parcel, begun in claimed:
            if begun:
                end = doubted(parcel, "its sender died", random.random())  # noqa: S311
                self._settler.add(parcel.id, end)
            else:
                ready.append(parcel)
        return ready

    async def _hand_over(self, parcel: Parcel) -> tuple[Outcome, Verdict]:
        outcome = await self._sender.send(parcel)
        end = verdict(parcel, outcome, random.random())  # noqa: S311  a spread of retries is no secret
        self._settler.add(parcel.id, end)
        if isinstance(outcome, Unreachable) and parcel.employee is not None:
            employee = parcel.employee
            await patiently(lambda: self._leave_alone(employee))
        if end.state is NoticeState.DEAD:
            log.error("notice %s (%s) is dead: %s", parcel.id, parcel.notice.kind, end.error)
            if not isinstance(parcel.notice, DeadLetter):
                await patiently(lambda: self._tell_directors(parcel))
        return outcome, end

    async def _leave_alone(self, employee: EmployeeId) -> None:
        async with self._database.work(clock_actor()) as work:
            await mark_unreachable(work, employee)

    async def _tell_directors(self, parcel: Parcel) -> None:
        """What can never be delivered is shown to the directors."""
        async with self._database.work(clock_actor()) as work:
            for director in await directors_to_tell(work):
                await work.owe(DeadLetter(notice_id=parcel.id), to=director)
        self.wake()
