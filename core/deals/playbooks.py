"""What a stage asks of people by itself: events, ticks on its checklist; why deals are lost."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, enum_type
from core.ids import DealId, EmployeeId, LostReasonId, PendingEventId, StageEventId, StageId, TaskId


class Trigger(StrEnum):
    """What an event follows."""

    ENTRY = "entry"
    WON = "won"
    SHIPMENT = "shipment"
    PAYMENT = "payment"


class EventAct(StrEnum):
    """What an event does."""

    TASK = "task"
    NOTICE = "notice"


class StageEvent(Base, kw_only=True):
    """A task or a notice that comes `after_workdays` workdays after the trigger (0: at once).

    ENTRY: the deal came to the stage and stands there. The others: of deals whose last open stage it is.
    `due_workdays`: the task is due so many workdays after it came.
    """

    __tablename__ = "stage_events"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "stage_id"))

    id: Mapped[StageEventId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    stage_id: Mapped[StageId] = mapped_column(ForeignKey("stages.id"))
    trigger: Mapped[Trigger] = mapped_column(enum_type(Trigger), default=Trigger.ENTRY)
    after_workdays: Mapped[int] = mapped_column(default=0)
    act: Mapped[EventAct] = mapped_column(enum_type(EventAct), default=EventAct.TASK)
    task_kind: Mapped[str] = mapped_column(default="task")
    title: Mapped[str]
    due_workdays: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(default=None)


class PendingEvent(Base, kw_only=True):
    """An event that a deal has coming, once for each time it was triggered (`key`)."""

    __tablename__ = "pending_events"
    __table_args__ = (
        UniqueConstraint("event_id", "deal_id", "key"),
        Index(None, "due_at"),
        Index(None, "deal_id"),
    )

    id: Mapped[PendingEventId] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[StageEventId] = mapped_column(ForeignKey("stage_events.id"))
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    key: Mapped[str]
    due_at: Mapped[datetime]
    happened_at: Mapped[datetime | None] = mapped_column(default=None)
    dropped_at: Mapped[datetime | None] = mapped_column(default=None)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("tasks.id"), default=None)
    """The task that came of it."""


class DealCheck(Base, kw_only=True):
    """A line of the stage's checklist that was ticked on a deal."""

    __tablename__ = "deal_checks"
    __table_args__ = (UniqueConstraint("deal_id", "stage_id", "item"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    stage_id: Mapped[StageId] = mapped_column(ForeignKey("stages.id"))
    item: Mapped[str]
    done_at: Mapped[datetime]
    done_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)


class LostReasonRow(Base, kw_only=True):
    """A reason for which deals are lost, as the head keeps them. `code` is what a deal holds."""

    __tablename__ = "lost_reasons"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[LostReasonId] = mapped_column(primary_key=True, init=False)
    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(default=None)
