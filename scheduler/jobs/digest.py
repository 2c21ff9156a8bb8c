"""The morning: everybody's day, and the clients that fell silent."""

from datetime import timedelta

from core.access import Role, clock_actor
from core.clients.silences import tell_silences
from core.notices.notice import Addressee
from core.people.company import company_of
from core.people.employees import Employee, actor_for
from core.reports.forgotten import forgotten
from core.work import Database, Reading, Work
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
    for person in due:
        if person.place in new and person.role is Role.MANAGER:
            await _owe_silences(work, person)
    return len(new)


async def _owe_silences(work: Work, person: Due) -> None:
    """The clients whose silence this person was not told of yet, most money first, a few a day."""
    actor = await actor_for(work, person.employee)
    if actor is None:
        return
    silent = (await forgotten(Reading(work.session, actor, work.now), person.day)).clients
    own = [
        (row.client_id, person.day - timedelta(days=row.days_silent))
        for row in silent
        if row.owner_id == actor.id
    ]
    told = await tell_silences(work, person.employee, own, person.day, ALERTS_A_DAY)
    if told:
        notice = ForgottenAlert(day=person.day.isoformat(), clients=told)
        await work.owe(notice, to=Addressee(person.place, person.employee), at=person.at)
