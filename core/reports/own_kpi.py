"""An employee's month against their plan. Source: METRICS.md, KPI and pay.

Schemes (weights, floors, caps) and pay join here once they have a table; until then plans are the targets.
"""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import select

from core.access import Permission, needs, within
from core.errors import Invalid
from core.ids import EmployeeId
from core.money import Money
from core.people.calendars import absences_of, day_end, workdays
from core.people.company import company_of
from core.people.employees import Employee
from core.reports.facts import Span, counts_of, takings_of
from core.reports.period import month_of
from core.reports.rounding import minor_of, share
from core.sales.models import Plan, PlanScope
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


ALWAYS_SHOWN = (
    KpiMetric.CALLS,
    KpiMetric.MEETINGS,
    KpiMetric.OFFERS,
    KpiMetric.WON_AMOUNT,
    KpiMetric.REVENUE,
)
"""Listed with their facts even where nothing was planned."""


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
    """Plan and fact of an employee of one's scope; `as_of`: a local day of it. Raises NotFound, Invalid."""
    period = month_of(month)
    if not period.first <= as_of <= period.last:
        raise Invalid(field="as_of", value=as_of.isoformat())
    company = await company_of(read)
    person = await read.one(
        select(Employee).where(Employee.id == employee_id, within(read.actor, Employee.id))
    )
    absences = await absences_of(read, employee_id)
    elapsed = workdays(period.first, as_of, company.country, absences)
    total = workdays(period.first, period.last, company.country, absences)
    facts = await _facts(
        read, employee_id, Span(period.starts(company.timezone), day_end(as_of, company.timezone))
    )
    plans = await _plans(read, employee_id, month)
    passed = share(elapsed, total)
    return OwnKpi(
        employee_id=employee_id,
        name=person.name,
        month=month,
        as_of=as_of,
        elapsed=elapsed,
        workdays=total,
        indicators=tuple(
            _indicator(metric, facts[metric], plans.get(metric), passed)
            for metric in KpiMetric
            if metric in plans or metric in ALWAYS_SHOWN
        ),
    )


def _indicator(metric: KpiMetric, fact: int, plan: Decimal | None, passed: Fraction | None) -> Indicator:
    """`passed`: the share of the month's workdays that have elapsed, None for a month without workdays."""
    if plan is None:
        return Indicator(metric, fact)
    target = minor_of(plan) if metric.is_money else plan
    expected = None if passed is None else Fraction(target) * passed
    return Indicator(
        metric=metric,
        fact=fact,
        plan=target,
        attainment=share(fact, target),
        expected_today=expected,
        pace=None if expected is None else share(fact, expected),
    )


async def _facts(read: Reading, employee_id: EmployeeId, span: Span) -> dict[KpiMetric, int]:
    counts = (await counts_of(read, span, [employee_id]))[employee_id]
    takings = (await takings_of(read, span, [employee_id]))[employee_id]
    known = asdict(counts) | asdict(takings)
    return {metric: known[metric.value] for metric in KpiMetric}


async def _plans(read: Reading, employee_id: EmployeeId, month: str) -> dict[KpiMetric, Decimal]:
    """The month's plans of the employee by metric; those of other metrics are no KPI."""
    rows = await read.all(
        select(Plan).where(
            Plan.scope == PlanScope.EMPLOYEE,
            Plan.employee_id == employee_id,
            Plan.month == month,
            Plan.metric.in_([metric.value for metric in KpiMetric]),
        )
    )
    return {KpiMetric(plan.metric): plan.value for plan in rows}
