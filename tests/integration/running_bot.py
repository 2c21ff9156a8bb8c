"""The whole bot in this process against a fake Telegram: dispatcher, reception, delivery. Nothing of ours is replaced."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiogram import Bot, Dispatcher
from sqlalchemy import select

import tests.tables
from bot.app import ALLOWED, make_dispatcher
from bot.telegram.listening import Listener
from bot.telegram.reception import Reception
from bot.telegram.sender import TelegramSender
from bot.telegram.session import make_bot
from bot.telegram.storage import ConversationStorage
from core.capture.voice.choice import transcriber_of
from core.db.base import Base
from core.desk.knowing import Memory
from core.desk.second_reader import extractor_of
from core.settings import Settings
from core.work import Database
from demo.telegram import Control, FakeTelegram, Phone
from demo.telegram.shown import ChatView, Shown
from scheduler.delivery import Delivery
from scheduler.pace import Pace

assert tests.tables

LAST = 20
"""As much of a chat as an act can change: a whole one grows with every act."""
PIPES = frozenset({"inbox", "conversations", "chat_leases", "leases", "look_counts"})
"""Tables that any update touches, whatever it does; looks are counted however often one looks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person sees of one act: the line at the top of the screen, new messages, messages that changed."""

    tap: str | None
    new: tuple[Shown, ...] = ()
    changed: tuple[Shown, ...] = ()

    @property
    def shown(self) -> tuple[Shown, ...]:
        return (*self.new, *self.changed)

    @property
    def visible(self) -> tuple[object, ...]:
        """All that an eye can tell: texts, their marks, labels of buttons, pictures."""
        return (
            self.tap,
            *((one.html, one.buttons and one.labels, one.photo is not None) for one in self.new),
            "changed",
            *((one.html, one.buttons and one.labels, one.photo is not None) for one in self.changed),
        )

    @property
    def text(self) -> str:
        """Every word of it."""
        words = [self.tap or ""]
        for one in self.shown:
            words += [one.text, *one.labels]
        return "\n".join(words)

    @property
    def silent(self) -> bool:
        return not self.tap and not self.shown


class Complaints(logging.Handler):
    """What was logged as an error meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.getMessage()} {cause!r}"[:600])


class RunningBot:
    """Acts of people, each followed until its answer has arrived."""

    def __init__(
        self,
        control: Control,
        bot: Bot,
        dispatcher: Dispatcher,
        reception: Reception,
        delivery: Delivery,
        listener: Listener | None = None,
    ) -> None:
        self.control = control
        self.bot = bot
        self.dispatcher = dispatcher
        self.complaints = Complaints()
        self._reception = reception
        self._delivery = delivery
        self._listener = listener
        self._offset: int | None = None

    async def phone(self, place: int, name: str = "Кто-то", language: str = "ru") -> Phone:
        return await self.control.person(place, name, language_code=language, started=True)

    async def settle(self) -> None:
        """Hand over what waits, until nothing does and every answer is out."""
        while updates := await self.bot.get_updates(
            offset=self._offset, timeout=0, allowed_updates=list(ALLOWED)
        ):
            self._offset = updates[-1].update_id + 1
            await self._reception.receive(updates)
            await asyncio.gather(*self._reception._workers)
            await self._delivery.idle()
            await self.listen()

    async def listen(self) -> None:
        """Hear what can be heard now."""
        if self._listener is not None:
            await self._listener.idle()
            await self._delivery.idle()

    async def push(self) -> None:
        """Deliver what the clock owes."""
        while await self._delivery.deliver_due():
            await self._delivery.idle()
        await self._delivery.idle()

    async def speak(self, phone: Phone, data: bytes, *, seconds: int = 3, caption: str = "") -> Answer:
        """Send a voice note."""
        before = await phone.view(last=LAST)
        sent = await phone.send_voice(data, duration=seconds, caption=caption)
        await self.settle()
        return _answer(before, await phone.view(last=LAST), sent)

    async def say(self, phone: Phone, text: str) -> Answer:
        before = await phone.view(last=LAST)
        sent = await phone.send(text)
        await self.settle()
        return _answer(before, await phone.view(last=LAST), sent)

    async def tap(self, phone: Phone, data: str, message: int | None = None, *, times: int = 1) -> Answer:
        """Press a button with this data, shown or not, under the newest message of the bot."""
        before = await phone.view(last=LAST)
        under = message or before.bot_messages[-1].message_id
        taps = [await phone.press_stale(data, under) for _ in range(times)]
        await self.settle()
        after = await phone.view(last=LAST)
        said = after.tap(taps[-1])
        assert said.answered, f"nobody answered the tap {data!r}"
        newest = before.messages[-1].message_id if before.messages else 0
        return _answer(before, after, newest, said.text)

    async def press(self, phone: Phone, label: str) -> Answer:
        """Press a button that is shown, by its label's beginning."""
        view = await phone.view(last=LAST)
        for message in reversed(view.bot_messages):
            for row in message.buttons:
                for button in row:
                    if button.text.startswith(label) and button.data:
                        return await self.tap(phone, button.data, message.message_id)
        raise AssertionError(f"no button {label!r}:\n{view.plain()}")

    async def refused(self) -> list[str]:
        """Calls that Telegram did not take, but for edits that change nothing."""
        return [
            f"{call.method} {call.description}: {(call.text or '')[:200]}"
            for call in await self.control.calls()
            if call.outcome != "ok" and "message is not modified" not in (call.description or "")
        ]


