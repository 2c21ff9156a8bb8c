"""The evening: one's own figures."""

from core.access import clock_actor
from core.notices.notice import Addressee
from core.people.company import company_of
from core.people.employees import Employee
from core.work import Database
from scheduler.jobs.people import people_due
from scheduler.notices import EveningKpi


async def owe_evening_kpi(database: Database) -> int:
    """Owe the evening figures to everybody whose evening has come; how many were owed."""
    async with database.read(clock_actor()) as read:
        due = await people_due(
            read, await company_of(read), Employee.evening, EveningKpi.kind, EveningKpi.lives
        )
    if not due:
        return 0
    owed = 0
    async with database.work(clock_actor()) as work:
        for moment in sorted({person.at for person in due}):
            notices = [
                (EveningKpi(day=person.day.isoformat()), Addressee(person.place, person.employee))
                for person in due
                if person.at == moment
            ]
            owed += len(await work.owe_all(notices, at=moment))
    return owed
