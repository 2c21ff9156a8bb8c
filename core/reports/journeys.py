"""Pipelines, and how many deals stand where in them as of a day. Source: METRICS.md, Words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, null, select
from sqlalchemy.orm import aliased

from core.access import within
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.deals.ways import place_of
from core.ids import PipelineId, StageId
from core.reports.slices import Slice, over_deals
from core.reports.standing import deal_was_there, stage_at
from core.work import Reading

Conditions = tuple[ColumnElement[bool], ...]
"""On Deal."""


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
class Alike:
    """Deals that went the same way: how many, and their sum in minor units.

    They stand on `stage_id`, came at furthest to `furthest_id`, and stood open last on `last_open_id` (None:
    never). `late`: those of them that stand there longer than the stage allots. `by`: what else they share.
    """

    deals: int
    amount: int
    late: int
    pipeline_id: PipelineId
    stage_id: StageId
    furthest_id: StageId | None
    last_open_id: StageId | None
    by: tuple[Any, ...] = ()

    def ends(self, track: Track) -> StageKind | None:
        """Of what kind the stage is where they stand."""
        return track.kinds.get(self.stage_id)

    def reached(self, track: Track) -> int:
        """Their furthest place: they reached every open stage up to it; -1 for none."""
        return -1 if self.furthest_id is None else track.places.get(self.furthest_id, -1)


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


def whose(read: Reading, until: datetime, cut: Slice, *where: ColumnElement[bool]) -> Conditions:
    """Deals of one's scope and slice that were there before `until`."""
    return (deal_was_there(until), within(read.actor, Deal.owner_id), *over_deals(cut), *where)


async def standing(
    read: Reading, until: datetime, deals: Conditions, columns: Mapping[str, ColumnElement[Any]]
) -> Subquery:
    """Each of these deals as it stood before `until`: `columns`, and `stage_id`, `stage_since`,
    `furthest_stage_id` and `last_open_stage_id` as `ways` has them.

    What the deals' own rows say, but for those that moved on since: of them the moves tell.
    """
    way: list[ColumnElement[Any]] = [getattr(Deal, name) for name in _WAY]
    if await read.maybe(select(Move.id).where(Move.at >= until).limit(1)) is not None:
        way = [stage_at(until), *(_before(until, name) for name in _WAY[1:])]
    named = [column.label(name) for name, column in (*columns.items(), *zip(_WAY, way, strict=True))]
    return select(Deal.id, *named).where(*deals).subquery("standing")


_WAY = ("stage_id", "stage_since", "furthest_stage_id", "last_open_stage_id")


def _before(until: datetime, name: str) -> ColumnElement[Any]:
    """A column of `ways` but the stage, as of a moment."""
    first = aliased(Stage)
    made = (Move.deal_id == Deal.id, Move.undone_at.is_(None), Move.at < until)
    latest = (Move.at.desc(), Move.id.desc())

    def look(column: Any, *where: ColumnElement[bool], order: tuple[Any, ...] = latest) -> ColumnElement[Any]:
        moves = select(column).select_from(Move).join(Stage, Stage.id == Move.stage_id).where(*made, *where)
        return moves.order_by(*order).limit(1).correlate(Deal).scalar_subquery()

    def born(*where: ColumnElement[bool]) -> ColumnElement[Any]:
        of_it = select(first.id).where(first.id == Deal.first_stage_id, first.pipeline_id == Deal.pipeline_id)
        return of_it.where(*where).correlate(Deal).scalar_subquery()

    of_line = Stage.pipeline_id == Deal.pipeline_id
    before: ColumnElement[Any]
    if name == "furthest_stage_id":
        place, own_place = place_of(Stage), place_of(first)
        further = (place.is_not(None), of_line)
        best = look(Move.stage_id, *further, order=(place.desc(), Stage.id.desc()))
        there = look(place, *further, order=(place.desc(), Stage.id.desc()))
        here = select(own_place).where(first.id == Deal.first_stage_id, first.pipeline_id == Deal.pipeline_id)
        own = here.correlate(Deal).scalar_subquery()
        before = case((own.is_(None), best), (there > own, best), else_=Deal.first_stage_id)
    elif name == "last_open_stage_id":
        is_open = (Stage.kind == StageKind.OPEN, of_line)
        before = func.coalesce(look(Move.stage_id, *is_open), born(first.kind == StageKind.OPEN))
    else:
        before = func.coalesce(look(Move.at), Deal.created_at)
    return case((Deal.stage_since < until, getattr(Deal, name)), else_=before)


def count_of(deals: Iterable[Alike]) -> int:
    return sum(one.deals for one in deals)


async def alike(
    read: Reading,
    until: datetime,
    deals: Conditions,
    tracks: Sequence[Track],
    by: Mapping[str, ColumnElement[Any]] | None = None,
) -> list[Alike]:
    """These deals as of `until`, counted by the way they went and by the columns `by`; two statements."""
    columns: dict[str, ColumnElement[Any]] = {
        "pipeline_id": Deal.pipeline_id.expression,
        "amount": Deal.amount.expression,
        **(by or {}),
    }
    stood = await standing(read, until, deals, columns)
    keys = [stood.c[name] for name in ("pipeline_id", "stage_id", "furthest_stage_id", "last_open_stage_id")]
    keys += [stood.c[name] for name in by or ()]
    allotted = {
        stage.id: until - timedelta(days=stage.sla_days)
        for track in tracks
        for stage in track.open
        if stage.sla_days is not None
    }
    late = [(stood.c.stage_id == stage, stood.c.stage_since < since) for stage, since in allotted.items()]
    is_late = func.count(case((case(*late, else_=False), 1))) if late else null()
    rows = await read.session.execute(
        select(func.count(), func.coalesce(func.sum(stood.c.amount), 0), is_late, *keys).group_by(*keys)
    )
    return [
        Alike(deals, int(amount), late or 0, pipeline, stage, furthest, last_open, tuple(rest))
        for deals, amount, late, pipeline, stage, furthest, last_open, *rest in rows
    ]
