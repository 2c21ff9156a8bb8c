"""The reception: stores updates, hands each chat's updates one by one to the dispatcher, sees that each
ends done.

One update in flight a chat, many chats at once. What changes nothing is marked done in groups; what changes
something
is marked in the transaction of its effect (bot.office). Source: HOUSE.md, Inbox.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.office import Handling
from bot.telegram.finishing import Finisher
from bot.telegram.lines import Line, Waiting
from bot.telegram.patience import Patience
from bot.telegram.storage import ConversationStorage
from core.access import clock_actor
from core.db.failures import is_passing, patiently
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
SWEEP_SECONDS = CHAT_LEASE.total_seconds() / 3


def place_of(update: Update) -> PlaceId:
    """The chat that an update belongs to; without a chat its user; else 0."""
    try:
        event = update.event
    except UpdateTypeLookupError:
        # A kind that this version does not know yet. It must not stop those that came with it.
        return PlaceId(0)
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
        self._lines: dict[PlaceId, Line] = {}
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
            # Beside other processes every chat is claimed anew, also a held one: that locks its lease, so it
            # is not given up meanwhile, and shows what the others have stored in it before.
            asked = wanted - self._held if self._sticky else wanted
            claimed = await claim_chats(session, asked, self._holder, wall)
            left = await open_entries(session, claimed) if claimed else []
        self._held = (self._held - asked) | claimed
        fresh = {update.update_id: update for update in updates}
        self._line_up([*left, *(entry for entry in entries if entry.chat in self._held)], fresh)

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
        self._line_up(entries)

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

    def _line_up(self, entries: Iterable[Entry], fresh: Mapping[int, Update] | None = None) -> None:
        for entry in entries:
            line = self._lines.get(entry.chat)
            if line is None:
                line = self._lines[entry.chat] = Line()
                worker = asyncio.create_task(self._work_off(entry.chat, line))
                self._workers.add(worker)
                worker.add_done_callback(self._workers.discard)
            line.add(Waiting(entry, (fresh or {}).get(entry.update_id)))

    async def _work_off(self, chat: PlaceId, line: Line) -> None:
        try:
            while True:
                while line:
                    await self._take_up(line.take())
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
        left = await patiently(lambda: self._release(chat))
        if left is None:
            self._storage.forget(chat)
        else:
            self._held.add(chat)
            self._line_up(left)

    async def _release(self, chat: PlaceId) -> list[Entry] | None:
        """What came in meanwhile; None when the chat is given up."""
        async with self._database.plumbing() as session:
            gone = await release(session, chat, self._holder)
            return None if gone else await open_entries(session, [chat])

    async def _take_up(self, waiting: Waiting) -> None:
        """See an entry through. Whatever happens, those behind it get their turn."""
        try:
            if waiting.update is not None:
                await self._handle(waiting.entry, waiting.update)
            else:
                # Left behind by a process that died, perhaps of it: such updates go one at a time.
                async with self._suspects:
                    await self._suspect(waiting.entry)
        except Exception as error:  # noqa: BLE001  the chat's line must not end with it
            await self._fail(waiting.entry, error)

    async def _suspect(self, entry: Entry) -> None:
        begun = await patiently(lambda: self._begin_again(entry))
        if begun > DEADLY:
            error_id = _error_id()
            log.error(
                "error %s: update %s killed the process %s times, put aside",
                error_id,
                entry.update_id,
                DEADLY,
            )
            await patiently(lambda: self._bury(entry, error_id))
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

    async def _begin_again(self, entry: Entry) -> int:
        async with self._database.plumbing() as session:
            return await begin_again(session, entry.id)

    async def _bury(self, entry: Entry, error_id: str) -> None:
        async with self._database.plumbing() as session:
            await bury(session, entry.id, self._database.clock.now(), error_id)

    async def _handle(self, entry: Entry, update: Update) -> None:
        """Hand an update to the dispatcher until it is done: what passes is tried again, what does not is
        told.
        """
        patience = Patience()
        while True:
            handling = Handling(entry)
            try:
                async with self._seats:
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
                pause = patience.pause(error)
                if pause is None:
                    await self._fail(entry, error)
                    return
                log.warning("update %s waits: %s", entry.update_id, type(error).__name__)
            await asyncio.sleep(pause)
        if not handling.done:
            await self._finisher.finish(entry, looks=handling.looks)

    async def _fail(self, entry: Entry, error: Exception) -> None:
        error_id = _error_id()
        log.error("error %s: update %s failed", error_id, entry.update_id, exc_info=error)
        await self._finisher.finish(entry, error_id)
        await self._tell(entry, error_id)

    async def _tell(self, entry: Entry, error_id: str) -> None:
        async def owe() -> None:
            async with self._database.work(clock_actor()) as work:
                await work.owe(UpdateBuried(error_id=error_id), to=Addressee(entry.chat))

        await patiently(owe)


def _error_id() -> str:
    return secrets.token_hex(2).upper()
