"""Local days, holidays and absences. Source: METRICS.md, Conventions, Workday."""

import logging
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.ids import AbsenceId, EmployeeId
from core.work import Reading

log = logging.getLogger(__name__)


class Absence(Base, kw_only=True):
    """Days on which an employee does not work, both ends in."""

    __tablename__ = "absences"
    __table_args__ = (Index(None, "employee_id"),)

    id: Mapped[AbsenceId] = mapped_column(primary_key=True, init=False)
    employee_id: Mapped[EmployeeId] = mapped_column(ForeignKey("employees.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


def zone_or(zone: str | None, company: str) -> str:
    """A person's time zone; the company's where there is none, or one that nobody knows: a slip in one row
    must not silence the clock for everybody.
    """
    if not zone:
        return company
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        log.warning("a time zone in the database is unknown, the company's is taken")
        return company
    return zone


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def day_start(day: date, zone: str) -> datetime:
    """The first moment of a local day, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_end(day: date, zone: str) -> datetime:
    """The first moment after a local day, in UTC."""
    return day_start(day + timedelta(days=1), zone)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def is_workday(day: date, country: str | None, absences: Iterable[Absence] = ()) -> bool:
    """Monday to Friday, no public holiday of the country, no absence of the person's own."""
    if day.weekday() >= 5 or (country and day in _holidays(country, day.year)):
        return False
    return not any(absence.starts_on <= day <= absence.ends_on for absence in absences)


def workdays(first: date, last: date, country: str | None, absences: Iterable[Absence] = ()) -> int:
    """How many workdays lie from `first` to `last`, both in."""
    absences = tuple(absences)
    days = (last - first).days + 1
    return sum(is_workday(first + timedelta(days=n), country, absences) for n in range(max(days, 0)))


async def absences_of(read: Reading, employee: EmployeeId) -> list[Absence]:
    return await read.all(select(Absence).where(Absence.employee_id == employee))


async def absences_by(read: Reading, people: Collection[EmployeeId]) -> dict[EmployeeId, list[Absence]]:
    """Of those who have any; one statement."""
    found: dict[EmployeeId, list[Absence]] = {}
    for absence in await read.all(select(Absence).where(Absence.employee_id.in_(people))):
        found.setdefault(absence.employee_id, []).append(absence)
    return found
