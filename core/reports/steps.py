"""The steps of deals one by one: stays on stages that ended, and when a stage was first reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, case, func, select

from core.db.moments import microseconds
from core.deals.ways import steps_of
from core.ids import StageId
from core.reports.slices import Conditions


def stays(deals: Conditions, until: datetime) -> Subquery:
    """`stage_id` and `value`, the microseconds of a stay: from the move in, or the creation, to the next move
    before `until`. METRICS.md, Funnel, `days_median`.
    """
    steps = steps_of(deals, until)
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
    steps = steps_of(deals, until)
    place: Any = case(places, value=steps.c.stage_id, else_=-1)
    placed = select(steps.c.id, steps.c.pipeline_id, steps.c.at, steps.c.number, place.label("place"))
    here = placed.subquery("placed")
    furthest = func.max(here.c.place).over(
        partition_by=here.c.id, order_by=(here.c.at, here.c.number), rows=(None, -1)
    )
    before = func.coalesce(furthest, -1).label("before")
    ordered = select(here.c.id, here.c.pipeline_id, here.c.at, here.c.place, before).subquery("ordered")
    return select(ordered).where(ordered.c.place > ordered.c.before).subquery("reachings")
