"""Office: an update's own door to the database. It knows who acts, which update it is, and the clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from aiogram_dialog import DialogManager

from bot.telegram.storage import ConversationStorage
from bot.texts import Texts, texts_of
from core.access import Actor
from core.audit import Looks, count_looks
from core.capture.second.port import Extractor
from core.desk.knowing import Memory
from core.ids import PlaceId
from core.intake.inbox import Entry
from core.notices.notice import Addressee, Spot
from core.notices.said import Said
from core.settings import Settings
from core.work import Database, Reading, Work


@dataclass(slots=True)
class Handling:
    """An update under way: its row in the inbox, and whether its effect is committed."""

    entry: Entry
    done: bool = False
    looks: Looks = field(default_factory=Looks)
    """Lists and cards that it opened and that are not written down yet."""


@dataclass(slots=True)
class Office:
    """`work()` once an update, `read()` as often as needed. `handling` is None for background redraws, which
    never write.
    """

    database: Database
    storage: ConversationStorage
    settings: Settings
    memory: Memory
    extractor: Extractor
    actor: Actor
    place: PlaceId
    handling: Handling | None = field(default=None)

    @property
    def texts(self) -> Texts:
        return texts_of(self.actor.language)

    @property
    def now(self) -> datetime:
        return self.database.clock.now()

    @property
    def today(self) -> date:
        """The actor's local day."""
        return self.now.astimezone(ZoneInfo(self.actor.zone)).date()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reading]:
        async with self.database.read(self.actor) as read:
            yield read
        if self.handling is not None:
            self.handling.looks.update(read.looks)

    @asynccontextmanager
    async def work(self, dialog: DialogManager | None = None) -> AsyncIterator[Work]:
        """The update's one Work: its effect, the mark that it is done, and where the conversation stands.

        With `dialog` the window that the handler chose is saved in the same transaction.
        """
        if self.handling is None:
            raise RuntimeError("only an update from outside writes")
        async with self.database.work(self.actor, self.handling.entry) as work:
            if dialog is not None:
                work.before_commit.append(lambda _: self._save_window(dialog))
            work.before_commit.append(lambda session: self.storage.flush(session, self.place))
            yield work
            work.looks.update(self.handling.looks)
            await count_looks(work.session, work.looks)
        self.handling.looks.clear()
        self.handling.done = True
        self.storage.flushed(self.place)

    async def answer(
        self, work: Work, text: str, *, edits: Spot | None = None, keyboard: bool = False, **facts: str
    ) -> None:
        """Owe the sentence `text` (a message id) as this update's answer."""
        if self.handling is None:
            raise RuntimeError("only an update from outside is answered")
        notice = Said(
            update=self.handling.entry.update_id,
            text=text,
            facts=facts,
            keyboard=keyboard,
            language=self.actor.language,
        )
        await work.owe(notice, to=Addressee(self.place, self.actor.id), edits=edits)

    @staticmethod
    async def _save_window(dialog: DialogManager) -> None:
        storage = dialog.middleware_data["aiogd_storage_proxy"]
        if dialog.has_context():
            await storage.save_context(dialog.current_context())
        await storage.save_stack(dialog.current_stack())
