"""Marking updates done that changed nothing, many in one transaction, with where their conversations
stand.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from bot.telegram.storage import ConversationStorage
from core.audit import Looks, count_looks
from core.db.failures import is_passing
from core.intake.inbox import Entry
from core.intake.receiving import finish
from core.work import Database

log = logging.getLogger(__name__)

PAUSE = 0.3


@dataclass(slots=True)
class _Mark:
    entry: Entry
    error_id: str | None
    looks: Looks
    committed: asyncio.Future[None]


class Finisher:
    """`finish` returns when the mark is committed; marks that wait together go together."""

    def __init__(self, database: Database, storage: ConversationStorage) -> None:
        self._database = database
        self._storage = storage
        self._waiting: list[_Mark] = []
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def finish(self, entry: Entry, error_id: str | None = None, *, looks: Looks | None = None) -> None:
        mark = _Mark(entry, error_id, looks or Looks(), asyncio.get_running_loop().create_future())
        self._waiting.append(mark)
        self._some.set()
        await mark.committed

    async def _run(self) -> None:
        while True:
            await self._some.wait()
            self._some.clear()
            group, self._waiting = self._waiting, []
            while group:
                try:
                    await self._commit(group)
                except Exception as error:
                    if not is_passing(error):
                        log.exception("marking updates done failed")
                    await asyncio.sleep(PAUSE)
                else:
                    break
            for mark in group:
                if not mark.committed.done():
                    mark.committed.set_result(None)

    async def _commit(self, group: list[_Mark]) -> None:
        now = self._database.clock.now()
        places = {mark.entry.chat for mark in group}
        async with self._database.plumbing() as session:
            for error_id in {mark.error_id for mark in group}:
                ids = [mark.entry.id for mark in group if mark.error_id == error_id]
                await finish(session, ids, now, error_id)
            for place in places:
                await self._storage.flush(session, place)
            looks = Looks()
            for mark in group:
                looks.update(mark.looks)
            await count_looks(session, looks)
        for place in places:
            self._storage.flushed(place)
