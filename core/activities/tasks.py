"""Tasks and next steps: plan, do, put off, and the day's list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, select

from core.access import Permission, needs, within
from core.activities.models import Task
from core.activities.repeating import next_of, take_next_back
from core.clients.models import Client, Contact
from core.deals.models import Deal
from core.errors import CoreError, Invalid, NotFound
from core.ids import ClientId, DealId, DraftId, EmployeeId, TaskId
from core.people.calendars import day_end, day_start, local_day
from core.work import Reading, Work

END_OF_DAY = time(18)
PAGE = 10
TITLE_MOST = 500


class TaskClosed(CoreError):
    """The task is done or cancelled already."""

    message_id = "error-task-closed"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a list shows it."""

    task: Task
    client_id: ClientId | None
    client: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class DayList:
    """What is due on a day and what was due before: some of each, and how many there are in all."""

    day: date
    overdue: tuple[TaskLine, ...]
    overdue_count: int
    today: tuple[TaskLine, ...]
    today_count: int
    page: int = 0


def due_moment(due: date | datetime, zone: str) -> tuple[datetime, bool]:
    """(when, all day) of a promised day or minute: a day alone ends with the working day, local."""
    if isinstance(due, datetime):
        return due, False
    return datetime.combine(due, END_OF_DAY, ZoneInfo(zone)), True


def standing() -> ColumnElement[bool]:
    """Tasks that are neither done nor cancelled nor taken back."""
    return and_(Task.done_at.is_(None), Task.cancelled_at.is_(None), Task.undone_at.is_(None))


@needs(Permission.PLAN_TASKS)
async def plan_task(
    work: Work,
    kind: str,
    title: str,
    due: date | datetime | None,
    *,
    client_id: ClientId | None = None,
    deal_id: DealId | None = None,
    draft_id: DraftId | None = None,
) -> Task:
    """A task of one's own. Raises Invalid for a date out of all bounds."""
    moment, all_day = due_moment(due, work.actor.zone) if due else (None, False)
    if moment is not None:
        sane_due(moment)
    task = await work.add(
        Task(
            kind=kind,
            title=title[:TITLE_MOST],
            assignee_id=work.actor.own_id,
            author_id=work.actor.own_id,
            client_id=client_id,
            deal_id=deal_id,
            created_at=work.now,
            due_at=moment,
            first_due_at=moment,
            all_day=all_day,
            draft_id=draft_id,
        )
    )
    work.record("task.planned", task)
    return task


@needs(Permission.PLAN_TASKS)
async def complete_task(work: Work, task_id: TaskId) -> Task:
    """Mark a task of one's scope done; a recurring one comes again. Doing it twice changes nothing.

    Raises NotFound, TaskClosed (cancelled).
    """
    task = await _own(work, task_id)
    if task.cancelled_at is not None or task.undone_at is not None:
        raise TaskClosed
    if task.done_at is None:
        work.change("task.done", task, done_at=work.now)
        await next_of(work, task)
    return task


@needs(Permission.PLAN_TASKS)
async def reopen_task(work: Work, task_id: TaskId) -> Task:
    """Take back "done". Raises NotFound."""
    task = await _own(work, task_id)
    if task.done_at is not None:
        work.change("task.reopened", task, done_at=None)
        await take_next_back(work, task)
    return task


@needs(Permission.PLAN_TASKS)
async def postpone_task(work: Work, task_id: TaskId, to: date, *, version: int | None = None) -> Task:
    """Put a task off to a local day; its hour stays. The first promise stays too. Raises NotFound, Changed,
    TaskClosed, Invalid for a date out of all bounds.
    """
    task = await _own(work, task_id, version)
    if not task.open:
        raise TaskClosed
    sane_due(to)
    zone = ZoneInfo(work.actor.zone)
    if task.due_at is None or task.all_day:
        due, all_day = due_moment(to, work.actor.zone)
    else:
        due, all_day = datetime.combine(to, task.due_at.astimezone(zone).time(), zone), False
    work.change("task.postponed", task, due_at=due, all_day=all_day, first_due_at=task.first_due_at or due)
    return task


def sane_due(due: date) -> None:
    """Raises Invalid for a date out of all bounds."""
    if not 2000 <= due.year <= 2100:
        raise Invalid(field="due", value=str(due.year))


