"""The table of what is owed, and its life: due, leased, sent; or expired, dead, unreachable."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.db.types import enum_type
from core.ids import EmployeeId, NoticeId, PlaceId
from core.notices.notice import Notice, notice_of


class NoticeState(StrEnum):
    DUE = "due"
    SENT = "sent"
    EXPIRED = "expired"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    """Nobody knows whether it arrived, and its kind forbids to repeat it."""


class OwedNotice(Base, kw_only=True):
    """One row of the outbox. `holder` and `leased_until` say which process is sending it; leases run on wall
    time.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("kind", "place", "key"),
        Index(
            "ix_notices_due",
            "due_at",
            postgresql_where=text("state = 'due'"),
            sqlite_where=text("state = 'due'"),
        ),
        Index("ix_notices_place_sent", "place", "sent_message"),
    )

    id: Mapped[NoticeId] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str]
    place: Mapped[PlaceId]
    employee_id: Mapped[EmployeeId | None]
    key: Mapped[str]
    payload: Mapped[dict[str, Any]]
    urgent: Mapped[bool]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    edits: Mapped[int | None]
    state: Mapped[NoticeState] = mapped_column(enum_type(NoticeState), default=NoticeState.DUE)
    holder: Mapped[str | None] = mapped_column(default=None)
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    begun: Mapped[bool] = mapped_column(default=False)
    """A process is (or was) handing it to the messenger: if that process died, nobody knows whether it
    arrived.
    """
    not_before: Mapped[datetime | None] = mapped_column(default=None)
    """Wall time before which it is not tried again."""
    attempts: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    sent_message: Mapped[int | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row of the outbox as plain data, in the hands of the process that sends it."""

    id: NoticeId
    notice: Notice
    place: PlaceId
    employee: EmployeeId | None
    edits: int | None
    expires_at: datetime
    attempts: int
    doubts: int
    urgent: bool

    @classmethod
    def of(cls, row: OwedNotice) -> "Parcel":
        return cls(
            id=row.id,
            notice=notice_of(row.kind, row.payload),
            place=row.place,
            employee=row.employee_id,
            edits=row.edits,
            expires_at=row.expires_at,
            attempts=row.attempts,
            doubts=row.doubts,
            urgent=row.urgent,
        )
