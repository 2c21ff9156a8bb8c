"""What was done and what is to be done."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.activities.kinds import ActivityKind, Outcome
from core.activities.voices import VoiceNote
from core.db.base import Base
from core.db.types import ShortDecimal, enum_type
from core.ids import ActivityId, ClientId, ContactId, DealId, DraftId, EmployeeId, StepId, TaskId, VoiceId

_SPOKEN = text("voice_id IS NOT NULL")


class Activity(Base, kw_only=True):
    """A call, meeting, visit, letter, message or note. `text` is the manager's line, word for word."""

    __tablename__ = "activities"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "client_id", "at"),
        Index(None, "deal_id", "at"),
        Index(None, "employee_id", "at"),
        Index(None, "draft_id"),
        Index("ix_activities_spoken", "client_id", sqlite_where=_SPOKEN, postgresql_where=_SPOKEN),
    )

    id: Mapped[ActivityId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[ActivityKind] = mapped_column(enum_type(ActivityKind))
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome), default=None)
    client_id: Mapped[ClientId | None] = mapped_column(ForeignKey("clients.id"), default=None)
    contact_id: Mapped[ContactId | None] = mapped_column(ForeignKey("contacts.id"), default=None)
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    at: Mapped[datetime]
    duration_min: Mapped[Decimal | None] = mapped_column(ShortDecimal, default=None)
    text: Mapped[str] = mapped_column(default="")
    draft_id: Mapped[DraftId | None] = mapped_column(default=None)
    voice_id: Mapped[VoiceId | None] = mapped_column(ForeignKey(VoiceNote.id), default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)


class RepeatUnit(StrEnum):
    """In what a recurring task counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_STANDING = text("done_at IS NULL AND cancelled_at IS NULL AND undone_at IS NULL")


class Task(Base, kw_only=True):
    """A promise with a date. `first_due_at` is the promise; moving the task moves `due_at` alone.

    `all_day`: the day was promised, not the minute; `due_at` is then the end of the working day.
    `repeat_every` units of `repeat_unit` after its promise the next one is due; `repeats_id`: the one before.
    `remind_before_min`: the person asked to be reminded so many minutes before.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(
            "ix_tasks_standing", "assignee_id", "due_at", sqlite_where=_STANDING, postgresql_where=_STANDING
        ),
        Index(None, "assignee_id", "first_due_at"),
        Index(None, "due_at"),
        Index(None, "client_id", "due_at"),
        Index(None, "deal_id", "due_at"),
        Index(None, "draft_id"),
    )

    id: Mapped[TaskId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[str]
    title: Mapped[str]
    assignee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"))
    author_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"))
    client_id: Mapped[ClientId | None] = mapped_column(ForeignKey("clients.id"), default=None)
    deal_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    first_due_at: Mapped[datetime | None] = mapped_column(default=None)
    all_day: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)
    repeat_every: Mapped[int | None] = mapped_column(default=None)
    repeat_unit: Mapped[RepeatUnit | None] = mapped_column(enum_type(RepeatUnit), default=None)
    repeats_id: Mapped[TaskId | None] = mapped_column(ForeignKey("tasks.id"), default=None)
    remind_before_min: Mapped[int | None] = mapped_column(default=None)
    draft_id: Mapped[DraftId | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)

    @property
    def open(self) -> bool:
        return self.done_at is None and self.cancelled_at is None and self.undone_at is None


class TaskStep(Base, kw_only=True):
    """A line of a task's checklist."""

    __tablename__ = "task_steps"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[StepId] = mapped_column(primary_key=True, init=False)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("tasks.id"))
    position: Mapped[int]
    text: Mapped[str]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
