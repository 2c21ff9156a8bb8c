"""What a period should hold at least and at most. Source: METRICS.md, Activity against norms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select

from core.ids import EmployeeId
from core.people.calendars import Absence, is_workday
from core.people.company import Company
from core.people.employees import Function
from core.reports.listed import Listed
from core.reports.period import Period
from core.sales.norms import Norm
from core.work import Reading


class Level(StrEnum):
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of a period: either may be missing."""

    least: Decimal | None
    most: Decimal | None

    def level(self, count: int) -> Level:
        if self.least is not None and count < self.least:
            return Level.BELOW
        if self.most is not None and count > self.most:
            return Level.ABOVE
        return Level.WITHIN


async def bounds_of(
    read: Reading, company: Company, period: Period, people: Sequence[Listed]
) -> dict[EmployeeId, dict[str, Bounds]]:
    """Each one's norms by metric, for the whole period; two statements."""
    days = await workdays_of(read, company, period, [one.id for one in people])
    own: dict[EmployeeId, dict[str, Norm]] = {}
    common: dict[Function, dict[str, Norm]] = {}
    for norm in await read.all(select(Norm)):
        if norm.employee_id is not None:
            own.setdefault(norm.employee_id, {})[norm.metric] = norm
        elif norm.function is not None:
            common.setdefault(norm.function, {})[norm.metric] = norm
    return {
        one.id: {
            metric: _times(norm, days[one.id])
            for metric, norm in (
                (common.get(one.function, {}) if one.function else {}) | own.get(one.id, {})
            ).items()
        }
        for one in people
    }


def _times(norm: Norm, days: int) -> Bounds:
    return Bounds(
        None if norm.minimum is None else norm.minimum * days,
        None if norm.maximum is None else norm.maximum * days,
    )


async def workdays_of(
    read: Reading, company: Company, period: Period, people: Iterable[EmployeeId]
) -> dict[EmployeeId, int]:
    """Each one's workdays in the period, own absences left out; one statement."""
    there = Absence.starts_on <= period.last, Absence.ends_on >= period.first
    away: dict[EmployeeId, list[Absence]] = {}
    for absence in await read.all(select(Absence).where(*there)):
        away.setdefault(absence.employee_id, []).append(absence)
    days = _workdays(period, company.country)
    return {one: len(days) - _missed(days, away.get(one, ())) for one in people}


def _workdays(period: Period, country: str | None) -> tuple[date, ...]:
    every = (period.first + timedelta(days=n) for n in range(period.days))
    return tuple(day for day in every if is_workday(day, country))


def _missed(days: Sequence[date], absences: Sequence[Absence]) -> int:
    if not absences:
        return 0
    return sum(any(absence.starts_on <= day <= absence.ends_on for absence in absences) for day in days)
