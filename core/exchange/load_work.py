"""Activities and tasks, sales, complaints."""

from collections.abc import Iterable

from sqlalchemy import select

from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.deals.models import Deal
from core.exchange.rows import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import Values, pairs
from core.sales.models import Sale

FRESH_ACTIVITY: Values = {"text": "", "version": 0}
FRESH_TASK: Values = {
    "kind": "task", "title": "", "assignee_id": None, "author_id": None, "all_day": False, "version": 0,
}  # fmt: skip
FRESH_COMPLAINT: Values = {"text": "", "opened_by": None, "version": 0}


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


async def load_complaints(loading: Loading, table: Table) -> None:
    rows = [values for _, values in loading.resolve(table)]
    await loading.load(table, Complaint, FRESH_COMPLAINT, rows)
