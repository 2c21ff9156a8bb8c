"""Plans and norms: whose they are stands in one column, and in several attributes."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from core.exchange.bulk import Values
from core.exchange.reading import Row, Table
from core.exchange.state import Loading
from core.people.employees import Function
from core.sales.models import PlanScope

TEAM_SCOPE = "team:"


async def plans(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Known by scope, metric and month; the value is replaced."""
    return await _scoped(loading, table, rows, _plan_scope)


async def norms(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Known by scope and metric; both bounds are replaced."""
    return await _scoped(loading, table, rows, _norm_scope)


async def _scoped(
    loading: Loading,
    table: Table,
    rows: Sequence[Row],
    read: Callable[[Loading, str], Awaitable[Values | None]],
) -> list[Values]:
    found: list[Values] = []
    for row in rows:
        text = row.values.pop("scope")
        scope = await read(loading, text)
        if scope is not None:
            found.append(row.values | scope)
        elif "employees" not in loading.broken:
            loading.problems.add(table.problem(row, "scope", f"there is no {text!r}"))
    return found


async def _plan_scope(loading: Loading, text: str) -> Values | None:
    kind, team, person = PlanScope.EMPLOYEE, None, None
    if text == PlanScope.COMPANY:
        kind = PlanScope.COMPANY
    elif text.startswith(TEAM_SCOPE):
        kind = PlanScope.TEAM
        team = (await loading.ids("teams")).get(text.removeprefix(TEAM_SCOPE).strip())
    else:
        person = (await loading.ids("employees")).get(text)
    if kind is not PlanScope.COMPANY and team is None and person is None:
        return None
    return {"scope": kind, "team_id": team, "employee_id": person}


async def _norm_scope(loading: Loading, text: str) -> Values | None:
    if text in set(Function):
        return {"function": Function(text), "employee_id": None}
    person = (await loading.ids("employees")).get(text)
    return None if person is None else {"function": None, "employee_id": person}


def plan_scope_text(scope: PlanScope, team: str, person: str) -> str:
    """As the column `scope` has it."""
    if scope is PlanScope.COMPANY:
        return scope.value
    return TEAM_SCOPE + team if scope is PlanScope.TEAM else person


def norm_scope_text(function: Any, person: str) -> str:
    return function.value if isinstance(function, Function) else person
