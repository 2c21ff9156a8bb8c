"""Plans and norms, and what channels cost: rows without an id, known by what they speak of."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from core.db.base import Base
from core.exchange.rows import Table
from core.exchange.state import Loading
from core.exchange.storing import Tally, Values, add_rows, change_rows, table_of
from core.people.employees import Function
from core.sales.models import ChannelCost, Plan, PlanScope
from core.sales.norms import Norm

TEAM_SCOPE = "team:"


async def load_channel_costs(loading: Loading, table: Table) -> None:
    rows = [values for _, values in loading.resolve(table)]
    await _put(loading, table, ChannelCost, ("channel_id", "month"), rows)


async def load_plans(loading: Loading, table: Table) -> None:
    """Known by scope, metric and month; the value is replaced."""
    rows = _scoped(loading, table, _plan_scope)
    await _put(loading, table, Plan, ("scope", "team_id", "employee_id", "metric", "month"), rows)


async def load_norms(loading: Loading, table: Table) -> None:
    """Known by scope and metric; both bounds are replaced."""
    await _put(
        loading, table, Norm, ("function", "employee_id", "metric"), _scoped(loading, table, _norm_scope)
    )


def _scoped(loading: Loading, table: Table, read: Any) -> Iterable[Values]:
    for row, values in loading.resolve(table):
        scope = read(loading, values["scope"])
        if scope is None:
            loading.problems.append(table.problem(row, "scope", f"there is no {values['scope']!r}"))
        else:
            yield {name: value for name, value in values.items() if name != "scope"} | scope


def _plan_scope(loading: Loading, text: str) -> Values | None:
    if text == PlanScope.COMPANY:
        return {"scope": PlanScope.COMPANY, "team_id": None, "employee_id": None}
    if text.startswith(TEAM_SCOPE):
        team = loading.ids["teams"].get(text.removeprefix(TEAM_SCOPE).strip())
        return None if team is None else {"scope": PlanScope.TEAM, "team_id": team, "employee_id": None}
    person = loading.ids["employees"].get(text)
    return None if person is None else {"scope": PlanScope.EMPLOYEE, "team_id": None, "employee_id": person}


def _norm_scope(loading: Loading, text: str) -> Values | None:
    if text in set(Function):
        return {"function": Function(text), "employee_id": None}
    person = loading.ids["employees"].get(text)
    return None if person is None else {"function": None, "employee_id": person}


async def _put(
    loading: Loading, table: Table, model: type[Base], key: tuple[str, ...], rows: Iterable[Values]
) -> None:
    """Match rows by `key`: few rows, so all that are stored are read."""
    stored = table_of(model)
    known = {
        tuple(found[name] for name in key): found
        for found in (await loading.work.session.execute(select(stored).order_by(stored.c.id))).mappings()
    }
    added: list[Values] = []
    changed: list[Values] = []
    same = 0
    for row in rows:
        before = known.get(tuple(row[name] for name in key))
        if before is None:
            added.append(row)
        elif any(before[name] != value for name, value in row.items()):
            changed.append(row | {"id": before["id"]})
        else:
            same += 1
    await add_rows(loading.work, model, added)
    await change_rows(loading.work, model, changed)
    loading.done[table.file.name] = Tally(len(added), len(changed), same)
