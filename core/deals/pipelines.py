"""Pipelines with their stages, read in one statement."""

from dataclasses import dataclass

from sqlalchemy import select

from core.access import Permission, needs
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Pipeline, Stage
from core.errors import NotFound
from core.ids import PipelineId, StageId
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Funnel:
    """A pipeline and its stages in their order."""

    pipeline: Pipeline
    stages: tuple[Stage, ...]

    @property
    def first_open(self) -> Stage:
        return next(stage for stage in self.stages if stage.kind is StageKind.OPEN)

    def stage(self, stage_id: StageId) -> Stage:
        """Raises NotFound for a stage of another pipeline."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise NotFound


_PIPELINES = (
    select(Pipeline, Stage)
    .join(Stage, Stage.pipeline_id == Pipeline.id)
    .order_by(Pipeline.position, Pipeline.id, Stage.position, Stage.id)
)


@needs(Permission.SEE_OWN)
async def pipelines_of(read: Reading) -> list[Funnel]:
    """All pipelines in their order."""
    rows = (await read.session.execute(_PIPELINES)).all()
    grouped: dict[PipelineId, tuple[Pipeline, list[Stage]]] = {}
    for pipeline, stage in rows:
        grouped.setdefault(pipeline.id, (pipeline, []))[1].append(stage)
    return [Funnel(pipeline, tuple(stages)) for pipeline, stages in grouped.values()]


@needs(Permission.SEE_OWN)
async def stage_of(read: Reading, stage_id: StageId) -> Stage:
    """A stage of any pipeline. Raises NotFound."""
    return await read.one(select(Stage).where(Stage.id == stage_id))


def usual_funnel(funnels: list[Funnel]) -> Funnel:
    """Where a deal is opened when nothing names a pipeline: the first one of selling. Raises NotFound."""
    selling = [funnel for funnel in funnels if funnel.pipeline.kind is PipelineKind.REACT]
    for funnel in selling or funnels:
        return funnel
    raise NotFound


def funnel_with(funnels: list[Funnel], pipeline_id: PipelineId) -> Funnel:
    """Raises NotFound."""
    for funnel in funnels:
        if funnel.pipeline.id == pipeline_id:
            return funnel
    raise NotFound
