"""The reception: stores updates, hands each chat's updates one by one to the dispatcher, sees that each
ends done.

One update in flight a chat, many chats at once. What changes nothing is marked done in groups; what changes
something
is marked in the transaction of its effect (bot.office). Source: HOUSE.md, Inbox.
"""

import asyncio
import contextlib
import logging
import random
import secrets
from collections import deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.office import Handling
from bot.telegram.finishing import Finisher
from bot.telegram.storage import ConversationStorage
from core.access import clock_actor
from core.db.failures import is_passing
from core.ids import PlaceId, UpdateId
from core.intake.inbox import Entry
from core.intake.receiving import (
    CHAT_LEASE,
    DEADLY,
    Incoming,
    begin_again,
    bury,
    claim_chats,
    free_own,
    open_entries,
    release,
    renew,
    store,
    waiting_chats,
)
from core.notices.notice import Addressee
from core.work import AlreadyDone, Database
from scheduler.notices import UpdateBuried

log = logging.getLogger(__name__)

AT_ONCE = 48
RETRY_MOST = 5.0
SWEEP_SECONDS = CHAT_LEASE.total_seconds() / 3


def place_of(update: Update) -> PlaceId:
    """The chat that an update belongs to; without a chat its user; else 0."""
    event = update.event
    chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
    user = getattr(event, "from_user", None) or getattr(event, "user", None)
    found = chat or user
    return PlaceId(found.id if found else 0)


def incoming(update: Update) -> Incoming:
    """An update as the inbox keeps it. `exclude_none` would break messages with links, so unset is what
    goes.
    """
    payload = update.model_dump_json(exclude_unset=True, by_alias=True)
    return Incoming(UpdateId(update.update_id), place_of(update), payload)