def _answer(before: ChatView, now: ChatView, newest: int, tap: str | None = None) -> Answer:
    edits = {one.message_id: one.edits for one in before.messages}
    new = tuple(one for one in now.bot_messages if one.message_id > newest)
    changed = tuple(one for one in now.messages if one.edits != edits.get(one.message_id, one.edits))
    return Answer(tap, new, changed)


@asynccontextmanager
async def running_bot(
    database: Database, *, admins: tuple[int, ...] = (), **chosen: Any
) -> AsyncIterator[RunningBot]:
    """Fails the test when anything was logged as an error. `chosen`: settings beside the usual ones."""
    database.holder = "test"
    async with FakeTelegram() as telegram:
        settings = Settings(
            _env_file=None,
            bot_token=telegram.token,
            telegram_api_url=telegram.url,
            admin_ids=admins,
            **chosen,
        )
        bot = make_bot(settings)
        storage = ConversationStorage(database)
        memory, transcriber, extractor = Memory(), transcriber_of(settings), extractor_of(settings, database)
        listener = Listener(database, bot, transcriber, memory, extractor, settings) if transcriber else None
        dispatcher = make_dispatcher(
            database, storage, settings, memory=memory, listener=listener, extractor=extractor
        )
        reception = Reception(database, dispatcher, bot, storage, sticky=True)
        delivery = Delivery(database, TelegramSender(bot, database), pace=Pace(100_000, 0))
        running = RunningBot(telegram.control(), bot, dispatcher, reception, delivery, listener)
        database.deliver = delivery._answers.take
        logging.getLogger().addHandler(running.complaints)
        await reception.start()
        try:
            yield running
        finally:
            logging.getLogger().removeHandler(running.complaints)
            await reception.stop()
            await delivery.stop()
            if listener is not None:
                await listener.stop()
            await extractor.close()
            await bot.session.close()
            # The routers live as long as their modules: the next dispatcher takes them over.
            for router in tuple(dispatcher.sub_routers):
                router._parent_router = None
        assert running.complaints.lines == []


async def digest(
    database: Database, *, without: frozenset[str] = PIPES, ignoring: frozenset[str] = frozenset()
) -> dict[str, str]:
    """A digest of each table's rows: what is equal before and after was not touched. `ignoring`: table.column."""
    found = {}
    async with database.glance() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                columns = [one for one in table.columns if f"{table.name}.{one.name}" not in ignoring]
                rows = (await session.execute(select(*columns).order_by(*table.primary_key))).all()
                found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found
