"""Leaving the department: from the next message on the person is a stranger."""

from sqlalchemy import ColumnElement, select

from core.access import Permission, Role, needs, within
from core.errors import NotFound
from core.ids import EmployeeId
from core.people.calendars import local_day
from core.people.company import company_of
from core.people.employees import Employee, Team
from core.work import Reading, Work

BELOW_HEAD = (Role.MANAGER, Role.COLLEAGUE)


@needs(Permission.DISMISS)
async def dismiss_employee(work: Work, employee_id: EmployeeId) -> Employee:
    """Let a person go who is below oneself, as of today. Repeating it changes nothing.

    Raises NotFound.
    """
    if employee_id == work.actor.id:
        raise NotFound
    employee = await work.take(Employee, Employee.id == employee_id, *_under(work))
    if employee.dismissed_on is None:
        company = await company_of(work)
        today = local_day(work.now, employee.timezone or company.timezone)
        work.change("employee.dismissed", employee, dismissed_on=today)
    return employee


def _under(read: Reading) -> tuple[ColumnElement[bool], ...]:
    """Of one's scope, and of no rank of one's own or above: a head lets managers and colleagues go, a
    director everybody.
    """
    mine = within(read.actor, Employee.id)
    return (mine,) if read.actor.sees is None else (mine, Employee.role.in_(BELOW_HEAD))


@needs(Permission.SEE_TEAM)
async def people_of(read: Reading) -> list[Employee]:
    """The people of one's scope who are in the department, by name."""
    found = await read.all(
        select(Employee)
        .where(within(read.actor, Employee.id), Employee.dismissed_on.is_(None))
        .order_by(Employee.name, Employee.id)
    )
    return [employee for employee in found if employee.id != read.actor.id]


@needs(Permission.DISMISS)
async def person_of(read: Reading, employee_id: EmployeeId) -> Employee:
    """Somebody in the department whom one may let go. Raises NotFound."""
    found = await read.one(
        select(Employee).where(Employee.id == employee_id, *_under(read), Employee.dismissed_on.is_(None))
    )
    if found.id == read.actor.id:
        raise NotFound
    return found


@needs(Permission.SEE_TEAM)
async def teams_of(read: Reading) -> list[Team]:
    """The teams one may see: one's own, or all."""
    question = select(Team).order_by(Team.name)
    if read.actor.sees is not None:
        question = question.where(Team.id == read.actor.team_id)
    return await read.all(question)
