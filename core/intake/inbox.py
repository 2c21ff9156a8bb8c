"""Tables of what came in: updates by membership, chats by lease."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.db.types import enum_type
from core.ids import EntryId, PlaceId, UpdateId


class EntryState(StrEnum):
    NEW = "new"
    DONE = "done"
    DEAD = "dead"
    """It killed the process three times; kept with its payload for the administrator."""


class InboxEntry(Base, kw_only=True):
    """An update from outside. `id` is the order of arrival: `update_id` may jump, so it only tells doubles.

    `payload` is erased as soon as the update is done, the row after a week.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("update_id"),
        Index(
            "ix_inbox_open",
            "chat",
            "id",
            postgresql_where=text("state = 'new'"),
            sqlite_where=text("state = 'new'"),
        ),
        Index(None, "done_at"),
    )

    id: Mapped[EntryId] = mapped_column(primary_key=True, init=False)
    update_id: Mapped[UpdateId]
    chat: Mapped[PlaceId]
    payload: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]
    state: Mapped[EntryState] = mapped_column(enum_type(EntryState), default=EntryState.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was begun after a crash."""
    error_id: Mapped[str | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class ChatLease(Base, kw_only=True):
    """One process handles a chat at a time. Wall time."""

    __tablename__ = "chat_leases"

    chat: Mapped[PlaceId] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str]
    until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Entry:
    """An update in the hands of the process that handles it."""

    id: EntryId
    update_id: UpdateId
    chat: PlaceId
    payload: str
    attempts: int = 0
