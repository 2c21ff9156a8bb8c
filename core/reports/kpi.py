"""What an employee's month comes to by the scheme. Source: METRICS.md, KPI and pay."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from sqlalchemy import select

from core.access import Permission, needs, within
from core.errors import CoreError, Invalid
from core.ids import EmployeeId
from core.money import Money
from core.people.calendars import absences_by, day_end, workdays
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.commitments import promises_of
from core.reports.external import external_id
from core.reports.facts import Span, counts_of, takings_of
from core.reports.hygiene import kept_by
from core.reports.period import Period, month_name, month_of
from core.reports.rounding import minor_of, share
from core.sales.kpi_schemes import KpiIndicator, KpiScheme, KpiSchemeEmployee
from core.sales.metrics import Metric
from core.work import Reading

_SHARES = frozenset({Metric.COMMITMENTS, Metric.HYGIENE})
_NOTHING = Fraction(0)


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


@dataclass(frozen=True, slots=True)
class _Line:
    """An indicator of a scheme, exact; money in minor units."""

    metric: Metric
    weight: Fraction
    target: Fraction
    floor: Fraction
    cap: Fraction


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
    found = await kpis_of(read, company, [person], period, day)
    if person.id not in found:
        raise NoScheme
    return found[person.id]


async def kpis_of(
    read: Reading, company: Company, people: Sequence[Employee], month: Period, day: date
) -> dict[EmployeeId, Kpi]:
    """Of those who have a scheme, up to a local day of the month; as many statements for one as for many.

    Whom the actor may see, the caller decides.
    """
    schemes = await schemes_of(read, people)
    paid = [person for person in people if person.id in schemes]
    if not paid:
        return {}
    lines = await _lines(read, {scheme.id for scheme in schemes.values()})
    ids = [person.id for person in paid]
    facts = await _facts(read, company, ids, Period(month.first, day))
    passed = await passed_of(read, company, ids, month, day)
    return {
        person.id: _kpi(
            person,
            schemes[person.id],
            lines[schemes[person.id].id],
            facts[person.id],
            passed[person.id],
            month,
            day,
        )
        for person in paid
    }


def _kpi(
    person: Employee,
    scheme: KpiScheme,
    lines: Sequence[_Line],
    known: tuple[Facts, int],
    passed: tuple[int, int],
    month: Period,
    day: date,
) -> Kpi:
    facts, overdue = known
    elapsed, total = passed
    scored = tuple(_scored(line, facts, elapsed, total) for line in lines)
    return Kpi(
        employee_id=person.id,
        external_id=external_id(person.id, person.external_id),
        name=person.name,
        month=month_name(month.first),
        as_of=day,
        elapsed=elapsed,
        workdays=total,
        indicators=scored,
        overdue=overdue,
        bonus=scheme.bonus,
        fine=scheme.fine,
        pay_so_far=_pay(scheme, overdue, [(line.weight, line.score) for line in scored]),
        pay_at_pace=_pay(scheme, overdue, [(line.weight, line.at_pace or _NOTHING) for line in scored])
        if elapsed
        else None,
    )


async def schemes_of(read: Reading, people: Sequence[Employee]) -> dict[EmployeeId, KpiScheme]:
    """The scheme that names each, else the function's; of several the first. Two statements."""
    ids = [person.id for person in people]
    rows = await read.session.execute(
        select(KpiSchemeEmployee.employee_id, KpiSchemeEmployee.scheme_id).where(
            KpiSchemeEmployee.employee_id.in_(ids)
        )
    )
    naming: dict[EmployeeId, set[int]] = {}
    for employee, scheme_id in rows:
        naming.setdefault(employee, set()).add(scheme_id)
    every = await read.all(select(KpiScheme).order_by(KpiScheme.position, KpiScheme.id))
    found: dict[EmployeeId, KpiScheme] = {}
    for person in people:
        named = [scheme for scheme in every if scheme.id in naming.get(person.id, ())]
        usual = [scheme for scheme in every if person.function and scheme.function == person.function]
        for scheme in (*named, *usual)[:1]:
            found[person.id] = scheme
    return found


async def _lines(read: Reading, schemes: Collection[int]) -> dict[int, list[_Line]]:
    """By scheme, in their order."""
    found: dict[int, list[_Line]] = {scheme: [] for scheme in schemes}
    for one in await read.all(
        select(KpiIndicator).where(KpiIndicator.scheme_id.in_(schemes)).order_by(KpiIndicator.position)
    ):
        metric = Metric(one.metric)
        target = Fraction(minor_of(one.target)) if metric.is_money else Fraction(one.target)
        found[one.scheme_id].append(
            _Line(metric, Fraction(one.weight), target, Fraction(one.floor), Fraction(one.cap))
        )
    return found


async def _facts(
    read: Reading, company: Company, people: Sequence[EmployeeId], days: Period
) -> dict[EmployeeId, tuple[Facts, int]]:
    """Facts from the month's start up to the day, and the overdue tasks."""
    span = Span(days.starts(company.timezone), day_end(days.last, company.timezone))
    counts = await counts_of(read, span, people)
    takings = await takings_of(read, span, people)
    promises = await promises_of(read, span, people)
    kept = await kept_by(read, days.last, people)
    found: dict[EmployeeId, tuple[Facts, int]] = {}
    for one in people:
        counted = counts[one]._asdict() | takings[one]._asdict()
        facts: dict[Metric, Fraction | None] = {
            metric: Fraction(counted[metric.value]) for metric in Metric if metric not in _SHARES
        }
        facts[Metric.COMMITMENTS] = promises[one].kept_share
        score = kept[one].score
        facts[Metric.HYGIENE] = None if score is None else Fraction(score) / 100
        found[one] = facts, promises[one].overdue
    return found


async def passed_of(
    read: Reading, company: Company, people: Sequence[EmployeeId], month: Period, day: date
) -> dict[EmployeeId, tuple[int, int]]:
    """Each one's workdays up to and with the day, and in the whole month; one statement."""
    away = await absences_by(read, people)
    usual = (
        workdays(month.first, day, company.country),
        workdays(month.first, month.last, company.country),
    )
    return {
        one: usual
        if one not in away
        else (
            workdays(month.first, day, company.country, away[one]),
            workdays(month.first, month.last, company.country, away[one]),
        )
        for one in people
    }


def _scored(line: _Line, facts: Facts, elapsed: int, total: int) -> ScoredIndicator:
    fact, target = facts[line.metric], line.target
    expected = target if line.metric.is_ratio else share(target * elapsed, total)
    attainment = None if fact is None else share(fact, target)
    pace = None if fact is None or expected is None else share(fact, expected)
    return ScoredIndicator(
        metric=line.metric,
        weight=line.weight,
        target=target,
        fact=fact,
        attainment=attainment,
        score=_score(line, attainment),
        expected_today=expected,
        pace=pace,
        at_pace=_score(line, pace) if elapsed else None,
    )


def _score(line: _Line, attainment: Fraction | None) -> Fraction:
    """Of an attainment, or of the pace: what the month's attainment will be if it goes on so."""
    if attainment is None or attainment < line.floor:
        return _NOTHING
    return min(attainment, line.cap)


def _pay(scheme: KpiScheme, overdue: int, scores: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    earned = scheme.bonus * sum((weight * score for weight, score in scores), _NOTHING) / 100
    return max(_NOTHING, earned - scheme.fine * overdue)
