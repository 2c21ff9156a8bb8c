"""What each employee did in a period. Source: METRICS.md, Activity against norms (norms: no table yet)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select

from core.access import Permission, needs, within
from core.ids import EmployeeId, TeamId
from core.people.company import company_of
from core.people.employees import Employee
from core.reports.external import external_id
from core.reports.facts import Counts, Span, counts_of
from core.reports.period import Period
from core.work import Reading


@dataclass(frozen=True, slots=True)
class EmployeeActivity:
    employee_id: EmployeeId
    external_id: str
    name: str
    counts: Counts


@needs(Permission.SEE_OWN)
async def activity(
    read: Reading, period: Period, *, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[EmployeeActivity, ...]:
    """The employees of one's scope who were not dismissed before the period's start, by external id.

    `employees` and `teams` narrow whom it lists.
    """
    zone = (await company_of(read)).timezone
    question = select(Employee).where(
        within(read.actor, Employee.id),
        or_(Employee.dismissed_on.is_(None), Employee.dismissed_on >= period.first),
    )
    if employees:
        question = question.where(Employee.id.in_(employees))
    if teams:
        question = question.where(Employee.team_id.in_(teams))
    people = await read.all(question)
    span = Span(period.starts(zone), period.ends(zone))
    counts = await counts_of(read, span, [person.id for person in people])
    found = (
        EmployeeActivity(
            person.id, external_id(person.id, person.external_id), person.name, counts[person.id]
        )
        for person in people
    )
    return tuple(sorted(found, key=lambda row: row.external_id))
