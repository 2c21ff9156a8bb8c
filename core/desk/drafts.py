"""A draft on its way into the records: open, then saved or cancelled; a saved one may be undone."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.activities.voices import VoiceNote
from core.db.base import Base
from core.db.types import enum_type
from core.errors import CoreError
from core.ids import ActivityId, DealId, DraftId, EmployeeId, MoveId, TaskId, VoiceId

UNDO_FOR = timedelta(hours=24)


class DraftGone(CoreError):
    """The draft was cancelled or taken back, or it never was this person's."""

    message_id = "error-draft-gone"


class DraftState(StrEnum):
    OPEN = "open"
    SAVED = "saved"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class StoredDraft(Base, kw_only=True):
    """What was read from one line (`slots` is capture's Draft as JSON) and what was made of it.

    `deal_id`: the deal that the draft speaks of; None lets the desk find or open one. `version` counts edits.
    """

    __tablename__ = "drafts"
    __table_args__ = (Index(None, "employee_id", "state"),)

    id: Mapped[DraftId] = mapped_column(primary_key=True, init=False)
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    text: Mapped[str]
    slots: Mapped[dict[str, Any]]
    """The draft as it stands; `read` is how it was read, before anybody corrected it."""
    source_message: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[DraftState] = mapped_column(enum_type(DraftState), default=DraftState.OPEN)
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    activity_id: Mapped[ActivityId | None] = mapped_column(ForeignKey("activities.id"), default=None)
    move_id: Mapped[MoveId | None] = mapped_column(ForeignKey("moves.id"), default=None)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("tasks.id"), default=None)
    expected_close: Mapped[date | None] = mapped_column(default=None)
    probability: Mapped[int | None] = mapped_column(default=None)
    before: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What saving overwrote on the deal, for Undo."""
    read: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    batch: Mapped[int | None] = mapped_column(default=None)
    """Drafts of one message carry the number of the first of them."""
    facts_kept: Mapped[list[int]] = mapped_column(default_factory=list)
    """Facts of the draft that were put into the client's profile, by their place in the draft."""
    long_call: Mapped[bool] = mapped_column(default=False)
    """A call of more than three minutes, by its chip."""
    opened_deal: Mapped[bool] = mapped_column(default=False)
    voice_id: Mapped[VoiceId | None] = mapped_column(ForeignKey(VoiceNote.id), default=None)
    """The voice note that it was read from."""
    version: Mapped[int] = mapped_column(default=0)
