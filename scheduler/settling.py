"""Writing down what became of notices: many in one transaction, and at once when somebody waits for it."""

import asyncio
import contextlib
import logging

from core.db.failures import is_passing
from core.ids import NoticeId
from core.notices.outcomes import Verdict
from core.notices.queue import settle
from core.work import Database

log = logging.getLogger(__name__)

PAUSE = 0.5


class Settler:
    """Collects verdicts; `run` commits them in groups."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self._holder = holder
        self._waiting: list[tuple[NoticeId, Verdict]] = []
        self._some = asyncio.Event()
        self._turn = asyncio.Lock()

    def add(self, notice: NoticeId, end: Verdict) -> None:
        self._waiting.append((notice, end))
        self._some.set()

    async def settle(self) -> bool:
        """Commit everything collected so far; whether something is to be tried again."""
        async with self._turn:
            group, self._waiting = self._waiting, []
            if not group:
                return False
            try:
                async with self._database.plumbing() as session:
                    clock = self._database.clock
                    await settle(session, group, self._holder, clock.now(), clock.wall())
            except BaseException:
                self._waiting = group + self._waiting
                raise
            return any(end.again is not None for _, end in group)

    async def run(self) -> None:
        """Settle until cancelled; a database that is busy is asked again."""
        while True:
            await self._some.wait()
            self._some.clear()
            try:
                await self.settle()
            except Exception as error:
                if not is_passing(error):
                    log.exception("settling failed")
                self._some.set()
                await asyncio.sleep(PAUSE)

    async def close(self) -> None:
        with contextlib.suppress(Exception):
            await self.settle()