class Reception:
    """`sticky`: the chats stay leased to this process while it lives (it polls alone); else they go when
    idle.
    """

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        bot: Bot,
        storage: ConversationStorage,
        *,
        sticky: bool,
    ) -> None:
        if database.holder is None:
            raise ValueError("a database that receives bears a holder's name")
        self._database = database
        self._holder = database.holder
        self._dispatcher = dispatcher
        self._bot = bot
        self._storage = storage
        self._sticky = sticky
        self._finisher = Finisher(database, storage)
        self._held: set[PlaceId] = set()
        self._lines: dict[PlaceId, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers: set[asyncio.Task[None]] = set()
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._suspects = asyncio.Lock()
        self._stopping = False

    async def start(self) -> None:
        """Free what a dead process of this name held, take up what waits, and keep the leases alive."""
        async with self._database.plumbing() as session:
            await free_own(session, self._holder)
        self._finisher.start()
        await self.sweep()
        self._spawn(self._keep())

    async def stop(self) -> None:
        """Let updates under way end; what waits is taken up at the next start."""
        self._stopping = True
        for line in self._lines.values():
            line.clear()
        await asyncio.gather(*self._workers, return_exceptions=True)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._finisher.stop()
        with contextlib.suppress(Exception):
            async with self._database.plumbing() as session:
                await free_own(session, self._holder)

    async def receive(self, updates: Sequence[Update]) -> None:
        """Store updates and queue the new ones. When it returns they may be acknowledged."""
        if not updates:
            return
        parcels = [incoming(update) for update in updates]
        wall = self._database.clock.wall()
        async with self._database.plumbing() as session:
            entries = await store(session, parcels, self._database.clock.now())
            wanted = {entry.chat for entry in entries}
            strange = wanted - self._held
            claimed = await claim_chats(session, strange, self._holder, wall) if strange else set()
        self._held |= claimed
        fresh = {update.update_id: update for update in updates}
        for entry in entries:
            if entry.chat in self._held:
                self._queue(_Waiting(entry, fresh[entry.update_id]))

    async def sweep(self) -> None:
        """Take up chats where something waits and that nobody holds: left behind by a crash, or by another
        process.
        """
        wall = self._database.clock.wall()
        async with self._database.plumbing() as session:
            free = await waiting_chats(session, wall)
            claimed = await claim_chats(session, free - self._held, self._holder, wall)
            entries = await open_entries(session, claimed) if claimed else []
        self._held |= claimed
        for entry in entries:
            self._queue(_Waiting(entry))

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                async with self._database.plumbing() as session:
                    await renew(session, self._holder, self._database.clock.wall())
                await self.sweep()
            except Exception as error:
                if not is_passing(error):
                    log.exception("keeping the leases failed")

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _queue(self, waiting: "_Waiting") -> None:
        chat = waiting.entry.chat
        line = self._lines.get(chat)
        if line is None:
            self._lines[chat] = deque([waiting])
            worker = asyncio.create_task(self._work_off(chat))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        elif all(waiting.entry.id != other.entry.id for other in line):
            line.append(waiting)

    async def _work_off(self, chat: PlaceId) -> None:
        line = self._lines[chat]
        try:
            while True:
                while line:
                    await self._take_up(line.popleft())
                if self._sticky or self._stopping:
                    break
                await self._give_up(chat)
                if not line:
                    break
        finally:
            del self._lines[chat]

    async def _give_up(self, chat: PlaceId) -> None:
        """Let another process have the chat, unless something came in meanwhile."""
        self._held.discard(chat)
        try:
            async with self._database.plumbing() as session:
                gone = await release(session, chat, self._holder)
                left = [] if gone else await open_entries(session, [chat])
        except Exception as error:
            if not is_passing(error):
                log.exception("giving a chat up failed")
            return
        if gone:
            self._storage.forget(chat)
            return
        self._held.add(chat)
        for entry in left:
            self._queue(_Waiting(entry))

    async def _take_up(self, waiting: "_Waiting") -> None:
        if waiting.update is not None:
            async with self._seats:
                await self._handle(waiting.entry, waiting.update)
            return
        # It was left behind by a process that died, perhaps of it: such updates go one at a time.
        async with self._suspects:
            await self._suspect(waiting.entry)

    async def _suspect(self, entry: Entry) -> None:
        async with self._database.plumbing() as session:
            begun = await begin_again(session, entry.id)
        if begun > DEADLY:
            error_id = _error_id()
            log.error(
                "error %s: update %s killed the process %s times, put aside",
                error_id,
                entry.update_id,
                DEADLY,
            )
            async with self._database.plumbing() as session:
                await bury(session, entry.id, self._database.clock.now(), error_id)
            await self._tell(entry, error_id)
            return
        try:
            update = Update.model_validate_json(entry.payload, context={"bot": self._bot})
        except ValidationError:
            error_id = _error_id()
            log.exception("error %s: update %s cannot be read", error_id, entry.update_id)
            await self._finisher.finish(entry, error_id)
            return
        await self._handle(entry, update)

    async def _handle(self, entry: Entry, update: Update) -> None:
        """Hand an update to the dispatcher until it is done: what passes is tried again, what does not is
        told.
        """
        pause = 0.05
        while True:
            handling = Handling(entry)
            try:
                await self._dispatcher.feed_update(self._bot, update, handling=handling)
                break
            except AlreadyDone:
                self._storage.forget(entry.chat)
                return
            except Exception as error:
                self._storage.forget(entry.chat)
                if handling.done:
                    log.exception("update %s failed after its effect", entry.update_id)
                    return
                if not is_passing(error):
                    await self._fail(entry, error)
                    return
                log.warning("update %s waits: %s", entry.update_id, type(error).__name__)
            await asyncio.sleep(pause * (0.5 + random.random()))  # noqa: S311  a spread of retries is no secret
            pause = min(pause * 2, RETRY_MOST)
        if not handling.done:
            await self._finisher.finish(entry)

    async def _fail(self, entry: Entry, error: Exception) -> None:
        error_id = _error_id()
        log.error("error %s: update %s failed", error_id, entry.update_id, exc_info=error)
        await self._finisher.finish(entry, error_id)
        await self._tell(entry, error_id)

    async def _tell(self, entry: Entry, error_id: str) -> None:
        async with self._database.work(clock_actor()) as work:
            await work.owe(UpdateBuried(error_id=error_id), to=Addressee(entry.chat))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry in line; with its update when it came in just now, without when it was left behind."""

    entry: Entry
    update: Update | None = None


def _error_id() -> str:
    return secrets.token_hex(2).upper()
