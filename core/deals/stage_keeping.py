"""How pipelines and stages are set up: the two templates, stages, what happens on them by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from core.access import Permission, needs
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import AssignBy, Pipeline, Stage
from core.deals.moves import REQUIRED_FIELDS
from core.deals.playbooks import EventAct, StageEvent, Trigger
from core.errors import Invalid
from core.ids import PipelineId, StageEventId, StageId
from core.people.employees import Function
from core.work import Reading, Work

NAME_MOST = 80
SCRIPT_MOST = 3000
DAYS_MOST = 3650
WORKDAYS_MOST = 365
ITEMS_MOST = 20


@dataclass(frozen=True, slots=True)
class StagePlan:
    """What a stage is to be. `probability` in percent, `sla_days` allotted to it."""

    name: str
    kind: StageKind = StageKind.OPEN
    probability: Decimal | None = None
    sla_days: int | None = None
    worked: bool = False
    offer: bool = False
    required: tuple[str, ...] = ()
    script: str = ""
    checklist: tuple[str, ...] = ()


@needs(Permission.KEEP_HOUSE)
async def add_pipeline(
    work: Work, key: str, name: str, kind: PipelineKind, stages: Sequence[StagePlan]
) -> Pipeline:
    """A pipeline with its stages in order. `key`: what the bundle calls it; one that stands is returned.

    Raises Invalid (no open stage, no won or no lost one).
    """
    known = await work.maybe(select(Pipeline).where(Pipeline.external_id == key))
    if known is not None:
        return known
    kinds = {stage.kind for stage in stages}
    if kinds != set(StageKind):
        raise Invalid(field="stages", value=key)
    last = await work.maybe(select(func.max(Pipeline.position)))
    pipeline = await work.add(
        Pipeline(external_id=key, name=_name(name), kind=kind, position=0 if last is None else last + 1)
    )
    work.record("pipeline.added", pipeline)
    for number, plan in enumerate(stages):
        stage = Stage(
            external_id=f"{key}-{number + 1}", pipeline_id=pipeline.id, name=_name(plan.name), kind=plan.kind,
            position=number,
        )  # fmt: skip
        _fill(work, await work.add(stage), plan)
    return pipeline


@needs(Permission.KEEP_HOUSE)
async def edit_stage(work: Work, stage_id: StageId, plan: StagePlan) -> Stage:
    """Set what a stage is; its kind stays, since deals went through it. Raises NotFound, Invalid."""
    stage = await work.take(Stage, Stage.id == stage_id)
    if plan.kind is not stage.kind:
        raise Invalid(field="kind", value=plan.kind.value)
    _fill(work, stage, plan)
    return stage


@needs(Permission.KEEP_HOUSE)
async def hand_leads_to(
    work: Work,
    pipeline_id: PipelineId,
    to: PipelineId | None,
    *,
    by: AssignBy | None = None,
    function: Function | None = None,
) -> Pipeline:
    """Where a lead won here becomes a deal, and how its owner is found; None: nowhere.

    Raises NotFound, Invalid (only leads are handed on, and not to leads).
    """
    pipeline = await work.take(Pipeline, Pipeline.id == pipeline_id)
    if to is not None:
        target = await work.one(select(Pipeline).where(Pipeline.id == to))
        if pipeline.kind is not PipelineKind.REACH or target.kind is PipelineKind.REACH:
            raise Invalid(field="hands_to", value=target.external_id)
    work.change("pipeline.hands_to", pipeline, hands_to_id=to, assign_by=by, assign_function=function)
    return pipeline


@needs(Permission.KEEP_HOUSE)
async def add_stage_event(
    work: Work,
    stage_id: StageId,
    title: str,
    *,
    trigger: Trigger = Trigger.ENTRY,
    after_workdays: int = 0,
    act: EventAct = EventAct.TASK,
    task_kind: str = "task",
    due_workdays: int = 0,
) -> StageEvent:
    """What happens by itself on a stage. The same one that stands is returned. Raises NotFound, Invalid."""
    stage = await work.one(select(Stage).where(Stage.id == stage_id))
    for field, value in (("after_workdays", after_workdays), ("due_workdays", due_workdays)):
        if not 0 <= value <= WORKDAYS_MOST:
            raise Invalid(field=field, value=value)
    clean = _name(title)
    same = select(StageEvent).where(
        StageEvent.stage_id == stage.id, StageEvent.trigger == trigger, StageEvent.title == clean,
        StageEvent.after_workdays == after_workdays, StageEvent.act == act, StageEvent.archived_at.is_(None),
    )  # fmt: skip
    known = await work.maybe(same.limit(1))
    if known is not None:
        return known
    event = StageEvent(
        stage_id=stage.id, trigger=trigger, after_workdays=after_workdays, act=act, task_kind=task_kind,
        title=clean, due_workdays=due_workdays,
    )  # fmt: skip
    work.record("stage_event.added", await work.add(event))
    return event


@needs(Permission.KEEP_HOUSE)
async def archive_stage_event(work: Work, event_id: StageEventId) -> StageEvent:
    """Happens no more; twice changes nothing. Raises NotFound."""
    event = await work.take(StageEvent, StageEvent.id == event_id)
    work.change("stage_event.archived", event, archived_at=event.archived_at or work.now)
    return event


@needs(Permission.SEE_OWN)
async def stage_events_of(read: Reading, stage_id: StageId) -> list[StageEvent]:
    return await read.all(
        select(StageEvent)
        .where(StageEvent.stage_id == stage_id, StageEvent.archived_at.is_(None))
        .order_by(StageEvent.after_workdays, StageEvent.id)
    )


def _fill(work: Work, stage: Stage, plan: StagePlan) -> None:
    if plan.probability is not None and not 0 <= plan.probability <= 100:
        raise Invalid(field="probability", value=str(plan.probability))
    if plan.sla_days is not None and not 0 < plan.sla_days <= DAYS_MOST:
        raise Invalid(field="sla_days", value=plan.sla_days)
    unknown = set(plan.required) - set(REQUIRED_FIELDS)
    if unknown:
        raise Invalid(field="required", value=min(unknown))
    work.change(
        "stage.set", stage, name=_name(plan.name), probability=plan.probability, sla_days=plan.sla_days,
        worked=plan.worked, offer=plan.offer,
        required=[field for field in REQUIRED_FIELDS if field in plan.required],
        script=plan.script.strip()[:SCRIPT_MOST],
        checklist=list(dict.fromkeys(_name(item) for item in plan.checklist))[:ITEMS_MOST],
    )  # fmt: skip


def _name(text: str) -> str:
    clean = " ".join(text.split())[:NAME_MOST]
    if not clean:
        raise Invalid(field="name", value="")
    return clean
