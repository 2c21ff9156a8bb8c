"""The steps of deals one by one: stays on stages that ended, and when a stage was first reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, case, func, literal, select, union_all

from core.db.moments import microseconds
from core.deals.models import Deal, Move
from core.ids import StageId
from core.reports.journeys import Conditions


def stays(deals: Conditions, until: datetime) -> Subquery:
    """`stage_id` and `value`, the microseconds of a stay: from the move in, or the creation, to the next move
    before `until`. METRICS.md, Funnel, `days_median`.
    """
    steps = _steps(deals, until)
    onward = func.lead(steps.c.at, type_=steps.c.at.type).over(
        partition_by=steps.c.id, order_by=(steps.c.number != 0, steps.c.at, steps.c.number)
    )
    ordered = select(steps.c.stage_id, steps.c.at, onward.label("onward")).subquery("ordered")
    length = microseconds(ordered.c.onward) - microseconds(ordered.c.at)
    ended = select(ordered.c.stage_id, length.label("value")).where(ordered.c.onward.is_not(None))
    return ended.subquery("stays")


def reachings(deals: Conditions, until: datetime, places: Mapping[StageId, int]) -> Subquery:
    """Steps that led further than any before: `id` of the deal, `pipeline_id`, `at`, and the places (see
    Track.places) `before`, -1 for none, and `place`. A stage was first reached by the step that holds it.
    """
    steps = _steps(deals, until)
    place: Any = case(places, value=steps.c.stage_id, else_=-1)
    placed = select(steps.c.id, steps.c.pipeline_id, steps.c.at, steps.c.number, place.label("place"))
    here = placed.subquery("placed")
    furthest = func.max(here.c.place).over(
        partition_by=here.c.id, order_by=(here.c.at, here.c.number), rows=(None, -1)
    )
    before = func.coalesce(furthest, -1).label("before")
    ordered = select(here.c.id, here.c.pipeline_id, here.c.at, here.c.place, before).subquery("ordered")
    return select(ordered).where(ordered.c.place > ordered.c.before).subquery("reachings")


def _steps(deals: Conditions, until: datetime) -> Subquery:
    born = select(
        Deal.id, Deal.pipeline_id, Deal.first_stage_id.label("stage_id"), Deal.created_at.label("at"),
        literal(0).label("number"),
    ).where(*deals)  # fmt: skip
    moved = (
        select(Deal.id, Deal.pipeline_id, Move.stage_id, Move.at, Move.id.label("number"))
        .join(Move, Move.deal_id == Deal.id)
        .where(*deals, Move.undone_at.is_(None), Move.at < until)
    )
    return union_all(born, moved).subquery("steps")
