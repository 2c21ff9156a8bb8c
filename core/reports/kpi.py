"""What an employee's month comes to by the scheme. Source: METRICS.md, KPI and pay."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from sqlalchemy import or_, select

from core.access import Permission, needs, within
from core.errors import CoreError, Invalid
from core.ids import EmployeeId
from core.money import Money
from core.people.calendars import absences_of, day_end, workdays
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.commitments import promises_of
from core.reports.external import external_id
from core.reports.facts import Span, counts_of, takings_of
from core.reports.hygiene import kept_by
from core.reports.period import Period, month_of
from core.reports.rounding import minor_of, share
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.sales.metrics import Metric
from core.work import Reading

_SHARES = frozenset({Metric.COMMITMENTS, Metric.HYGIENE})


class NoScheme(CoreError):
    """Nobody set by what this employee is paid."""

    message_id: ClassVar[str] = "error-no-scheme"


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """One line of the scheme, exact. Money metrics in minor units, shares as they are, else counts.

    `at_pace`: the score if the month goes on so; None while no workday has passed.
    """

    metric: Metric
    weight: Fraction
    target: Fraction
    fact: Fraction | None
    attainment: Fraction | None
    score: Fraction
    expected_today: Fraction | None
    pace: Fraction | None
    at_pace: Fraction | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """`overdue`: tasks set by others, not done in time. Pay in minor units, exact."""

    employee_id: EmployeeId
    external_id: str
    name: str
    month: str
    as_of: date
    elapsed: int
    workdays: int
    indicators: tuple[ScoredIndicator, ...]
    overdue: int
    bonus: Money
    fine: Money
    pay_so_far: Fraction
    pay_at_pace: Fraction | None


Facts = Mapping[Metric, Fraction | None]


@needs(Permission.SEE_OWN)
async def kpi(read: Reading, employee_id: EmployeeId, month: str, as_of: date | None = None) -> Kpi:
    """An employee of one's scope; `as_of`: a local day of the month, its end by default.

    Raises NotFound, NoScheme, Invalid.
    """
    period = month_of(month)
    day = as_of or period.last
    if day not in period:
        raise Invalid(field="as_of", value=day.isoformat())
    company = await company_of(read)
    person = await read.one(
        select(Employee).where(Employee.id == employee_id, within(read.actor, Employee.id))
    )
    scheme = await scheme_of(read, person)
    if scheme is None:
        raise NoScheme
    lines = await read.all(
        select(KpiIndicator).where(KpiIndicator.scheme_id == scheme.id).order_by(KpiIndicator.position)
    )
    facts, overdue = await _facts(read, company, employee_id, Period(period.first, day))
    elapsed, total = await _passed(read, company, employee_id, period, day)
    scored = tuple(_scored(line, facts, elapsed, total) for line in lines)
    return Kpi(
        employee_id=employee_id,
        external_id=external_id(person.id, person.external_id),
        name=person.name,
        month=month,
        as_of=day,
        elapsed=elapsed,
        workdays=total,
        indicators=scored,
        overdue=overdue,
        bonus=scheme.bonus,
        fine=scheme.fine,
        pay_so_far=_pay(scheme, overdue, [(line.weight, line.score) for line in scored]),
        pay_at_pace=_pay(scheme, overdue, [(line.weight, line.at_pace or Fraction(0)) for line in scored])
        if elapsed
        else None,
    )


async def scheme_of(read: Reading, person: Employee) -> KpiScheme | None:
    """The scheme that names the employee, else the function's; of several the first."""
    naming = select(KpiSchemeEmployee.scheme_id).where(KpiSchemeEmployee.employee_id == person.id)
    of_function = KpiScheme.function == person.function if person.function is not None else None
    applies = KpiScheme.id.in_(naming)
    found = await read.all(
        select(KpiScheme)
        .where(applies if of_function is None else or_(applies, of_function))
        .order_by(KpiScheme.position, KpiScheme.id)
    )
    named = set(await read.all(naming))
    return next((scheme for scheme in found if scheme.id in named), next(iter(found), None))


async def _facts(read: Reading, company: Company, employee_id: EmployeeId, days: Period) -> tuple[Facts, int]:
    """Facts from the month's start up to the day, and the overdue tasks."""
    one = [employee_id]
    span = Span(days.starts(company.timezone), day_end(days.last, company.timezone))
    counted = asdict((await counts_of(read, span, one))[employee_id])
    counted |= asdict((await takings_of(read, span, one))[employee_id])
    promises = (await promises_of(read, span, one))[employee_id]
    score = (await kept_by(read, days.last, one))[employee_id].score
    facts: dict[Metric, Fraction | None] = {
        metric: Fraction(counted[metric.value]) for metric in Metric if metric not in _SHARES
    }
    facts[Metric.COMMITMENTS] = promises.kept_share
    facts[Metric.HYGIENE] = None if score is None else Fraction(score) / 100
    return facts, promises.overdue


async def _passed(
    read: Reading, company: Company, employee_id: EmployeeId, month: Period, day: date
) -> tuple[int, int]:
    """The employee's workdays up to and with the day, and in the whole month."""
    away = await absences_of(read, employee_id)
    elapsed = workdays(month.first, day, company.country, away)
    return elapsed, workdays(month.first, month.last, company.country, away)


def _scored(line: KpiIndicator, facts: Facts, elapsed: int, total: int) -> ScoredIndicator:
    metric = Metric(line.metric)
    target = Fraction(minor_of(line.target)) if metric.is_money else Fraction(line.target)
    fact = facts[metric]
    expected = target if metric.is_ratio else share(target * elapsed, total)
    ahead = fact
    if fact is not None and not metric.is_ratio:
        ahead = share(fact * total, elapsed)
    return ScoredIndicator(
        metric=metric,
        weight=Fraction(line.weight),
        target=target,
        fact=fact,
        attainment=None if fact is None else share(fact, target),
        score=_score(line, fact, target),
        expected_today=expected,
        pace=None if fact is None or expected is None else share(fact, expected),
        at_pace=_score(line, ahead, target) if elapsed else None,
    )


def _score(line: KpiIndicator, fact: Fraction | None, target: Fraction) -> Fraction:
    attainment = None if fact is None else share(fact, target)
    if attainment is None or attainment < Fraction(line.floor):
        return Fraction(0)
    return min(attainment, Fraction(line.cap))


def _pay(scheme: KpiScheme, overdue: int, scores: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    earned = scheme.bonus * sum((weight / 100 * score for weight, score in scores), Fraction(0))
    return max(Fraction(0), earned - scheme.fine * overdue)
