"""An employee's month as they see it: by their scheme, with pay; without one against their plans.

Source: METRICS.md, KPI and pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from core.access import Permission, needs, within
from core.errors import Invalid
from core.ids import EmployeeId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.facts import Span, counts_of, takings_of
from core.reports.kpi import Kpi, kpis_of, passed_of
from core.reports.period import Period, month_name, month_of
from core.reports.rounding import minor_of, share
from core.sales.metrics import Metric
from core.sales.models import Plan, PlanScope
from core.work import Reading

ALWAYS_SHOWN = (
    Metric.CALLS,
    Metric.MEETINGS,
    Metric.OFFERS,
    Metric.WON_AMOUNT,
    Metric.REVENUE,
)
"""Listed with their facts even where nothing was planned."""
_COUNTED = tuple(metric for metric in Metric if not metric.is_ratio)
"""What a plan of an employee may name."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One metric of the month up to D. Without a plan only the fact stands; `fact` is None for no share yet.

    Money metrics: `fact`, `plan`, `expected_today` are minor units, shares as they are, else counts; exact.
    """

    metric: Metric
    fact: Fraction | None
    plan: Fraction | None = None
    attainment: Fraction | None = None
    expected_today: Fraction | None = None
    pace: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """What the scheme gives so far, and at this pace; `cut`: taken off for `overdue` tasks. Minor units."""

    so_far: Fraction
    at_pace: Fraction | None
    overdue: int
    cut: Money


@dataclass(frozen=True, slots=True)
class OwnKpi:
    """`workdays`: the employee's in the month; `elapsed`: up to and with `as_of`. `pay`: by a scheme."""

    employee_id: EmployeeId
    name: str
    month: str
    as_of: date
    elapsed: int
    workdays: int
    indicators: tuple[Indicator, ...]
    pay: Pay | None = None


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
    return (await own_kpis_of(read, company, [person], period, as_of))[person.id]


async def own_kpis_of(
    read: Reading, company: Company, people: Sequence[Employee], month: Period, as_of: date
) -> dict[EmployeeId, OwnKpi]:
    """Of each, up to a local day of the month; as many statements for one as for many. Whom the actor may
    see, the caller decides.
    """
    found = {
        one: _by_scheme(known) for one, known in (await kpis_of(read, company, people, month, as_of)).items()
    }
    others = [person for person in people if person.id not in found]
    return found | await _by_plans(read, company, others, month, as_of)


def _by_scheme(found: Kpi) -> OwnKpi:
    """The same figures as the report's."""
    lines = (
        Indicator(line.metric, line.fact, line.target, line.attainment, line.expected_today, line.pace)
        for line in found.indicators
    )
    pay = Pay(found.pay_so_far, found.pay_at_pace, found.overdue, Money(found.fine * found.overdue))
    return OwnKpi(
        employee_id=found.employee_id,
        name=found.name,
        month=found.month,
        as_of=found.as_of,
        elapsed=found.elapsed,
        workdays=found.workdays,
        indicators=tuple(lines),
        pay=pay,
    )


async def _by_plans(
    read: Reading, company: Company, people: Sequence[Employee], month: Period, as_of: date
) -> dict[EmployeeId, OwnKpi]:
    if not people:
        return {}
    ids = [person.id for person in people]
    passed = await passed_of(read, company, ids, month, as_of)
    span = Span(month.starts(company.timezone), day_end(as_of, company.timezone))
    counts, takings = await counts_of(read, span, ids), await takings_of(read, span, ids)
    plans = await _plans(read, ids, month_name(month.first))
    found: dict[EmployeeId, OwnKpi] = {}
    for person in people:
        elapsed, total = passed[person.id]
        facts = counts[person.id]._asdict() | takings[person.id]._asdict()
        planned = plans.get(person.id, {})
        found[person.id] = OwnKpi(
            employee_id=person.id,
            name=person.name,
            month=month_name(month.first),
            as_of=as_of,
            elapsed=elapsed,
            workdays=total,
            indicators=tuple(
                _indicator(metric, facts[metric.value], planned.get(metric), share(elapsed, total))
                for metric in _COUNTED
                if metric in planned or metric in ALWAYS_SHOWN
            ),
        )
    return found


def _indicator(metric: Metric, fact: int, plan: Decimal | None, passed: Fraction | None) -> Indicator:
    """`passed`: the share of the month's workdays that have elapsed, None for a month without workdays."""
    if plan is None:
        return Indicator(metric, Fraction(fact))
    target = Fraction(minor_of(plan)) if metric.is_money else Fraction(plan)
    expected = None if passed is None else target * passed
    return Indicator(
        metric=metric,
        fact=Fraction(fact),
        plan=target,
        attainment=share(fact, target),
        expected_today=expected,
        pace=None if expected is None else share(fact, expected),
    )


async def _plans(
    read: Reading, people: Sequence[EmployeeId], month: str
) -> dict[EmployeeId, dict[Metric, Decimal]]:
    """The month's plans of each by metric; those of other metrics are no KPI."""
    rows = await read.all(
        select(Plan).where(
            Plan.scope == PlanScope.EMPLOYEE,
            Plan.employee_id.in_(people),
            Plan.month == month,
            Plan.metric.in_([metric.value for metric in _COUNTED]),
        )
    )
    found: dict[EmployeeId, dict[Metric, Decimal]] = {}
    for plan in rows:
        if plan.employee_id is not None:
            found.setdefault(plan.employee_id, {})[Metric(plan.metric)] = plan.value
    return found
