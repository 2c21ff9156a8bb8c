"""Setting plans and norms. A head sets those of the own team and its people, a director all."""

from decimal import Decimal

from sqlalchemy import select

from core.access import Permission, needs, within
from core.errors import Invalid, NotFound
from core.ids import EmployeeId, TeamId
from core.people.company import hold_company
from core.people.employees import Employee, Function, Team
from core.people.typed import SUM_MOST, a_month
from core.sales.metrics import Metric
from core.sales.models import Plan, PlanScope
from core.sales.norms import Norm
from core.work import Reading, Work

STAGE = "stage:"
"""Before a stage's id: how many deals shall reach it."""
NORMED = frozenset({
    Metric.CALLS, Metric.CALLS_REACHED, Metric.MEETINGS, Metric.SIGNIFICANT, Metric.OFFERS,
    Metric.NEW_CLIENTS,
})  # fmt: skip
"""What a workday has bounds of. METRICS.md, Activity against norms."""


def plan_metric(text: str) -> str:
    """A known metric, or stage:<stage id> (whether there is such a stage, the stages know). Raises
    Invalid.
    """
    stage = text.removeprefix(STAGE).strip() if text.startswith(STAGE) else ""
    if stage:
        return STAGE + stage
    if text not in set(Metric):
        raise Invalid(field="metric", value=text)
    return text


def check_norm(metric: Metric, minimum: Decimal | None, maximum: Decimal | None) -> None:
    """Bounds of a workday: not negative, the least not above the most. Raises Invalid."""
    if metric not in NORMED:
        raise Invalid(field="metric", value=metric.value)
    for bound in (minimum, maximum):
        if bound is not None and not 0 <= bound <= SUM_MOST:
            raise Invalid(field="norm", value=str(bound))
    if minimum is not None and maximum is not None and minimum > maximum:
        raise Invalid(field="norm", value=f"{minimum} > {maximum}")


@needs(Permission.SET_GOALS)
async def set_plan(
    work: Work,
    metric: str,
    month: str,
    value: Decimal | None,
    *,
    team_id: TeamId | None = None,
    employee_id: EmployeeId | None = None,
) -> Plan | None:
    """What a month (YYYY-MM) shall bring a team, an employee, or with neither the company; money in major
    units. None: no plan. The same again changes nothing. Raises NotFound, Invalid.
    """
    metric, month = plan_metric(metric), a_month(month)
    if value is not None and not 0 <= value <= SUM_MOST:
        raise Invalid(field="value", value=str(value))
    await hold_company(work)
    scope = await _plan_scope(work, team_id, employee_id)
    whose = (
        Plan.scope == scope,
        Plan.team_id.is_(None) if team_id is None else Plan.team_id == team_id,
        Plan.employee_id.is_(None) if employee_id is None else Plan.employee_id == employee_id,
    )
    plan = await work.maybe(select(Plan).where(*whose, Plan.metric == metric, Plan.month == month))
    if value is None:
        if plan is not None:
            work.record("plan.removed", plan, {metric: [str(plan.value), None], "month": [month, None]})
            await work.session.delete(plan)
        return None
    if plan is None:
        plan = await work.add(
            Plan(
                scope=scope, team_id=team_id, employee_id=employee_id, metric=metric, month=month, value=value
            )
        )
        work.record("plan.set", plan, {"value": [None, str(value)]})
    else:
        work.change("plan.set", plan, value=value)
    return plan


async def _plan_scope(work: Work, team_id: TeamId | None, employee_id: EmployeeId | None) -> PlanScope:
    everything = work.actor.sees is None
    if team_id is not None and employee_id is not None:
        raise Invalid(field="scope", value="")
    if employee_id is not None:
        await _person(work, employee_id)
        return PlanScope.EMPLOYEE
    if team_id is not None:
        if not everything and team_id != work.actor.team_id:
            raise NotFound
        await work.one(select(Team.id).where(Team.id == team_id))
        return PlanScope.TEAM
    if not everything:
        raise NotFound
    return PlanScope.COMPANY


@needs(Permission.SET_GOALS)
async def set_norm(
    work: Work,
    metric: Metric,
    minimum: Decimal | None,
    maximum: Decimal | None,
    *,
    function: Function | None = None,
    employee_id: EmployeeId | None = None,
) -> Norm | None:
    """Bounds of a workday for an employee of one's scope, or (a director) for a whole function; without
    either bound: no norm. The same again changes nothing. Raises NotFound, Invalid.
    """
    check_norm(metric, minimum, maximum)
    if (function is None) == (employee_id is None):
        raise Invalid(field="scope", value="")
    await hold_company(work)
    if employee_id is not None:
        await _person(work, employee_id)
    elif work.actor.sees is not None:
        raise NotFound
    whose = Norm.function == function if employee_id is None else Norm.employee_id == employee_id
    norm = await work.maybe(select(Norm).where(whose, Norm.metric == metric.value))
    if minimum is None and maximum is None:
        if norm is not None:
            bounds = {"minimum": [_text(norm.minimum), None], "maximum": [_text(norm.maximum), None]}
            work.record("norm.removed", norm, bounds)
            await work.session.delete(norm)
        return None
    if norm is None:
        norm = await work.add(
            Norm(
                function=function,
                employee_id=employee_id,
                metric=metric.value,
                minimum=minimum,
                maximum=maximum,
            )
        )
        bounds = {"minimum": [None, _text(minimum)], "maximum": [None, _text(maximum)]}
        work.record("norm.set", norm, bounds)
    else:
        work.change("norm.set", norm, minimum=minimum, maximum=maximum)
    return norm


@needs(Permission.SEE_TEAM)
async def norms_in(read: Reading) -> list[Norm]:
    """The functions' norms, and those of the people of one's scope."""
    mine = within(read.actor, Norm.employee_id)
    return await read.all(
        select(Norm)
        .where(Norm.employee_id.is_(None) | mine)
        .order_by(Norm.function, Norm.employee_id, Norm.id)
    )


async def _person(work: Work, employee_id: EmployeeId) -> None:
    await work.one(select(Employee.id).where(Employee.id == employee_id, within(work.actor, Employee.id)))


def _text(bound: Decimal | None) -> str | None:
    return None if bound is None else str(bound)
