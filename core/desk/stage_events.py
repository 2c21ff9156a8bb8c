"""What happens on a stage by itself: at once, or so many workdays later; a task or a notice to the owner."""

from sqlalchemy import ColumnElement, bindparam, select

from core.access import Permission, needs
from core.activities.models import Task
from core.activities.tasks import due_moment
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Stage
from core.deals.playbooks import EventAct, PendingEvent, StageEvent, Trigger
from core.desk.notices import StageEventCame
from core.ids import DealId
from core.notices.notice import Addressee
from core.people.calendars import absences_of, day_start, local_day, zone_or
from core.people.company import company_of
from core.people.employees import Employee
from core.people.workdays import workday_after
from core.work import Reading, Work

AT_ONCE = 100
"""How many due events one Work brings."""
_EVENTS = select(StageEvent).where(
    StageEvent.stage_id == bindparam("stage"),
    StageEvent.trigger == bindparam("trigger"),
    StageEvent.archived_at.is_(None),
)


@needs(Permission.MOVE_DEALS)
async def arrive(work: Work, deal: Deal, stage: Stage, key: str) -> None:
    """The deal came to a stage: what waited on the one before is dropped, what this one asks begins.

    `key` names the arrival (a move, or the opening), so that it can be taken back.
    """
    waiting = await work.all(
        select(PendingEvent)
        .join(StageEvent, StageEvent.id == PendingEvent.event_id)
        .where(
            PendingEvent.deal_id == deal.id,
            PendingEvent.happened_at.is_(None),
            PendingEvent.dropped_at.is_(None),
            StageEvent.trigger == Trigger.ENTRY,
        )
    )
    for pending in waiting:
        pending.dropped_at = work.now
    await _begin(work, deal, stage, Trigger.ENTRY, key)
    if stage.kind is StageKind.WON:
        await trigger(work, deal, Trigger.WON, key)


@needs(Permission.RECORD)
async def trigger(work: Work, deal: Deal, what: Trigger, key: str) -> None:
    """Won, shipped or paid: the events of the deal's last open stage begin."""
    stage = await work.maybe(
        select(Stage)
        .join(Move, Move.stage_id == Stage.id)
        .where(Move.deal_id == deal.id, Move.undone_at.is_(None), Stage.kind == StageKind.OPEN)
        .order_by(Move.at.desc(), Move.id.desc())
        .limit(1)
    )
    if stage is None:
        stage = await work.one(select(Stage).where(Stage.id == deal.first_stage_id))
    await _begin(work, deal, stage, what, key)


async def _begin(work: Work, deal: Deal, stage: Stage, what: Trigger, key: str) -> None:
    events = (await work.session.execute(_EVENTS, {"stage": stage.id, "trigger": what})).scalars().all()
    if not events:
        return
    company = await company_of(work)
    today = local_day(work.now, company.timezone)
    absences = await absences_of(work, deal.owner_id) if deal.owner_id is not None else []
    for event in events:
        day = workday_after(today, event.after_workdays, company.country, absences)
        due = day_start(day, company.timezone) if event.after_workdays else work.now
        known = await work.maybe(
            select(PendingEvent.id).where(
                PendingEvent.event_id == event.id, PendingEvent.deal_id == deal.id, PendingEvent.key == key
            )
        )
        if known is not None:
            continue
        pending = await work.add(PendingEvent(event_id=event.id, deal_id=deal.id, key=key, due_at=due))
        if due <= work.now:
            await _happen(work, pending, event, deal)


@needs(Permission.KEEP_HOUSE)
async def any_due_event(read: Reading) -> bool:
    """Whether something waits to happen by now."""
    return await read.maybe(select(PendingEvent.id).where(*_due(read)).limit(1)) is not None


def _due(read: Reading) -> tuple[ColumnElement[bool], ...]:
    return (
        PendingEvent.due_at <= read.now,
        PendingEvent.happened_at.is_(None),
        PendingEvent.dropped_at.is_(None),
    )


@needs(Permission.KEEP_HOUSE)
async def bring_due_events(work: Work) -> int:
    """Let happen what is due by now; how many did. Deals that are gone or without an owner drop theirs."""
    rows = await work.session.execute(
        select(PendingEvent, StageEvent, Deal)
        .join(StageEvent, StageEvent.id == PendingEvent.event_id)
        .join(Deal, Deal.id == PendingEvent.deal_id)
        .where(*_due(work))
        .order_by(PendingEvent.due_at, PendingEvent.id)
        .limit(AT_ONCE)
        .with_for_update(of=PendingEvent, skip_locked=True)
    )
    found = list(rows.all())
    for pending, event, deal in found:
        if deal.undone_at is not None or deal.owner_id is None or event.archived_at is not None:
            pending.dropped_at = work.now
        else:
            await _happen(work, pending, event, deal)
    return len(found)


async def _happen(work: Work, pending: PendingEvent, event: StageEvent, deal: Deal) -> None:
    owner = await work.maybe(select(Employee).where(Employee.id == deal.owner_id))
    if owner is None:
        pending.dropped_at = work.now
        return
    pending.happened_at = work.now
    if event.act is EventAct.TASK:
        pending.task_id = (await _task(work, event, deal, owner)).id
    elif owner.telegram_id is not None:
        came = StageEventCame(pending_id=pending.id, deal_id=deal.id, title=event.title)
        await work.owe(came, to=Addressee(owner.telegram_id, owner.id))


async def _task(work: Work, event: StageEvent, deal: Deal, owner: Employee) -> Task:
    company = await company_of(work)
    zone = zone_or(owner.timezone, company.timezone)
    absences = await absences_of(work, owner.id)
    day = workday_after(local_day(work.now, zone), event.due_workdays, company.country, absences)
    due, all_day = due_moment(day, zone)
    if due <= work.now:  # too late for today's end: the promise is for the next workday
        due, all_day = due_moment(workday_after(day, 1, company.country, absences), zone)
    task = await work.add(
        Task(
            kind=event.task_kind, title=event.title, assignee_id=owner.id, author_id=owner.id,
            client_id=deal.client_id, deal_id=deal.id, created_at=work.now, due_at=due, first_due_at=due,
            all_day=all_day,
        )
    )  # fmt: skip
    work.record("task.by_stage", task)
    return task


@needs(Permission.MOVE_DEALS)
async def take_arrival_back(work: Work, deal_id: DealId, key: str) -> None:
    """The arrival did not happen: what it began is dropped, tasks that it brought are taken back."""
    brought = await work.all(
        select(PendingEvent).where(PendingEvent.deal_id == deal_id, PendingEvent.key == key)
    )
    for pending in brought:
        pending.dropped_at = pending.dropped_at or work.now
        if pending.task_id is None:
            continue
        task = await work.take(Task, Task.id == pending.task_id)
        if task.open:
            work.change("task.undone", task, undone_at=work.now)
