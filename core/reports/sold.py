"""Sales of a span of time by the kind of each. Source: METRICS.md, The five sales-team metrics, 5."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Subquery, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from core.access import within
from core.clients.models import Client
from core.db.order import in_code_points
from core.db.types import UtcDateTime
from core.deals.kinds import DealKind
from core.deals.models import Deal
from core.money import Money
from core.people.calendars import local_day
from core.reports.facts import Span
from core.reports.slices import Slice, over_clients
from core.sales.models import Sale
from core.work import Reading

WON_BACK_DAYS = 365


@dataclass(slots=True)
class Takings:
    """What sales come to; money in minor units. `buyers`: clients among them."""

    sales: int = 0
    revenue: int = 0
    profit: int = 0
    buyers: int = 0


async def takings(read: Reading, span: Span, zone: str, cut: Slice) -> Takings:
    """All sales of one's scope and slice: added up in SQL, one statement without a kind in the slice."""
    if cut.kinds:
        return await _takings_by_kind(read, span, zone, cut)
    found = await read.session.execute(
        select(
            func.count(), func.coalesce(func.sum(Sale.revenue), 0),
            func.coalesce(func.sum(Sale.revenue - Sale.cost), 0), func.count(Sale.client_id.distinct()),
        )
        .where(span.holds(Sale.at), *_of_clients(read, cut))
    )  # fmt: skip
    count, revenue, profit, buyers = found.one()
    return Takings(count, int(revenue), int(profit), buyers)


async def profit_by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> dict[DealKind | None, Money]:
    """Profit of the sales of one's scope and slice by kind; a deal without a kind: None."""
    found: dict[DealKind | None, Money] = {}
    for kind, _, profit, _ in await _by_kind(read, span, zone, cut):
        found[kind] = Money(found.get(kind, 0) + profit)
    return found


async def _takings_by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> Takings:
    rows = await _by_kind(read, span, zone, cut)
    return Takings(
        len(rows), sum(row[1] for row in rows), sum(row[2] for row in rows), len({row[3] for row in rows})
    )


async def _by_kind(
    read: Reading, span: Span, zone: str, cut: Slice
) -> list[tuple[DealKind | None, int, int, int]]:
    """(kind, revenue, profit, client) of each sale. Two statements: sales with a deal, and without one."""
    columns = (Sale.revenue, Sale.revenue - Sale.cost, Sale.client_id)
    with_deal = await read.session.execute(
        select(Deal.kind, *columns)
        .join(Client, Client.id == Sale.client_id)
        .join(Deal, Deal.id == Sale.deal_id)
        .where(Deal.undone_at.is_(None), span.holds(Sale.at), *_whose(read, cut))
    )
    found = [(kind, revenue, profit, int(client)) for kind, revenue, profit, client in with_deal]
    ordered = _with_the_one_before(span)
    without_deal = await read.session.execute(
        select(ordered.c.at, ordered.c.before, *columns)
        .join(ordered, ordered.c.id == Sale.id)
        .join(Client, Client.id == Sale.client_id)
        .outerjoin(Deal, Deal.id == Sale.deal_id)
        .where(_without_deal(), span.holds(Sale.at), *_whose(read, cut))
    )
    found += [
        (_kind(at, before, zone), revenue, profit, int(client))
        for at, before, revenue, profit, client in without_deal
    ]
    return [row for row in found if not cut.kinds or row[0] in cut.kinds]


def _with_the_one_before(span: Span) -> Subquery:
    """Each sale of the clients who bought in the span, with the time of the client's sale before it."""
    bought = (
        select(Sale.client_id)
        .outerjoin(Deal, Deal.id == Sale.deal_id)
        .where(span.holds(Sale.at), _without_deal())
    )
    order = (Sale.at, by_name(Sale.external_id, Sale.id))
    before = func.lag(Sale.at, type_=UtcDateTime()).over(partition_by=Sale.client_id, order_by=order)
    return (
        select(Sale.id, Sale.at, before.label("before"))
        .where(Sale.at < span.end, Sale.client_id.in_(bought))
        .subquery("ordered")
    )


def _without_deal() -> ColumnElement[bool]:
    """Of no deal, or of one that was taken back."""
    return or_(Sale.deal_id.is_(None), Deal.undone_at.is_not(None))


def by_name(external: InstrumentedAttribute[Any], number: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """The order of ids as text, by code points on both databases; see core.reports.external."""
    return in_code_points(func.coalesce(external, literal("v") + cast(number, String)))


def _kind(at: datetime, before: datetime | None, zone: str) -> DealKind:
    if before is None:
        return DealKind.NEW
    days = (local_day(at, zone) - local_day(before, zone)).days
    return DealKind.WON_BACK if days > WON_BACK_DAYS else DealKind.REPEAT


def _of_clients(read: Reading, cut: Slice) -> Collection[ColumnElement[bool]]:
    """The same without a join: nothing to narrow asks nothing of the clients."""
    conditions = over_clients(cut)
    if read.actor.sees is None and not conditions:
        return ()
    return (Sale.client_id.in_(select(Client.id).where(within(read.actor, Client.owner_id), *conditions)),)


def _whose(read: Reading, cut: Slice) -> Collection[ColumnElement[bool]]:
    """A sale is sliced by its client."""
    return (within(read.actor, Client.owner_id), *over_clients(cut))
