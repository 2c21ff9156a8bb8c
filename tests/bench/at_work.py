"""A large company at work in this process: its managers' updates come in as they come to the bot, without Telegram."""

import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

import bot.renderers.desk
import bot.renderers.digest  # noqa: F401  registers the renderers
from bot.middlewares import OfficeMiddleware
from bot.office import Handling, Office
from bot.telegram.reception import incoming
from bot.telegram.sender import TelegramSender
from bot.telegram.storage import ConversationStorage
from bot.views.card import Card
from core.db.engine import make_engine
from core.ids import EmployeeId
from core.intake.receiving import store
from core.notices.outbox import Parcel
from core.people.calendars import is_workday
from core.settings import Settings
from core.work import Database
from tests.bench.digest import clock_at
from tests.bench.large_companies import LargeCompany
from tests.bench.large_rows import A_MANAGER, A_TEAM, Size
from tests.bench.processes import Failed

BOT = 42
ZONE, COUNTRY = "Europe/Moscow", "RU"
_numbers = itertools.count(int(time.time()) * 1000)


def morning_after(end: datetime) -> datetime:
    """08:30 in Moscow of the first workday that is not before `end` and shows a month under way."""
    morning = end.astimezone(ZoneInfo(ZONE)).replace(hour=8, minute=30, second=0, microsecond=0)
    while morning.day == 1 or not is_workday(morning.date(), COUNTRY):
        morning += timedelta(days=1)
    return morning


@dataclass(slots=True)
class AtWork:
    """What a bot holds. `owed`: the parcels of the last Work, which nobody sends."""

    company: LargeCompany
    moment: datetime
    database: Database
    storage: ConversationStorage
    offices: OfficeMiddleware
    sender: TelegramSender
    owed: list[Parcel] = field(default_factory=list)

    @property
    def managers(self) -> int:
        return Size(self.company.clients).managers

    def some(self, most: int) -> list[EmployeeId]:
        """So many managers, or all, evenly spread."""
        count = min(most, self.managers)
        return [EmployeeId(1 + place * self.managers // count) for place in range(count)]

    def client_of(self, manager: EmployeeId, turn: int) -> int:
        """One of the manager's own clients, another one each turn; see tests/bench/large_rows.py."""
        return manager + self.managers * (turn * 7 % A_MANAGER)

    def head_of(self, manager: EmployeeId) -> EmployeeId:
        """Heads are numbered after the managers."""
        return EmployeeId(self.managers + 1 + (manager - 1) // A_TEAM)

    async def office(self, update: Update, handling: Handling | None = None) -> Office:
        """As the middleware opens it for an update."""
        data = {"event_from_user": update.event.from_user, "handling": handling}
        await self.offices(_nothing, update, data)
        return data["office"]

    async def received(self, update: Update) -> Office:
        """The same for an update that changes something: it lies in the inbox."""
        async with self.database.plumbing() as session:
            (entry,) = await store(session, [incoming(update)], self.database.clock.now())
        self.owed.clear()
        return await self.office(update, Handling(entry))

    def state(self, manager: EmployeeId) -> FSMContext:
        return FSMContext(self.storage, StorageKey(bot_id=BOT, chat_id=manager, user_id=manager))

    async def card(self, kind: type) -> tuple[Parcel, Card]:
        """What the only parcel that is owed says. Raises Failed where it is of another kind, or says nothing."""
        if [type(parcel.notice) for parcel in self.owed] != [kind]:
            raise Failed(f"{kind.__name__} should be owed, not {[parcel.notice for parcel in self.owed]}")
        (parcel,) = self.owed
        card = await self.sender._card(parcel)
        if card is None:
            raise Failed(f"nothing to say: {parcel.notice}")
        return parcel, card


@asynccontextmanager
async def at_work(companies: Sequence[LargeCompany], folder: Path) -> AsyncIterator[list[AtWork]]:
    """All of them at once, each on the morning after its last facts. `folder`: for their clocks."""
    opened = [_opened(company, folder / f"clock-{company.kind}-{company.clients}") for company in companies]
    try:
        yield opened
    finally:
        for one in opened:
            await one.database.engine.dispose()


def _opened(company: LargeCompany, offset: Path) -> AtWork:
    moment = morning_after(company.end)
    database = Database(make_engine(company.url), clock_at(offset, moment), holder="bench")
    storage = ConversationStorage(database)
    offices = OfficeMiddleware(database, storage, Settings(database_url=company.url))
    opened = AtWork(
        company, moment, database, storage, offices, TelegramSender(Bot(f"{BOT}:BENCH"), database)
    )
    database.deliver = opened.owed.extend
    return opened


async def _nothing(event: TelegramObject, data: dict[str, object]) -> None: ...


def written(manager: EmployeeId, text: str, moment: datetime) -> Update:
    """A message of a manager's; who writes is known by the number alone, see tests/bench/large_rows.py."""
    number = next(_numbers)
    return Update(update_id=number, message=_message(manager, text, moment, number % 2**31))


def tapped(manager: EmployeeId, data: str, moment: datetime) -> Update:
    """A tap on a button of a message."""
    number = next(_numbers)
    query = CallbackQuery(
        id=str(number), from_user=_user(manager), chat_instance=str(manager), data=data,
        message=_message(manager, "…", moment, number % 2**31),
    )  # fmt: skip
    return Update(update_id=number, callback_query=query)


def _message(manager: EmployeeId, text: str, moment: datetime, number: int) -> Message:
    chat = Chat(id=manager, type="private")
    return Message(message_id=number, date=moment, chat=chat, from_user=_user(manager), text=text)


def _user(manager: EmployeeId) -> User:
    return User(id=manager, is_bot=False, first_name=f"Менеджер {manager}", language_code="ru")
