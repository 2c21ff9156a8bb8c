"""The morning: everybody's day, and the clients that fell silent."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.access import Role, clock_actor
from core.clients.silences import tell_silences
from core.notices.notice import Addressee
from core.people.company import company_of
from core.people.employees import Employee
from core.reports.forgotten import silent_of
from core.work import Database, Work
from scheduler.jobs.people import Due, people_due
from scheduler.notices import ForgottenAlert, MorningDigest

LATE = MorningDigest.lives
BATCH = 100
ALERTS_A_DAY = 5


async def owe_digests(database: Database) -> int:
    """Owe the morning digest to everybody whose morning has come; how many were owed."""
    async with database.read(clock_actor()) as read:
        due = await people_due(read, await company_of(read), Employee.morning, MorningDigest.kind, LATE)
    owed = 0
    for start in range(0, len(due), BATCH):
        async with database.work(clock_actor()) as work:
            owed += await _owe(work, due[start : start + BATCH])
    return owed


async def _owe(work: Work, due: list[Due]) -> int:
    new: set[int] = set()
    for moment in sorted({person.at for person in due}):
        batch = [person for person in due if person.at == moment]
        notices = [
            (MorningDigest(day=person.day.isoformat()), Addressee(person.place, person.employee))
            for person in batch
        ]
        new |= await work.owe_all(notices, at=moment)
    sellers = [person for person in due if person.place in new and person.role is Role.MANAGER]
    for day in sorted({person.day for person in sellers}):
        await _owe_silences(work, [person for person in sellers if person.day == day], day)
    return len(new)


async def _owe_silences(work: Work, sellers: Sequence[Due], day: date) -> None:
    """The clients whose silence each was not told of yet, most money first, a few a day."""
    company = await company_of(work)
    silent = await silent_of(work, company, day, [person.employee for person in sellers])
    counted = {
        owner: [(one.client_id, day - timedelta(days=one.days_silent)) for one in found.clients]
        for owner, found in silent.items()
        if found.count
    }
    told = await tell_silences(work, counted, day, ALERTS_A_DAY)
    for moment in sorted({person.at for person in sellers}):
        notices = [
            (
                ForgottenAlert(day=day.isoformat(), clients=told[person.employee]),
                Addressee(person.place, person.employee),
            )
            for person in sellers
            if person.at == moment and person.employee in told
        ]
        await work.owe_all(notices, at=moment)
