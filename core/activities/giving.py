"""Tasks for others, with steps; cancelling with a reason; results; own reminders."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select, true

from core.access import Permission, needs, within
from core.activities.models import Task, TaskStep
from core.activities.repeating import next_of
from core.activities.tasks import TITLE_MOST, TaskClosed, due_moment, sane_due
from core.clients.models import Client
from core.deals.models import Deal
from core.errors import Invalid, NotFound
from core.ids import ClientId, DealId, EmployeeId, StepId, TaskId
from core.people.calendars import zone_or
from core.people.company import company_of
from core.people.taking import taker
from core.work import Reading, Work

STEPS_MOST = 30
REASON_MOST = 500
REMIND_MOST = 60 * 24 * 14


@needs(Permission.GIVE_TASKS)
async def give_task(
    work: Work,
    to: EmployeeId,
    kind: str,
    title: str,
    due: date | datetime | None,
    *,
    client_id: ClientId | None = None,
    deal_id: DealId | None = None,
    steps: Sequence[str] = (),
) -> Task:
    """A task for somebody of one's scope, or for a colleague of another department, with its steps.

    A day alone ends with the working day where the person is. Raises NotFound, Invalid.
    """
    person = await taker(work, to, for_task=True)
    clean = " ".join(title.split())[:TITLE_MOST]
    if not clean or len(steps) > STEPS_MOST:
        raise Invalid(field="title" if not clean else "steps", value=clean)
    await _of_scope(work, client_id, deal_id)
    zone = zone_or(person.timezone, (await company_of(work)).timezone)
    moment, all_day = due_moment(due, zone) if due else (None, False)
    if moment is not None:
        sane_due(moment)
    task = await work.add(
        Task(
            kind=kind, title=clean, assignee_id=person.id, author_id=work.actor.id, client_id=client_id,
            deal_id=deal_id, created_at=work.now, due_at=moment, first_due_at=moment, all_day=all_day,
        )
    )  # fmt: skip
    await _write_steps(work, task.id, steps)
    work.record("task.given", task)
    return task


async def _of_scope(work: Work, client_id: ClientId | None, deal_id: DealId | None) -> None:
    if client_id is not None:
        await work.one(select(Client.id).where(Client.id == client_id, within(work.actor, Client.owner_id)))
    if deal_id is not None:
        mine = within(work.actor, Deal.owner_id)
        deal = await work.one(select(Deal).where(Deal.id == deal_id, Deal.undone_at.is_(None), mine))
        if client_id not in {None, deal.client_id}:
            raise NotFound


async def _write_steps(work: Work, task_id: TaskId, steps: Sequence[str]) -> None:
    lines = [line for step in steps if (line := " ".join(step.split())[:TITLE_MOST])]
    work.session.add_all(
        TaskStep(task_id=task_id, position=position, text=line) for position, line in enumerate(lines)
    )
    await work.session.flush()


@needs(Permission.SEE_OWN)
async def steps_of(read: Reading, task_id: TaskId) -> list[TaskStep]:
    """The steps of a task that one does or gave, in order. Raises NotFound."""
    await read.one(select(Task.id).where(Task.id == task_id, _mine(read)))
    return await read.all(select(TaskStep).where(TaskStep.task_id == task_id).order_by(TaskStep.position))


@needs(Permission.PLAN_TASKS)
async def tick_step(work: Work, task_id: TaskId, step_id: StepId, *, done: bool) -> TaskStep:
    """A step done, or not after all; repeating it changes nothing. Raises NotFound, TaskClosed."""
    task = await work.take(Task, Task.id == task_id, within(work.actor, Task.assignee_id))
    if not task.open:
        raise TaskClosed
    step = await work.take(TaskStep, TaskStep.id == step_id, TaskStep.task_id == task.id)
    work.change("task.step", step, done_at=(step.done_at or work.now) if done else None)
    return step


@needs(Permission.PLAN_TASKS)
async def cancel_task(
    work: Work, task_id: TaskId, reason: str, *, version: int | None = None, for_good: bool = False
) -> Task:
    """It will not be done, and why. What somebody else set, its author or their head cancels.

    A recurring one comes again by its rule, unless it is cancelled `for_good`. Twice changes nothing.
    Raises NotFound, Changed, Invalid (no reason), TaskClosed (done already).
    """
    clean = " ".join(reason.split())[:REASON_MOST]
    if not clean:
        raise Invalid(field="reason", value="")
    task = await work.take(Task, Task.id == task_id, _mine(work), version=version)
    if task.author_id not in {None, work.actor.id} and not work.actor.may(Permission.GIVE_TASKS):
        raise NotFound
    if task.done_at is not None or task.undone_at is not None:
        raise TaskClosed
    if task.cancelled_at is None:
        work.change("task.cancelled", task, cancelled_at=work.now, cancel_reason=clean)
        if not for_good:
            await next_of(work, task)
    return task


@needs(Permission.PLAN_TASKS)
async def note_result(work: Work, task_id: TaskId, result: str) -> Task:
    """What came of a task of one's scope. Raises NotFound."""
    task = await work.take(Task, Task.id == task_id, within(work.actor, Task.assignee_id))
    work.change("task.result", task, result=" ".join(result.split())[:REASON_MOST] or None)
    return task


@needs(Permission.PLAN_TASKS)
async def remind_before(work: Work, task_id: TaskId, minutes: int | None) -> Task:
    """A reminder so many minutes before a task with an hour; None: as usual. Raises NotFound, Invalid."""
    if minutes is not None and not 0 <= minutes <= REMIND_MOST:
        raise Invalid(field="remind", value=minutes)
    task = await work.take(Task, Task.id == task_id, within(work.actor, Task.assignee_id))
    work.change("task.remind", task, remind_before_min=minutes)
    return task


def _mine(read: Reading) -> ColumnElement[bool]:
    """Tasks that one does, gave, or sees by the scope."""
    if read.actor.sees is None:
        return true()
    return or_(Task.assignee_id.in_(read.actor.sees), Task.author_id == read.actor.id)
