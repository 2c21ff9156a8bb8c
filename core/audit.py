"""Who changed what from what to what, when, by which update. Rows are only ever added."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.base import Base
from core.db.types import BigId
from core.ids import EmployeeId, UpdateId


class AuditRow(Base, kw_only=True):
    """One change of one thing. `changes` is {column: [before, after]}; never a secret."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "thing", "thing_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    at: Mapped[datetime]
    actor_id: Mapped[EmployeeId | None]
    update_id: Mapped[UpdateId | None]
    act: Mapped[str]
    thing: Mapped[str]
    thing_id: Mapped[int]
    changes: Mapped[dict[str, Any]]


class LookCount(Base, kw_only=True):
    """How many lists and cards a person opened on a local day: who copies the base reads much."""

    __tablename__ = "look_counts"
    __table_args__ = (UniqueConstraint("employee_id", "day", "what"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    employee_id: Mapped[EmployeeId]
    day: Mapped[date]
    what: Mapped[str]
    count: Mapped[int]
