"""Activities and tasks: what names a deal and no client is with the deal's client."""

from collections.abc import Sequence

from sqlalchemy import select

from core.deals.models import Deal
from core.exchange.bulk import Values
from core.exchange.reading import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import pairs


async def activities(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    good = await loading.resolve(table, rows)
    wanting = {
        row.values["deal_id"]
        for row in good
        if row.values.get("client_id") is None and row.values.get("deal_id") is not None
    }
    clients = await pairs(loading.work, select(Deal.id, Deal.client_id).where(Deal.id.in_(wanting)))
    return [
        row.values | {"client_id": row.values.get("client_id") or clients.get(row.values.get("deal_id"))}
        for row in good
    ]


async def tasks(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Without a first due time the promise is the due time."""
    return [
        row | {"first_due_at": row.get("first_due_at") or row.get("due_at")}
        for row in await activities(loading, table, rows)
    ]
