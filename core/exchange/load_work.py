"""Activities and tasks, sales and plans."""

from collections.abc import Iterable

from sqlalchemy import select

from core.activities.models import Activity, Task
from core.deals.models import Deal
from core.exchange.rows import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import Tally, Values, add_rows, change_rows, pairs
from core.sales.models import Plan, PlanScope, Sale
from core.work import Work

TEAM_SCOPE = "team:"
FRESH_ACTIVITY: Values = {"text": "", "version": 0}
FRESH_TASK: Values = {
    "kind": "task", "title": "", "assignee_id": None, "author_id": None, "all_day": False, "version": 0,
}  # fmt: skip
_PlanKey = tuple[PlanScope, int | None, int | None, str, str]


async def load_activities(loading: Loading, table: Table) -> None:
    rows = await _with_clients(loading, loading.resolve(table))
    await loading.load(table, Activity, FRESH_ACTIVITY, rows)


async def load_tasks(loading: Loading, table: Table) -> None:
    """Without a first due time the promise is the due time."""
    rows = await _with_clients(loading, loading.resolve(table))
    promised = [row | {"first_due_at": row.get("first_due_at") or row.get("due_at")} for row in rows]
    await loading.load(table, Task, FRESH_TASK, promised)


async def load_sales(loading: Loading, table: Table) -> None:
    await loading.load(table, Sale, {}, [values for _, values in loading.resolve(table)])


async def _with_clients(loading: Loading, rows: Iterable[tuple[Row, Values]]) -> list[Values]:
    """What names a deal and no client takes the deal's client."""
    clients = await pairs(loading.work, select(Deal.id, Deal.client_id))
    return [
        values | {"client_id": values.get("client_id") or clients.get(values.get("deal_id"))}
        for _, values in rows
    ]


async def load_plans(loading: Loading, table: Table) -> None:
    """Known by scope, metric and month; the value is replaced."""
    known = await _known_plans(loading.work)
    added: list[Values] = []
    changed: list[Values] = []
    same = 0
    for row, values in loading.resolve(table):
        scope = _scope(loading, values["scope"])
        if scope is None:
            loading.problems.append(table.problem(row, "scope", f"there is no {values['scope']!r}"))
            continue
        stored = known.get((*scope, values["metric"], values["month"]))
        if stored is None:
            kind, team, employee = scope
            added.append(values | {"scope": kind, "team_id": team, "employee_id": employee})
        elif stored.value != values["value"]:
            changed.append({"id": stored.id, "value": values["value"]})
        else:
            same += 1
    await add_rows(loading.work, Plan, added)
    await change_rows(loading.work, Plan, changed)
    loading.done[table.file.name] = Tally(len(added), len(changed), same)


def _scope(loading: Loading, text: str) -> tuple[PlanScope, int | None, int | None] | None:
    if text == PlanScope.COMPANY:
        return PlanScope.COMPANY, None, None
    if text.startswith(TEAM_SCOPE):
        team = loading.ids["teams"].get(text.removeprefix(TEAM_SCOPE).strip())
        return None if team is None else (PlanScope.TEAM, team, None)
    employee = loading.ids["employees"].get(text)
    return None if employee is None else (PlanScope.EMPLOYEE, None, employee)


async def _known_plans(work: Work) -> dict[_PlanKey, Plan]:
    plans = await work.all(select(Plan).order_by(Plan.id))
    return {(plan.scope, plan.team_id, plan.employee_id, plan.metric, plan.month): plan for plan in plans}
