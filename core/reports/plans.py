"""Plans that a report is held against. Source: METRICS.md, Funnel, Plan-fact."""

from decimal import Decimal

from sqlalchemy import ColumnElement, and_, select

from core.access import Actor, Role
from core.ids import StageId
from core.reports.journeys import Track
from core.reports.period import Period
from core.reports.slices import Slice
from core.sales.models import Plan, PlanScope
from core.work import Reading


async def stage_plans(read: Reading, track: Track, period: Period, cut: Slice) -> dict[StageId, Decimal]:
    """What each stage was planned to get in a period of whole months; only stages planned in each of them."""
    months = period.whole_months()
    scope = _scope(read.actor, cut)
    metrics = {f"stage:{stage.external_id}": stage.id for stage in track.open}
    if not months or scope is None or not metrics:
        return {}
    rows = await read.all(select(Plan).where(scope, Plan.month.in_(months), Plan.metric.in_(metrics)))
    found: dict[StageId, dict[str, Decimal]] = {}
    for plan in rows:
        found.setdefault(metrics[plan.metric], {})[plan.month] = plan.value
    return {
        stage: sum(by_month.values(), Decimal(0))
        for stage, by_month in found.items()
        if len(by_month) == len(months)
    }


def _scope(actor: Actor, cut: Slice) -> ColumnElement[bool] | None:
    """Whose plan the slice is held against: the company's, one team's, one employee's; else nobody's.

    Who does not see all is held against what they do see: a head against the team's plan.
    """
    if cut.only("owners"):
        owner = next(iter(cut.owners))
        seen = actor.oversees(owner)
        return and_(Plan.scope == PlanScope.EMPLOYEE, Plan.employee_id == owner) if seen else None
    if cut.only("teams"):
        team = next(iter(cut.teams))
        seen = actor.sees is None or team == actor.team_id
        return and_(Plan.scope == PlanScope.TEAM, Plan.team_id == team) if seen else None
    if not cut.whole:
        return None
    if actor.sees is None:
        return Plan.scope == PlanScope.COMPANY
    if actor.role is Role.HEAD and actor.team_id is not None:
        return and_(Plan.scope == PlanScope.TEAM, Plan.team_id == actor.team_id)
    return and_(Plan.scope == PlanScope.EMPLOYEE, Plan.employee_id == actor.id)
