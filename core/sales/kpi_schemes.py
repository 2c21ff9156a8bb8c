"""What an employee's month is paid by. Source: METRICS.md, KPI and pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, ExactDecimal, enum_type
from core.errors import CoreError
from core.ids import EmployeeId, SchemeId
from core.money import Money
from core.people.employees import Function
from core.sales.metrics import Metric

FEWEST, MOST = 5, 10
WHOLE = 100
FLOOR, CAP = Decimal("0.5"), Decimal("1.2")


class KpiScheme(Base, kw_only=True):
    """`bonus` for a month at full score, `fine` for each overdue task. For a function or for people."""

    __tablename__ = "kpi_schemes"

    id: Mapped[SchemeId] = mapped_column(primary_key=True, init=False)
    position: Mapped[int]
    function: Mapped[Function | None] = mapped_column(enum_type(Function), default=None)
    bonus: Mapped[Money]
    fine: Mapped[Money]
    version: Mapped[int] = mapped_column(default=0)


class KpiIndicator(Base, kw_only=True):
    """A metric of a scheme. `weight`: of 100; `target` of the month, money in major units; `floor`, `cap`:
    shares of it.
    """

    __tablename__ = "kpi_indicators"
    __table_args__ = (UniqueConstraint("scheme_id", "position"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    scheme_id: Mapped[SchemeId] = mapped_column(ForeignKey("kpi_schemes.id"))
    position: Mapped[int]
    metric: Mapped[str]
    weight: Mapped[Decimal] = mapped_column(ExactDecimal)
    target: Mapped[Decimal] = mapped_column(ExactDecimal)
    floor: Mapped[Decimal] = mapped_column(ExactDecimal)
    cap: Mapped[Decimal] = mapped_column(ExactDecimal)


class KpiSchemeEmployee(Base, kw_only=True):
    """An employee whom a scheme names."""

    __tablename__ = "kpi_scheme_employees"
    __table_args__ = (UniqueConstraint("scheme_id", "employee_id"), Index(None, "employee_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, init=False)
    scheme_id: Mapped[SchemeId] = mapped_column(ForeignKey("kpi_schemes.id"))
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))


class SchemeFault(StrEnum):
    """What is wrong with a scheme."""

    COUNT = "count"
    METRIC = "metric"
    TWICE = "twice"
    WEIGHTS = "weights"
    BELOW_ZERO = "below_zero"
    FLOOR = "floor"


class WrongScheme(CoreError):
    """A scheme that nobody can be paid by; the facts say the fault, the metric and the figure."""

    message_id: ClassVar[str] = "error-wrong-scheme"

    def __init__(self, fault: SchemeFault, *, metric: str = "", figure: str = "") -> None:
        super().__init__(fault=fault.value, metric=metric, figure=figure)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """An indicator as it is set: `weight` of 100, `target` of the month (money in major units), `floor` and
    `cap` as shares of it.
    """

    metric: str
    weight: Decimal
    target: Decimal
    floor: Decimal = FLOOR
    cap: Decimal = CAP


def check_scheme(lines: Sequence[SchemeLine]) -> None:
    """5 to 10 known metrics, each once; weights above 0 that sum to 100; floor not above cap. Raises
    WrongScheme. METRICS.md, KPI and pay.
    """
    if not FEWEST <= len(lines) <= MOST:
        raise WrongScheme(SchemeFault.COUNT, figure=str(len(lines)))
    for number, line in enumerate(lines):
        if line.metric not in set(Metric):
            raise WrongScheme(SchemeFault.METRIC, metric=line.metric)
        if any(line.metric == other.metric for other in lines[:number]):
            raise WrongScheme(SchemeFault.TWICE, metric=line.metric)
        if line.weight <= 0 or min(line.target, line.floor, line.cap) < 0:
            raise WrongScheme(SchemeFault.BELOW_ZERO, metric=line.metric)
        if line.floor > line.cap:
            raise WrongScheme(SchemeFault.FLOOR, metric=line.metric)
    total = sum(line.weight for line in lines)
    if total != WHOLE:
        raise WrongScheme(SchemeFault.WEIGHTS, figure=str(total))
