"""What every handler gets: the office, the words, a place for the answer to a tap."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from aiogram_dialog.utils import REPLY_CALLBACK_SYMBOLS

from bot.office import Handling, Office
from bot.telegram.reception import place_of
from bot.telegram.sender import quietly
from bot.telegram.storage import ConversationStorage
from bot.texts import texts_of
from core.access import Role, stranger
from core.capture.second.port import Extractor, Grammar
from core.desk.knowing import Memory
from core.ids import PlaceId
from core.people.employees import actor_of
from core.people.reach import mark_reachable
from core.settings import Settings
from core.work import Database

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
RUSSIAN_READERS = ("ru", "uk", "be", "kk")
DIALOG_MARK = "\x1d"


@dataclass(slots=True)
class Answer:
    """What a tap is answered with: a line at the top of the screen, or an alert to be closed."""

    text: str | None = None
    alert: bool = False


def language_of(user: User | None, default: str) -> str:
    """A stranger's language from Telegram's own setting."""
    if user is None or not user.language_code:
        return default
    return "ru" if user.language_code.split("-")[0] in RUSSIAN_READERS else "en"


class OfficeMiddleware(BaseMiddleware):
    """Opens the office for an update. Stands on `dp.update`, so background updates of dialogs get one too."""

    def __init__(
        self,
        database: Database,
        storage: ConversationStorage,
        settings: Settings,
        memory: Memory | None = None,
        extractor: Extractor | None = None,
    ) -> None:
        self._database = database
        self._storage = storage
        self._settings = settings
        self._memory = memory or Memory()
        self._extractor = extractor or Grammar()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        place = place_of(event)
        user: User | None = data.get("event_from_user")
        person = PlaceId(user.id) if user is not None else place
        default = self._settings.default_language
        async with self._database.read(stranger(person)) as read:
            actor = await actor_of(read, person, language_of(user, default))
        if actor.unreachable and event.my_chat_member is None:
            async with self._database.work(actor) as work:
                await mark_reachable(work)
        handling: Handling | None = data.get("handling")
        data["office"] = Office(
            self._database,
            self._storage,
            self._settings,
            self._memory,
            self._extractor,
            actor,
            place,
            handling,
        )
        data["texts"] = texts_of(actor.language)
        return await handler(event, data)


class VisibleText(BaseMiddleware):
    """Cuts invisible signs off the end of a text: aiogram_dialog would read them as a button's data, and
    the person's line would be lost.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message) and event.text:
            text = event.text.rstrip(REPLY_CALLBACK_SYMBOLS)
            if text != event.text:
                event = event.model_copy(update={"text": text})
        return await handler(event, data)


class AnswerMiddleware(BaseMiddleware):
    """Answers every tap once, after its handler: before it, a replayed tap would be lost.

    A dialog answers its own taps; not those that never came to it.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, CallbackQuery)
        answer = data["answer"] = Answer()
        result = await handler(event, data)
        of_a_dialog = event.data is not None and DIALOG_MARK in event.data
        turned_away = data["office"].actor.role is Role.STRANGER
        if turned_away or answer.text is not None or not of_a_dialog:
            await quietly(event.answer(answer.text, show_alert=answer.alert))
        return result
