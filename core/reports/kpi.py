"""An employee's month against their plan. Source: METRICS.md, KPI and pay.

Schemes (weights, floors, caps) and pay join here once they have a table; until then plans are the targets.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.access import Permission, needs
from core.ids import EmployeeId
from core.money import Money
from core.work import Reading


class KpiMetric(StrEnum):
    """What a plan of an employee may name."""

    CALLS = "calls"
    CALLS_REACHED = "calls_reached"
    MEETINGS = "meetings"
    SIGNIFICANT = "significant"
    OFFERS = "offers"
    NEW_CLIENTS = "new_clients"
    WON_COUNT = "won_count"
    WON_AMOUNT = "won_amount"
    REVENUE = "revenue"
    PROFIT = "profit"

    @property
    def is_money(self) -> bool:
        """Whether its figures are minor units."""
        return self in {KpiMetric.WON_AMOUNT, KpiMetric.REVENUE, KpiMetric.PROFIT}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One metric of the month up to D. Without a plan only the fact stands.

    Money metrics: `fact`, `plan`, `expected_today` are minor units, else counts; `expected_today` is exact.
    """

    metric: KpiMetric
    fact: int
    plan: Decimal | Money | None = None
    attainment: Fraction | None = None
    expected_today: Fraction | None = None
    pace: Fraction | None = None


@dataclass(frozen=True, slots=True)
class OwnKpi:
    """`workdays`: the employee's in the month; `elapsed`: those up to and with `as_of`."""

    employee_id: EmployeeId
    name: str
    month: str
    as_of: date
    elapsed: int
    workdays: int
    indicators: tuple[Indicator, ...]


@needs(Permission.SEE_OWN)
async def own_kpi(read: Reading, employee_id: EmployeeId, month: str, as_of: date) -> OwnKpi:
    """Plan and fact of an employee of one's scope; `as_of`: a local day of the month. Raises NotFound, Invalid."""
    raise NotImplementedError