async def _own(work: Work, task_id: TaskId, version: int | None = None) -> Task:
    return await work.take(Task, Task.id == task_id, within(work.actor, Task.assignee_id), version=version)


@needs(Permission.SEE_OWN)
async def task_line(read: Reading, task_id: TaskId) -> TaskLine:
    """One task of one's scope. Raises NotFound."""
    question = _lines().where(Task.id == task_id, within(read.actor, Task.assignee_id))
    row = (await read.session.execute(question)).one_or_none()
    if row is None:
        raise NotFound
    return TaskLine(*row)


def _lines() -> Select[Task, ClientId, str, str]:
    phone = (
        select(Contact.phone)
        .where(Contact.client_id == Client.id, Contact.phone.is_not(None))
        .order_by(Contact.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Task, Client.id, Client.name, phone)
        .outerjoin(Deal, Deal.id == Task.deal_id)
        .outerjoin(Client, Client.id == func.coalesce(Task.client_id, Deal.client_id))
    )


@needs(Permission.SEE_OWN)
async def day_list(read: Reading, assignee: EmployeeId) -> DayList:
    """The day of one person of the scope: the first page of what is overdue and of what is due today."""
    seen = read.actor.oversees(assignee)
    return (await day_lists(read, [assignee] if seen else [], read.actor.zone)).get(
        assignee, DayList(_today(read), (), 0, (), 0)
    )


async def day_lists(read: Reading, people: Collection[EmployeeId], zone: str) -> dict[EmployeeId, DayList]:
    """The days of people of one time zone, in one statement. Whom the actor may see, the caller decides."""
    day = local_day(read.now, zone)
    start, end = day_start(day, zone), day_end(day, zone)
    late = (Task.due_at < start).label("late")
    apart = (Task.assignee_id, late)
    due = (
        select(
            Task.id,
            late,
            func.row_number().over(partition_by=apart, order_by=(Task.due_at, Task.id)).label("place"),
            func.count().over(partition_by=apart).label("whole"),
        )
        .where(standing(), Task.assignee_id.in_(people), Task.due_at < end)
        .subquery("due")
    )
    rows = await read.session.execute(
        _lines()
        .add_columns(due.c.late, due.c.whole)
        .join(due, due.c.id == Task.id)
        .where(due.c.place <= PAGE)
        .order_by(Task.due_at, Task.id)
    )
    lines: dict[tuple[EmployeeId | None, bool], list[TaskLine]] = {}
    counts: dict[tuple[EmployeeId | None, bool], int] = {}
    for task, client, name, phone, is_late, whole in rows:
        key = task.assignee_id, bool(is_late)
        lines.setdefault(key, []).append(TaskLine(task, client, name, phone))
        counts[key] = whole
    return {
        one: DayList(
            day,
            tuple(lines.get((one, True), ())),
            counts.get((one, True), 0),
            tuple(lines.get((one, False), ())),
            counts.get((one, False), 0),
        )
        for one in people
    }


@needs(Permission.SEE_OWN)
async def day_page(read: Reading, assignee: EmployeeId, page: int) -> DayList:
    """A page of one list: what is overdue, then today by time. A page past the end is the last one."""
    start, end = _bounds(read)
    due = and_(_due_of(read, assignee), Task.due_at < end)
    late = Task.due_at < start
    counts = select(func.count(), func.count().filter(late)).select_from(Task).where(due)
    count, overdue_count = (await read.session.execute(counts)).one()
    page = min(max(page, 0), max(count - 1, 0) // PAGE)
    rows = await read.session.execute(
        _lines().where(due).order_by(Task.due_at, Task.id).offset(page * PAGE).limit(PAGE)
    )
    lines = tuple(TaskLine(*row) for row in rows)
    overdue = lines[: max(0, overdue_count - page * PAGE)]
    return DayList(
        _today(read), overdue, overdue_count, lines[len(overdue) :], count - overdue_count, page=page
    )


def _today(read: Reading) -> date:
    return local_day(read.now, read.actor.zone)


def _bounds(read: Reading) -> tuple[datetime, datetime]:
    day = _today(read)
    return day_start(day, read.actor.zone), day_end(day, read.actor.zone)


def _due_of(read: Reading, assignee: EmployeeId) -> ColumnElement[bool]:
    mine = (Task.assignee_id == assignee, within(read.actor, Task.assignee_id))
    return and_(standing(), *mine, Task.due_at.is_not(None))
