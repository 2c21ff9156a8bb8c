"""What a head is told of the team in the morning: a fixed number of statements; what was never delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from core.access import Actor, Permission, needs
from core.activities.kinds import TaskKind
from core.activities.models import Task
from core.activities.tasks import standing
from core.db.counting import count_where
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.ids import EmployeeId, NoticeId
from core.money import Money
from core.notices.outbox import OwedNotice
from core.people.calendars import day_end, day_start, local_day
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.facts import Counts, Span, counts_of
from core.reports.forgotten import Forgotten, forgotten, silent_of, together
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
    return (await team_days_of(read, [read.actor]))[read.actor.own_id]


@needs(Permission.KEEP_HOUSE)
async def team_days(read: Reading, heads: Sequence[Actor]) -> dict[EmployeeId, TeamDay]:
    """The mornings of these heads, each as they see it themselves."""
    return await team_days_of(read, heads) if heads else {}


async def team_days_of(read: Reading, heads: Sequence[Actor]) -> dict[EmployeeId, TeamDay]:
    """As many statements for one as for many, but for one more a zone. Each sees whom their scope names; who
    sees everybody is alone here. Whom one may ask for, the caller decides.
    """
    company = await company_of(read)
    today = local_day(read.now, company.timezone)
    worked_on = workday_before(today, company.country)
    span = Span(day_start(worked_on, company.timezone), day_end(worked_on, company.timezone))
    seen = await _seen(read, heads, today)
    worked = await counts_of(read, span, list(seen))
    zones = {head.zone for head in heads}
    tasks = {zone: await _tasks(read, heads, local_day(read.now, zone), zone) for zone in sorted(zones)}
    silent = await _silent(read, heads, company, today)
    late = await _late(read, heads)
    found: dict[EmployeeId, TeamDay] = {}
    for head in heads:
        people = (
            PersonDay(who, name, *tasks[head.zone].get(who, (0, 0, 0)), worked[who])
            for who, name in seen.items()
            if head.oversees(who)
        )
        theirs = [some for who, some in late.items() if head.oversees(who)]
        quiet = silent[head.own_id]
        by_need = sorted(people, key=lambda one: (-one.overdue, -one.today, one.name, one.employee_id))
        found[head.own_id] = TeamDay(
            company=company,
            day=local_day(read.now, head.zone),
            worked_on=worked_on,
            people=tuple(by_need),
            silent_count=quiet.count,
            silent_profit=quiet.profit,
            silent_names=tuple(client.name for client in quiet.clients),
            late_count=sum(count for count, _ in theirs),
            late_amount=Money(sum(amount for _, amount in theirs)),
        )
    return found


def _within(heads: Sequence[Actor], column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """What any of these heads sees."""
    scopes = [head.sees for head in heads if head.sees is not None]
    if len(scopes) < len(heads):
        return true()
    return column.in_(frozenset[EmployeeId]().union(*scopes))


async def _silent(
    read: Reading, heads: Sequence[Actor], company: Company, today: date
) -> dict[EmployeeId, Forgotten]:
    """Of each head's people together: how many, what is at stake, and the first names."""
    if any(head.sees is None for head in heads):
        return {head.own_id: await forgotten(read, today, most=NAMES_MOST) for head in heads}
    owners = frozenset[EmployeeId]().union(*(head.sees or () for head in heads))
    by_owner = await silent_of(read, company, today, owners, NAMES_MOST)
    return {
        head.own_id: together([by_owner[one] for one in head.sees or ()], today, NAMES_MOST) for head in heads
    }


@needs(Permission.KEEP_HOUSE)
async def undelivered(read: Reading, notice_id: NoticeId) -> Undelivered | None:
    """What can be said of a dead notice without saying anything of its people; None where it is gone."""
    found = (
        await read.session.execute(
            select(OwedNotice.kind, OwedNotice.attempts, OwedNotice.error).where(OwedNotice.id == notice_id)
        )
    ).one_or_none()
    return None if found is None else Undelivered(found.kind, found.attempts, found.error or "")


async def _seen(read: Reading, heads: Sequence[Actor], today: date) -> dict[EmployeeId, str]:
    """Names of who is not dismissed."""
    names = await read.session.execute(
        select(Employee.id, Employee.name).where(
            _within(heads, Employee.id), or_(Employee.dismissed_on.is_(None), Employee.dismissed_on > today)
        )
    )
    return {employee: name for employee, name in names}  # noqa: C416 - rows are no pairs for the type checker


async def _tasks(
    read: Reading, heads: Sequence[Actor], today: date, zone: str
) -> dict[EmployeeId | None, tuple[int, int, int]]:
    """Tasks of today, meetings among them, tasks overdue, by person, for the heads of a time zone."""
    start, end = day_start(today, zone), day_end(today, zone)
    due_today = and_(Task.due_at >= start, Task.due_at < end)
    rows = await read.session.execute(
        select(
            Task.assignee_id,
            count_where(due_today),
            count_where(and_(due_today, Task.kind.in_(_MEETINGS))),
            count_where(Task.due_at < start),
        )
        .where(
            standing(),
            Task.due_at < end,
            _within([head for head in heads if head.zone == zone], Task.assignee_id),
        )
        .group_by(Task.assignee_id)
    )
    return {who: (due, meetings, overdue) for who, due, meetings, overdue in rows}


async def _late(read: Reading, heads: Sequence[Actor]) -> dict[EmployeeId | None, tuple[int, int]]:
    """Open deals past their stage's time by now, how many and their sum, by owner. METRICS.md, Funnel,
    overdue_here.
    """
    stages = await read.all(select(Stage).where(Stage.kind == StageKind.OPEN, Stage.sla_days.is_not(None)))
    late = [
        and_(Deal.stage_id == stage.id, Deal.stage_since < read.now - timedelta(days=stage.sla_days or 0))
        for stage in stages
    ]
    rows = await read.session.execute(
        select(Deal.owner_id, func.count(), func.coalesce(func.sum(Deal.amount), 0))
        .where(Deal.undone_at.is_(None), _within(heads, Deal.owner_id), or_(false(), *late))
        .group_by(Deal.owner_id)
    )
    return {owner: (count, int(amount or 0)) for owner, count, amount in rows}
