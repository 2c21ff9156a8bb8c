"""Sales of a span of time by the kind of each. Source: METRICS.md, The five sales-team metrics, 5."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from core.access import within
from core.clients.models import Client
from core.db.local_days import day_number, local_day_of
from core.db.once import materialized
from core.db.order import in_code_points
from core.deals.kinds import DealKind
from core.deals.models import Deal
from core.money import Money
from core.reports.external import external_id_of
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
    sold = select(Sale.revenue, (Sale.revenue - Sale.cost).label("profit"), Sale.client_id)
    of_span = sold.where(span.holds(Sale.at), *of_clients(read, cut)).subquery("sold")
    found = await read.session.execute(_taken(of_span.c))
    count, revenue, profit, buyers = found.one()
    return Takings(count, int(revenue), int(profit), buyers)


async def profit_by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> dict[DealKind | None, Money]:
    """Profit of the sales of one's scope and slice by kind; a deal without a kind: None. One statement."""
    sold = _by_kind(read, span, zone, cut)
    rows = await read.session.execute(select(sold.c.kind, func.sum(sold.c.profit)).group_by(sold.c.kind))
    return {
        None if kind is None else DealKind(kind): Money(int(profit))
        for kind, profit in rows
        if not cut.kinds or kind in cut.kinds
    }


async def _takings_by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> Takings:
    sold = _by_kind(read, span, zone, cut)
    found = await read.session.execute(
        _taken(sold.c).where(sold.c.kind.in_([kind.value for kind in cut.kinds]))
    )
    count, revenue, profit, buyers = found.one()
    return Takings(count, int(revenue), int(profit), buyers)


def _taken(of: Any) -> Select[Any]:
    """How many sales, their revenue, their profit, how many buyers."""
    taken: Any = select(
        func.count(),
        func.coalesce(func.sum(of.revenue), 0),
        func.coalesce(func.sum(of.profit), 0),
        func.count(of.client_id.distinct()),
    )
    return taken  # type: ignore[no-any-return]


def _by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> Subquery:
    """`kind`, `revenue`, `profit` and `client_id` of each sale: the deal's kind, else by the sale before."""
    columns = (Sale.revenue, (Sale.revenue - Sale.cost).label("profit"), Sale.client_id)
    whose = (span.holds(Sale.at), *of_clients(read, cut))
    with_deal: Any = (
        select(cast(Deal.kind, String).label("kind"), *columns)
        .join(Deal, Deal.id == Sale.deal_id)
        .where(Deal.undone_at.is_(None), *whose)
    )
    alone: Any = (
        select(*columns, Sale.at, _one_before().label("before"))
        .outerjoin(Deal, Deal.id == Sale.deal_id)
        .where(_without_deal(), *whose)
    )
    followed = materialized(alone, "followed")
    then, now = (day_number(local_day_of(followed.c[name], zone, span.end)) for name in ("before", "at"))
    kind = case(
        (followed.c.before.is_(None), DealKind.NEW.value),
        (now - then > WON_BACK_DAYS, DealKind.WON_BACK.value),
        else_=DealKind.REPEAT.value,
    )
    without_deal = select(kind.label("kind"), *followed.c["revenue", "profit", "client_id"])
    return union_all(with_deal, without_deal).subquery("sold")


def _one_before() -> ScalarSelect[datetime]:
    """When the client's sale before a sale was."""
    earlier = aliased(Sale)
    name, own_name = by_name(earlier.external_id, earlier.id), by_name(Sale.external_id, Sale.id)
    return (
        select(earlier.at)
        .where(
            earlier.client_id == Sale.client_id,
            earlier.at <= Sale.at,
            or_(earlier.at < Sale.at, name < own_name),
        )
        .order_by(earlier.at.desc())
        .limit(1)
        .correlate(Sale)
        .scalar_subquery()
    )


def _without_deal() -> ColumnElement[bool]:
    """Of no deal, or of one that was taken back."""
    return or_(Sale.deal_id.is_(None), Deal.undone_at.is_not(None))


def by_name(external: InstrumentedAttribute[Any], number: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """The order of ids as text, by code points on both databases; see core.reports.external."""
    return in_code_points(external_id_of(external, number))


def of_clients(read: Reading, cut: Slice) -> Collection[ColumnElement[bool]]:
    """A sale is sliced by its client; nothing to narrow asks nothing of the clients."""
    conditions = over_clients(cut)
    if read.actor.sees is None and not conditions:
        return ()
    return (Sale.client_id.in_(select(Client.id).where(within(read.actor, Client.owner_id), *conditions)),)
