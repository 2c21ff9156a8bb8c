"""Who can be reached: a person who blocked the bot is left alone until they write again."""

from sqlalchemy import select

from core.access import Permission, Role, needs
from core.ids import EmployeeId
from core.notices.notice import Addressee
from core.people.employees import Employee
from core.work import Reading, Work


@needs(Permission.KEEP_HOUSE)
async def mark_unreachable(work: Work, employee_id: EmployeeId) -> None:
    """The messenger said that this person does not want the bot."""
    employee = await work.take(Employee, Employee.id == employee_id)
    work.change("employee.unreachable", employee, unreachable_since=employee.unreachable_since or work.now)


@needs(Permission.SEE_OWN)
async def mark_reachable(work: Work) -> None:
    """The actor wrote again."""
    employee = await work.take(Employee, Employee.id == work.actor.own_id)
    work.change("employee.reachable", employee, unreachable_since=None)


@needs(Permission.KEEP_HOUSE)
async def directors_to_tell(read: Reading) -> list[Addressee]:
    """The directors who can be told."""
    rows = await read.session.execute(
        select(Employee.telegram_id, Employee.id)
        .where(
            Employee.role == Role.DIRECTOR,
            Employee.telegram_id.is_not(None),
            Employee.unreachable_since.is_(None),
            Employee.dismissed_on.is_(None),
        )
        .order_by(Employee.id)
    )
    return [Addressee(place, employee) for place, employee in rows if place is not None]
