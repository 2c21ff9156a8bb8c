"""Sales of a span of time by the kind of each. Source: METRICS.md, The five sales-team metrics, 5."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
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

from core.clients.models import Client
from core.db.local_days import day_number, local_day_of
from core.db.once import materialized
from core.db.order import in_code_points
from core.deals.kinds import DealKind
from core.deals.models import Deal
from core.money import Money
from core.reports.external import external_id_of
from core.reports.facts import Span
from core.reports.slices import Conditions, Slice, clients_of
from core.sales.models import Sale
from core.work import Reading

WON_BACK_DAYS = 365
_OF_A_SALE = (Sale.revenue, (Sale.revenue - Sale.cost).label("profit"), Sale.client_id)


@dataclass(slots=True)
class Takings:
    """What sales come to; money in minor units. `buyers`: clients among them."""

    sales: int = 0
    revenue: int = 0
    profit: int = 0
    buyers: int = 0


async def takings(read: Reading, span: Span, zone: str, cut: Slice) -> Takings:
    """All sales of one's scope and slice, added up in SQL; one statement."""
    wanted: Conditions = ()
    if cut.kinds:
        sold = _by_kind(read, span, zone, cut)
        wanted = (sold.c.kind.in_([kind.value for kind in cut.kinds]),)
    else:
        of_span: Any = select(*_OF_A_SALE).where(span.holds(Sale.at), *of_clients(read, cut))
        sold = of_span.subquery("sold")
    sums = (func.coalesce(func.sum(sold.c[name]), 0) for name in ("revenue", "profit"))
    question = select(func.count(), *sums, func.count(sold.c.client_id.distinct())).where(*wanted)
    count, revenue, profit, buyers = (await read.session.execute(question.select_from(sold))).one()
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


def _by_kind(read: Reading, span: Span, zone: str, cut: Slice) -> Subquery:
    """`kind`, `revenue`, `profit` and `client_id` of each sale: the deal's kind, else by the sale before."""
    whose = (span.holds(Sale.at), *of_clients(read, cut))
    with_deal: Any = (
        select(cast(Deal.kind, String).label("kind"), *_OF_A_SALE)
        .join(Deal, Deal.id == Sale.deal_id)
        .where(Deal.undone_at.is_(None), *whose)
    )
    alone: Any = (
        select(*_OF_A_SALE, Sale.at, _one_before().label("before"))
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


def of_clients(read: Reading, cut: Slice) -> Conditions:
    """A sale is sliced by its client; nothing to narrow asks nothing of the clients."""
    whose = clients_of(read.actor, cut)
    return (Sale.client_id.in_(select(Client.id).where(*whose)),) if whose else ()
