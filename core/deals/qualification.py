"""How sound a deal is: BANT, MEDDPICC, Schiffman, TCO. Source: METRICS.md, Scores on a deal or client."""

from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, enum_type
from core.ids import DealId, EmployeeId
from core.money import Money


class Method(StrEnum):
    BANT = "bant"
    MEDDPICC = "meddpicc"
    SCHIFFMAN = "schiffman"


class Qualification(Base, kw_only=True):
    """One answer of a method, on what evidence, on what day. `value`: 0-4, 0-2, or 0 and 1 for no and yes."""

    __tablename__ = "qualifications"
    __table_args__ = (UniqueConstraint("deal_id", "method", "key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    method: Mapped[Method] = mapped_column(enum_type(Method))
    key: Mapped[str]
    value: Mapped[int]
    evidence: Mapped[str | None] = mapped_column(default=None)
    noted_on: Mapped[date | None] = mapped_column(default=None)
    noted_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)


class TcoComponent(Base, kw_only=True):
    """A component of the total cost of ownership: ours, the competitor's, how much it matters (0-3)."""

    __tablename__ = "tco_components"
    __table_args__ = (UniqueConstraint("deal_id", "component"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    component: Mapped[str]
    ours: Mapped[Money | None] = mapped_column(default=None)
    theirs: Mapped[Money | None] = mapped_column(default=None)
    importance: Mapped[int] = mapped_column(default=1)
    evidence: Mapped[str | None] = mapped_column(default=None)
    noted_on: Mapped[date | None] = mapped_column(default=None)
    noted_by: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
