"""Voice notes: what was said into the phone. The sound stays with the messenger, under its own name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import enum_type
from core.ids import ClientId, EmployeeId, VoiceId

_WAITING = text("state = 'waiting'")


class VoiceState(StrEnum):
    """KEPT: nobody listens here. FAILED: it was listened to and not understood."""

    WAITING = "waiting"
    HEARD = "heard"
    KEPT = "kept"
    FAILED = "failed"


class VoiceNote(Base, kw_only=True):
    """One voice note. `file`: the messenger's name of the sound. `message`: that brought it. `client_id`:
    whom it is about, where that was asked for before it came. `text`: what was heard, word for word.

    While it waits to be heard: `attempts` so far, `not_before` the next one, and the lease of who listens.
    """

    __tablename__ = "voice_notes"
    __table_args__ = (
        Index(None, "employee_id", "message"),
        Index("ix_voice_notes_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[VoiceId] = mapped_column(primary_key=True, init=False)
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    file: Mapped[str]
    message: Mapped[int]
    seconds: Mapped[int]
    state: Mapped[VoiceState] = mapped_column(enum_type(VoiceState))
    client_id: Mapped[ClientId | None] = mapped_column(ForeignKey("clients.id"), default=None)
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    holder: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
