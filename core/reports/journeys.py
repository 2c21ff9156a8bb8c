"""Deals and the way they went through the stages of their pipeline. Source: METRICS.md, Words."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import ColumnElement, select

from core.access import within
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.ids import ChannelId, DealId, EmployeeId, PipelineId, StageId
from core.money import Money
from core.reports.slices import Slice, over_deals
from core.work import Reading


@dataclass(frozen=True)
class Track:
    """A pipeline and its stages in order."""

    pipeline: Pipeline
    stages: tuple[Stage, ...]

    @cached_property
    def open(self) -> tuple[Stage, ...]:
        """The open stages, in order."""
        return tuple(stage for stage in self.stages if stage.kind is StageKind.OPEN)

    @cached_property
    def kinds(self) -> dict[StageId, StageKind]:
        return {stage.id: stage.kind for stage in self.stages}

    @cached_property
    def worked(self) -> frozenset[StageId]:
        """The stages marked `worked`."""
        return frozenset(stage.id for stage in self.stages if stage.worked)

    @cached_property
    def places(self) -> dict[StageId, int]:
        """Where a stage stands: an open one by its order, a won one after them all; a lost one nowhere."""
        places = {stage.id: place for place, stage in enumerate(self.open)}
        won = (stage.id for stage in self.stages if stage.kind is StageKind.WON)
        return places | dict.fromkeys(won, len(self.open))


@dataclass(frozen=True, slots=True)
class Step:
    """The deal came to a stage: by its creation, which is its first move, or by a move."""

    stage_id: StageId
    at: datetime


@dataclass(slots=True)
class Journey:
    """A deal as of some day: `steps` are those made by then."""

    deal_id: DealId
    pipeline_id: PipelineId
    owner_id: EmployeeId | None
    channel_id: ChannelId | None
    amount: Money
    lost_reason: str
    steps: list[Step] = field(default_factory=list)

    def ends(self, track: Track) -> StageKind | None:
        """Of what kind its last stage is."""
        return track.kinds.get(self.steps[-1].stage_id)

    def reached(self, track: Track) -> int:
        """Its furthest place: it reached every open stage up to it; -1 for none."""
        return max(track.places.get(step.stage_id, -1) for step in self.steps)

    def first_at(self, track: Track, place: int) -> datetime | None:
        """When it first reached a place, maybe by skipping it."""
        return min((s.at for s in self.steps if track.places.get(s.stage_id, -1) >= place), default=None)

    def last_open(self, track: Track) -> StageId | None:
        """The last open stage it stood on; None where it never did."""
        stood = (s.stage_id for s in reversed(self.steps) if track.kinds.get(s.stage_id) is StageKind.OPEN)
        return next(stood, None)


async def track_of(read: Reading, pipeline_id: PipelineId) -> Track:
    """Raises NotFound."""
    pipeline = await read.one(select(Pipeline).where(Pipeline.id == pipeline_id))
    stages = await read.all(
        select(Stage).where(Stage.pipeline_id == pipeline_id).order_by(Stage.position, Stage.id)
    )
    return Track(pipeline, tuple(stages))


async def tracks_of(read: Reading) -> dict[PipelineId, Track]:
    """Every pipeline with its stages, in two statements."""
    pipelines = await read.all(select(Pipeline).order_by(Pipeline.position, Pipeline.id))
    stages = await read.all(select(Stage).order_by(Stage.position, Stage.id))
    return {
        line.id: Track(line, tuple(stage for stage in stages if stage.pipeline_id == line.id))
        for line in pipelines
    }


async def journeys(read: Reading, until: datetime, cut: Slice, *where: ColumnElement[bool]) -> list[Journey]:
    """Deals of one's scope and slice with their standing moves before `until` (UTC), in two statements."""
    conditions = (
        Deal.undone_at.is_(None), Deal.created_at < until,
        within(read.actor, Deal.owner_id), *over_deals(cut), *where,
    )  # fmt: skip
    columns = (
        Deal.id, Deal.pipeline_id, Deal.owner_id, Deal.channel_id, Deal.amount, Deal.lost_reason,
        Deal.first_stage_id, Deal.created_at,
    )  # fmt: skip
    deals = await read.session.execute(select(*columns).where(*conditions))
    found = {
        deal: Journey(deal, line, owner, channel, amount or Money(0), reason or "", [Step(stage, at)])
        for deal, line, owner, channel, amount, reason, stage, at in deals
    }
    moves = await read.session.execute(
        select(Move.deal_id, Move.stage_id, Move.at)
        .join(Deal, Deal.id == Move.deal_id)
        .where(*conditions, Move.undone_at.is_(None), Move.at < until)
        .order_by(Move.at, Move.id)
    )
    for deal, stage, at in moves:
        if deal in found:
            found[deal].steps.append(Step(stage, at))
    return list(found.values())
