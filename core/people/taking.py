"""Who may take over somebody's work: people of one's scope who are in the department."""

from sqlalchemy import or_, select

from core.access import Permission, Role, needs, within
from core.ids import EmployeeId
from core.people.calendars import local_day
from core.people.company import company_of
from core.people.employees import Employee
from core.work import Reading

SELLERS = (Role.MANAGER, Role.HEAD, Role.DIRECTOR)
"""Who may own clients and deals: no colleague of another department."""


@needs(Permission.SEE_OWN)
async def taker(read: Reading, employee_id: EmployeeId, *, for_task: bool = False) -> Employee:
    """Somebody of one's scope who can be given clients, deals or tasks; colleagues take tasks alone.

    `for_task`: colleagues of other departments are within everybody's reach. Raises NotFound.
    """
    today = local_day(read.now, (await company_of(read)).timezone)
    mine = within(read.actor, Employee.id)
    whom = or_(mine, Employee.role == Role.COLLEAGUE) if for_task else mine & Employee.role.in_(SELLERS)
    return await read.one(
        select(Employee).where(
            Employee.id == employee_id,
            whom,
            or_(Employee.dismissed_on.is_(None), Employee.dismissed_on > today),
        )
    )
