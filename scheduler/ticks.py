"""One interval tick that asks the database what is due. It may come late, twice, or on two machines."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.db.failures import is_passing
from core.work import Database
from scheduler.jobs.digest import owe_digests
from scheduler.jobs.housekeeping import tidy
from scheduler.jobs.kpi import owe_evening_kpi
from scheduler.jobs.names import key_names
from scheduler.jobs.reminders import owe_reminders
from scheduler.jobs.stages import bring_stage_events

log = logging.getLogger(__name__)

Job = Callable[[Database], Awaitable[int]]
JOBS: tuple[Job, ...] = (bring_stage_events, owe_reminders, owe_digests, owe_evening_kpi, key_names, tidy)


async def tick(database: Database) -> int:
    """Run every job once; how many notices are owed newly. A job that fails does not stop the others."""
    owed = 0
    for job in JOBS:
        try:
            owed += await job(database)
        except Exception as error:
            if is_passing(error):
                log.warning("the clock's job %s waits: %s", job.__name__, type(error).__name__)
            else:
                log.exception("the clock's job %s failed", job.__name__)
    return owed


class Ticker:
    """Ticks every `seconds` until stopped; `owed` is called when something new is owed."""

    def __init__(self, database: Database, seconds: float, owed: Callable[[], None]) -> None:
        self._database = database
        self._owed = owed
        self._turn = asyncio.Lock()
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    async def _tick(self) -> None:
        async with self._turn:
            if not self._stopping and await tick(self._database):
                self._owed()

    async def start(self) -> None:
        """Tick once now, then by the interval."""
        await self._tick()
        self._scheduler.start()

    async def stop(self) -> None:
        """Let a tick under way end: cut short, it would leave an error in the log of every goodbye."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # what was handed to the loop begins, and sees that it is to end
            async with self._turn:
                self._scheduler.shutdown(wait=False)
