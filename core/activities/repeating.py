"""Tasks that come again: renewals, budget dates, visits by rule."""

from calendar import monthrange
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core.access import Permission, needs, within
from core.activities.models import RepeatUnit, Task, TaskStep
from core.errors import Invalid
from core.ids import TaskId
from core.work import Work

MOST_UNITS = 120


def next_due(due: datetime, every: int, unit: RepeatUnit, zone: str, *, after: datetime) -> datetime:
    """The first repetition of `due` (UTC) that lies after `after`, at the same local hour.

    Months and years keep the day of the first promise, or end with a shorter month.
    """
    local = due.astimezone(ZoneInfo(zone))
    times = 1
    while (found := _shifted(local, every * times, unit)).astimezone(due.tzinfo) <= after:
        times += 1
    return found.astimezone(due.tzinfo)


def _shifted(local: datetime, units: int, unit: RepeatUnit) -> datetime:
    if unit is RepeatUnit.DAY:
        return local + timedelta(days=units)
    if unit is RepeatUnit.WEEK:
        return local + timedelta(weeks=units)
    months = local.year * 12 + local.month - 1 + units * (12 if unit is RepeatUnit.YEAR else 1)
    year, month = divmod(months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


@needs(Permission.PLAN_TASKS)
async def repeat_task(
    work: Work, task_id: TaskId, every: int | None, unit: RepeatUnit | None, *, version: int | None = None
) -> Task:
    """How often a task of one's scope comes again; None: no more. Raises NotFound, Changed, Invalid."""
    if (every is None) != (unit is None) or (every is not None and not 0 < every <= MOST_UNITS):
        raise Invalid(field="repeat", value=str(every))
    task = await work.take(Task, Task.id == task_id, within(work.actor, Task.assignee_id), version=version)
    if every is not None and task.due_at is None:
        raise Invalid(field="due", value="")
    work.change("task.repeats", task, repeat_every=every, repeat_unit=unit)
    return task


@needs(Permission.PLAN_TASKS)
async def next_of(work: Work, task: Task) -> Task | None:
    """The next one of a task that was done or cancelled, made once; None where it does not repeat."""
    if task.repeat_every is None or task.repeat_unit is None or task.due_at is None:
        return None
    known = await work.maybe(
        select(Task).where(Task.repeats_id == task.id, Task.undone_at.is_(None)).limit(1)
    )
    if known is not None:
        return known
    promised = task.first_due_at or task.due_at
    due = next_due(promised, task.repeat_every, task.repeat_unit, work.actor.zone, after=work.now)
    coming = await work.add(
        Task(
            kind=task.kind, title=task.title, assignee_id=task.assignee_id, author_id=task.author_id,
            client_id=task.client_id, deal_id=task.deal_id, created_at=work.now, due_at=due,
            first_due_at=due, all_day=task.all_day, repeat_every=task.repeat_every,
            repeat_unit=task.repeat_unit, repeats_id=task.id, remind_before_min=task.remind_before_min,
        )
    )  # fmt: skip
    for step in await work.all(select(TaskStep).where(TaskStep.task_id == task.id)):
        work.session.add(TaskStep(task_id=coming.id, position=step.position, text=step.text))
    work.record("task.repeated", coming)
    return coming


@needs(Permission.PLAN_TASKS)
async def take_next_back(work: Work, task: Task) -> None:
    """The task stands open again: the one that followed it, if nobody touched it, was not needed."""
    if task.repeat_every is None:
        return
    following = await work.maybe(
        select(Task).where(Task.repeats_id == task.id, Task.undone_at.is_(None), Task.version == 0).limit(1)
    )
    if following is not None and following.open:
        work.change("task.undone", following, undone_at=work.now)
