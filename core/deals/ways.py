"""How far deals came and where they stand, of their moves. Source: METRICS.md, Words, "reached a stage"."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, select, union_all

from core.db.base import table_of
from core.db.summaries import Summary, Watch, keep
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Stage

WON_PLACE = 1_000_000
"""Behind every open stage."""


def place_of(stage: Any = Stage) -> ColumnElement[Any]:
    """Where a stage stands among the others of its pipeline; a lost one nowhere."""
    return case(
        (stage.kind == StageKind.WON, WON_PLACE), (stage.kind == StageKind.OPEN, stage.position), else_=None
    )


def ways(*where: ColumnElement[bool]) -> Subquery:
    """Of deals that fit `where` (conditions on Deal), by the moves that stand: `stage_id` and `stage_since`
    of the last one, the creation counting as the first; `furthest_stage_id` and `furthest_at`: the furthest
    stage it came to and when it first did (None: it was never on an open or won one); `last_open_stage_id`.
    """
    steps = steps_of(where)
    place = case((Stage.pipeline_id == steps.c.pipeline_id, place_of()), else_=None)
    is_open = and_(Stage.pipeline_id == steps.c.pipeline_id, Stage.kind == StageKind.OPEN)
    latest = (steps.c.number == 0, steps.c.at.desc(), steps.c.number.desc())
    ranked = (
        select(
            steps.c.id,
            steps.c.stage_id,
            steps.c.at,
            place.label("place"),
            is_open.label("is_open"),
            func.row_number().over(partition_by=steps.c.id, order_by=latest).label("from_last"),
            func.row_number()
            .over(
                partition_by=steps.c.id,
                order_by=(place.is_(None), place.desc(), Stage.id.desc(), steps.c.at, steps.c.number),
            )
            .label("from_furthest"),
            func.row_number()
            .over(partition_by=steps.c.id, order_by=(is_open.desc(), *latest))
            .label("from_open"),
        )
        .join(Stage, Stage.id == steps.c.stage_id)
        .subquery("ranked")
    )
    last, far = ranked.c.from_last == 1, and_(ranked.c.from_furthest == 1, ranked.c.place.is_not(None))
    stood = and_(ranked.c.from_open == 1, ranked.c.is_open)
    return (
        select(
            ranked.c.id,
            func.max(case((last, ranked.c.stage_id))).label("stage_id"),
            func.max(case((last, ranked.c.at))).label("stage_since"),
            func.max(case((far, ranked.c.stage_id))).label("furthest_stage_id"),
            func.max(case((far, ranked.c.at))).label("furthest_at"),
            func.max(case((stood, ranked.c.stage_id))).label("last_open_stage_id"),
        )
        .group_by(ranked.c.id)
        .subquery("ways")
    )


def steps_of(where: Collection[ColumnElement[bool]], until: datetime | None = None) -> Subquery:
    """The creation and the moves that stand (before `until`, UTC) of deals that fit `where`: `id` of the
    deal, `pipeline_id`, `stage_id`, `at`, and `number`, 0 for the creation, else the move's.
    """
    born: Select[*tuple[object, ...]] = select(
        Deal.id, Deal.pipeline_id, Deal.first_stage_id.label("stage_id"), Deal.created_at.label("at"),
        literal(0).label("number"),
    ).where(*where)  # fmt: skip
    made: Select[*tuple[object, ...]] = (
        select(Deal.id, Deal.pipeline_id, Move.stage_id, Move.at, Move.id.label("number"))
        .join(Move, Move.deal_id == Deal.id)
        .where(*where, Move.undone_at.is_(None))
    )
    if until is not None:
        made = made.where(Move.at < until)
    return union_all(born, made).subquery("steps")


def _history(only: Collection[int] | None) -> Subquery:
    return ways() if only is None else ways(Deal.id.in_(only))


def _of_pipelines(pipelines: Collection[int]) -> Select[int]:
    return select(Deal.id).where(Deal.pipeline_id.in_(pipelines))


DEAL_WAYS = Summary(
    table=table_of(Deal),
    columns=("stage_id", "stage_since", "furthest_stage_id", "furthest_at", "last_open_stage_id"),
    history=_history,
    watches=(
        Watch(Deal, "id", "deals", ("first_stage_id", "created_at", "pipeline_id")),
        Watch(Move, "deal_id", "deals"),
        Watch(Stage, "pipeline_id", "pipelines", ("kind", "position", "pipeline_id")),
    ),
    wider={"pipelines": _of_pipelines},
)
keep(DEAL_WAYS)
