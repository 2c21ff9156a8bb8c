"""What a workday should hold at least and at most. Source: METRICS.md, Activity against norms."""

from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import ExactDecimal, enum_type
from core.ids import EmployeeId, NormId
from core.people.employees import Function


class Norm(Base, kw_only=True):
    """Bounds of one metric per workday, for a function or for one employee (one of the two is set)."""

    __tablename__ = "norms"
    __table_args__ = (UniqueConstraint("function", "metric"), UniqueConstraint("employee_id", "metric"))

    id: Mapped[NormId] = mapped_column(primary_key=True, init=False)
    function: Mapped[Function | None] = mapped_column(enum_type(Function), default=None)
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    metric: Mapped[str]
    minimum: Mapped[Decimal | None] = mapped_column(ExactDecimal, default=None)
    maximum: Mapped[Decimal | None] = mapped_column(ExactDecimal, default=None)
