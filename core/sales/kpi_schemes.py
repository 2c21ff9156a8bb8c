"""What an employee's month is paid by. Source: METRICS.md, KPI and pay."""

from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import BigId, ExactDecimal, enum_type
from core.ids import EmployeeId, SchemeId
from core.money import Money
from core.people.employees import Function


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
