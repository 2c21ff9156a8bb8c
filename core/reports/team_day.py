"""What a head is told of the team in the morning: a fixed number of statements; what was never delivered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select

from core.access import Permission, needs, within
from core.activities.kinds import TaskKind
from core.activities.models import Task
from core.activities.tasks import standing
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.ids import EmployeeId, NoticeId
from core.money import Money
from core.notices.outbox import OwedNotice
from core.people.calendars import day_end, day_start, local_day
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.facts import Counts, Span, counts_of
from core.reports.forgotten import forgotten
from core.reports.own_day import workday_before
from core.work import Reading

NAMES_MOST = 3
_MEETINGS = (TaskKind.MEETING.value, TaskKind.VISIT.value)


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person's tasks of today (`meetings` of them), those overdue, and what the last workday brought."""

    employee_id: EmployeeId
    name: str
    today: int
    meetings: int
    overdue: int
    worked: Counts

    @property
    def empty(self) -> bool:
        return not (self.today or self.overdue or self.worked.calls or self.worked.meetings)


@dataclass(frozen=True, slots=True)
class TeamDay:
    """The team's morning. `late`: open deals that stand longer than their stage allots, and their sum."""

    company: Company
    day: date
    worked_on: date
    people: tuple[PersonDay, ...]
    silent_count: int
    silent_profit: Money
    silent_names: tuple[str, ...]
    late_count: int
    late_amount: Money


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A notice that nobody will get: what kind it was, how often it was tried, what the messenger said."""

    kind: str
    attempts: int
    error: str


@needs(Permission.SEE_TEAM)
async def team_day(read: Reading) -> TeamDay:
    """Everybody of one's scope, who is behind first; silent clients; deals past their stage's time."""
    company = await company_of(read)
    today = local_day(read.now, company.timezone)
    worked_on = workday_before(today, company.country)
    silent = await forgotten(read, today, most=NAMES_MOST)
    late_count, late_amount = await _late(read)
    return TeamDay(
        company=company,
        day=local_day(read.now, read.actor.zone),
        worked_on=worked_on,
        people=await _people(read, worked_on, company.timezone),
        silent_count=silent.count,
        silent_profit=silent.profit,
        silent_names=tuple(client.name for client in silent.clients),
        late_count=late_count,
        late_amount=late_amount,
    )


@needs(Permission.KEEP_HOUSE)
async def undelivered(read: Reading, notice_id: NoticeId) -> Undelivered | None:
    """What can be said of a dead notice without saying anything of its people; None where it is gone."""
    found = (
        await read.session.execute(
            select(OwedNotice.kind, OwedNotice.attempts, OwedNotice.error).where(OwedNotice.id == notice_id)
        )
    ).one_or_none()
    return None if found is None else Undelivered(found.kind, found.attempts, found.error or "")


async def _people(read: Reading, worked_on: date, zone: str) -> tuple[PersonDay, ...]:
    names = await read.session.execute(
        select(Employee.id, Employee.name).where(
            within(read.actor, Employee.id),
            or_(Employee.dismissed_on.is_(None), Employee.dismissed_on > local_day(read.now, zone)),
        )
    )
    people = {employee: name for employee, name in names}  # noqa: C416 - rows are no pairs for the type checker
    today = local_day(read.now, read.actor.zone)
    tasks = await _tasks(read, day_start(today, read.actor.zone), day_end(today, read.actor.zone))
    worked = await counts_of(read, Span(day_start(worked_on, zone), day_end(worked_on, zone)), list(people))
    found = (PersonDay(who, name, *tasks.get(who, (0, 0, 0)), worked[who]) for who, name in people.items())
    return tuple(sorted(found, key=lambda one: (-one.overdue, -one.today, one.name, one.employee_id)))


async def _tasks(
    read: Reading, start: datetime, end: datetime
) -> dict[EmployeeId | None, tuple[int, int, int]]:
    """Tasks of today, meetings among them, tasks overdue, by person."""
    today = and_(Task.due_at >= start, Task.due_at < end)
    rows = await read.session.execute(
        select(
            Task.assignee_id,
            _count(today),
            _count(and_(today, Task.kind.in_(_MEETINGS))),
            _count(Task.due_at < start),
        )
        .where(standing(), Task.due_at < end, within(read.actor, Task.assignee_id))
        .group_by(Task.assignee_id)
    )
    return {who: (due, meetings, overdue) for who, due, meetings, overdue in rows}


async def _late(read: Reading) -> tuple[int, Money]:
    """Open deals past their stage's time by now. METRICS.md, Funnel, overdue_here."""
    stages = await read.all(select(Stage).where(Stage.kind == StageKind.OPEN, Stage.sla_days.is_not(None)))
    late = [
        and_(Deal.stage_id == stage.id, Deal.stage_since < read.now - timedelta(days=stage.sla_days or 0))
        for stage in stages
    ]
    found = await read.session.execute(
        select(func.count(), func.coalesce(func.sum(Deal.amount), 0)).where(
            Deal.undone_at.is_(None), within(read.actor, Deal.owner_id), or_(false(), *late)
        )
    )
    count, amount = found.one()
    return count, Money(int(amount or 0))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
