"""Which employees a report lists. Source: BUNDLE.md, Reports on the command line."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select

from core.access import within
from core.ids import EmployeeId, TeamId
from core.people.employees import Employee, Function
from core.reports.external import external_id
from core.work import Reading


class Listed(NamedTuple):
    id: EmployeeId
    external_id: str
    name: str
    function: Function | None
    team_id: TeamId | None


async def listed(
    read: Reading, since: date, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[Listed, ...]:
    """Those of one's scope who were not dismissed before the day, by external id; narrowed where asked."""
    question = select(
        Employee.id, Employee.external_id, Employee.name, Employee.function, Employee.team_id
    ).where(
        within(read.actor, Employee.id),
        or_(Employee.dismissed_on.is_(None), Employee.dismissed_on >= since),
    )
    if employees:
        question = question.where(Employee.id.in_(employees))
    if teams:
        question = question.where(Employee.team_id.in_(teams))
    found = (
        Listed(number, external_id(number, external), name, function, team)
        for number, external, name, function, team in await read.session.execute(question)
    )
    return tuple(sorted(found, key=lambda one: one.external_id))
