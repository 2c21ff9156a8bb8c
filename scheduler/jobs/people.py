"""Whose hour has come: people by time zone, on their own workdays, who can be reached."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import InstrumentedAttribute

from core.access import Role
from core.ids import EmployeeId, PlaceId
from core.notices.outbox import OwedNotice
from core.people.calendars import Absence, is_workday, zone_or
from core.people.company import Company
from core.people.employees import Employee
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Due:
    """A person whose hour has come. `at` is the moment it came, UTC."""

    employee: EmployeeId
    place: PlaceId
    role: Role
    day: date
    at: datetime


async def people_due(
    read: Reading, company: Company, hour: InstrumentedAttribute[time], kind: str, late: timedelta
) -> list[Due]:
    """People whose local `hour` of today has passed by at most `late` and who were not owed `kind` for today
    yet.
    """
    zones = await read.all(
        select(Employee.timezone)
        .where(Employee.telegram_id.is_not(None), Employee.dismissed_on.is_(None))
        .distinct()
    )
    found: list[Due] = []
    for zone in zones:
        found += await _due_in(read, company, zone, hour, kind, late)
    return found


async def _due_in(
    read: Reading,
    company: Company,
    zone: str | None,
    hour: InstrumentedAttribute[time],
    kind: str,
    late: timedelta,
) -> list[Due]:
    place = ZoneInfo(zone_or(zone, company.timezone))
    today = read.now.astimezone(place).date()
    if not is_workday(today, company.country):
        return []
    told = exists().where(
        OwedNotice.kind == kind, OwedNotice.place == Employee.telegram_id, OwedNotice.key == today.isoformat()
    )
    away = exists().where(
        Absence.employee_id == Employee.id, Absence.starts_on <= today, Absence.ends_on >= today
    )
    rows = await read.session.execute(
        select(Employee.id, Employee.telegram_id, Employee.role, hour)
        .where(
            Employee.timezone == zone if zone else Employee.timezone.is_(None),
            Employee.telegram_id.is_not(None),
            Employee.unreachable_since.is_(None),
            (Employee.dismissed_on.is_(None)) | (Employee.dismissed_on > today),
            ~told,
            ~away,
        )
        .order_by(Employee.id)
    )
    due = []
    for employee, telegram, role, clock in rows:
        moment = datetime.combine(today, clock, place)
        if telegram is not None and moment <= read.now < moment + late:
            due.append(Due(employee, telegram, role, today, moment))
    return due
