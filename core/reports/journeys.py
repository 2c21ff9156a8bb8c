"""Pipelines, and how many deals stand where in them as of a day. Source: METRICS.md, Words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from core.access import within
from core.db.counting import count_where
from core.db.greatest import greatest
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.ids import PipelineId, StageId
from core.reports.slices import Conditions, Slice, over_deals
from core.reports.standing import deal_was_there, last_move, moves_before, stage_before
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
class Alike:
    """Deals that went the same way: how many, and their sum in minor units.

    They stand on `stage_id`, came at furthest to the place `reached` (see Track.places: they reached every
    open stage up to it; -1 for none), and stood open last on `last_open_id` (None: never). `late`: those of
    them that stand there longer than the stage allots. `by`: what else they share.
    """

    deals: int
    amount: int
    late: int
    pipeline_id: PipelineId
    stage_id: StageId
    reached: int
    last_open_id: StageId | None
    by: tuple[Any, ...] = ()

    def ends(self, track: Track) -> StageKind | None:
        """Of what kind the stage is where they stand."""
        return track.kinds.get(self.stage_id)


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
    """Conditions on Deal: of one's scope and slice, and there before `until`."""
    return (deal_was_there(until), within(read.actor, Deal.owner_id), *over_deals(cut), *where)


async def standing(
    read: Reading,
    until: datetime,
    deals: Conditions,
    columns: Mapping[str, ColumnElement[Any]],
    tracks: Iterable[Track] = (),
) -> Subquery:
    """Each of these deals as it stood before `until`: `columns`, and `stage_id`, `stage_since` and
    `last_open_stage_id` as `ways` has them, and the place `reached` in its pipeline, one of `tracks`.

    What the deals' own rows say, but for those that moved on since: of them the moves tell.
    """
    places = {track.pipeline.id: track.places for track in tracks}
    way: dict[str, ColumnElement[Any]] = {
        "stage_id": Deal.stage_id.expression,
        "stage_since": Deal.stage_since.expression,
        "last_open_stage_id": Deal.last_open_stage_id.expression,
        "reached": _place(places, Deal.furthest_stage_id),
    }
    if await read.maybe(select(Move.id).where(Move.at >= until).limit(1)) is not None:
        before = {
            "stage_id": stage_before(until),
            "stage_since": func.coalesce(last_move(until, Move.at), Deal.created_at),
            "last_open_stage_id": _open_before(until),
            "reached": _reached_before(until, places),
        }
        way = {name: case((Deal.stage_since < until, now), else_=before[name]) for name, now in way.items()}
    named = [column.label(name) for name, column in {**columns, **way}.items()]
    return select(Deal.id, *named).where(*deals).subquery("standing")


_Places = Mapping[PipelineId, Mapping[StageId, int]]


def _place(places: _Places, stage: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[int]:
    """The place of a stage in the deal's pipeline; -1 for none."""
    of_each = {line: case(known, value=stage, else_=-1) for line, known in places.items() if known}
    if len(of_each) == 1:
        return next(iter(of_each.values()))
    return case(of_each, value=Deal.pipeline_id, else_=-1) if of_each else literal(-1)


def _open_before(until: datetime) -> ColumnElement[Any]:
    """Where a deal last stood open."""
    first = aliased(Stage)
    is_open = select(Stage.id).where(Stage.kind == StageKind.OPEN, Stage.pipeline_id == Deal.pipeline_id)
    born = select(first.id).where(
        first.id == Deal.first_stage_id, first.pipeline_id == Deal.pipeline_id, first.kind == StageKind.OPEN
    )
    moved = last_move(until, Move.stage_id, Move.stage_id.in_(is_open.correlate(Deal)))
    return func.coalesce(moved, born.correlate(Deal).scalar_subquery())


def _reached_before(until: datetime, places: _Places) -> ColumnElement[int]:
    further = select(func.max(_place(places, Move.stage_id))).where(*moves_before(until))
    by_moves = further.correlate(Deal).scalar_subquery()
    return greatest(func.coalesce(by_moves, -1), _place(places, Deal.first_stage_id))


def count_of(deals: Iterable[Alike]) -> int:
    return sum(one.deals for one in deals)


async def alike(
    read: Reading,
    until: datetime,
    deals: Conditions,
    tracks: Iterable[Track],
    by: Mapping[str, ColumnElement[Any]] | None = None,
    *,
    late: bool = False,
) -> list[Alike]:
    """These deals of `tracks` as of `until`, counted by the way they went and by the columns `by`; two
    statements. `late`: whether to count those too that stand too long.
    """
    columns: dict[str, ColumnElement[Any]] = {
        "pipeline_id": Deal.pipeline_id.expression,
        "amount": Deal.amount.expression,
        **(by or {}),
    }
    tracks = list(tracks)
    stood = await standing(read, until, deals, columns, tracks)
    keys = [stood.c[name] for name in ("pipeline_id", "stage_id", "reached", "last_open_stage_id")]
    keys += [stood.c[name] for name in by or ()]
    too_long = [
        (stood.c.stage_id == stage.id, stood.c.stage_since < until - timedelta(days=stage.sla_days))
        for track in tracks
        for stage in track.open
        if late and stage.sla_days is not None
    ]
    is_late = count_where(case(*too_long, else_=False)) if too_long else null()
    rows = await read.session.execute(
        select(func.count(), func.coalesce(func.sum(stood.c.amount), 0), is_late, *keys).group_by(*keys)
    )
    return [
        Alike(deals, int(amount), overdue or 0, pipeline, stage, reached, last_open, tuple(rest))
        for deals, amount, overdue, pipeline, stage, reached, last_open, *rest in rows
    ]
