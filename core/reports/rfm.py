"""Buyers by recency, frequency and money. Source: METRICS.md, Concentration and rfm."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from core.access import Permission, needs
from core.clients.models import Client
from core.db.local_days import local_day_of
from core.db.once import materialized
from core.db.streams import made_of
from core.ids import ClientId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.external import external_id_of
from core.reports.facts import Span
from core.reports.period import last_days
from core.reports.slices import WHOLE, Slice, clients_of
from core.sales.models import Sale
from core.work import Reading

DAYS = 365
SCORES = 5


class RfmBuyer(NamedTuple):
    """`recency`: days since the last sale; `frequency`: sales; `money`: revenue; `cell`: scores of 1 to 5."""

    client_id: ClientId
    external_id: str
    recency: int
    frequency: int
    money: Money
    cell: str


@needs(Permission.SEE_FUNNEL)
async def rfm(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[RfmBuyer]:
    """Who of one's scope bought in the last 365 days, as they come; one statement."""
    zone = (await company_of(read)).timezone
    span = Span(last_days(as_of, DAYS).starts(zone), day_end(as_of, zone))
    bought: Any = (
        select(
            Sale.client_id.label("id"),
            func.max(Sale.at).label("last"),
            func.count().label("sales"),
            func.sum(Sale.revenue).label("money"),
        )
        .where(span.holds(Sale.at))
        .group_by(Sale.client_id)
    )
    taken = materialized(bought, "bought")
    buyers = materialized(
        select(
            *taken.c["id", "sales", "money"],
            external_id_of(Client.external_id, Client.id).label("external"),
            local_day_of(taken.c["last"], zone, span.end).label("day"),
        )
        .join(Client, Client.id == taken.c.id)
        .where(Client.created_at < span.end, *clients_of(read.actor, slice)),
        "buyers",
    )
    scores = (_score(buyers.c[name]) for name in ("day", "sales", "money"))
    columns = [*buyers.c["id", "external", "day", "sales", "money"], *scores]

    def buyer(row: Any) -> RfmBuyer:
        number, external, day, sales, money, *scores = row
        cell = "{}{}{}".format(*scores)
        return RfmBuyer(number, external, (as_of - day).days, sales, Money(int(money)), cell)

    return made_of(read.session, select(*columns), buyer)


def _score(better: ColumnElement[Any]) -> ColumnElement[int]:
    """Five for who has most: who is strictly better stands before."""
    before = func.rank().over(order_by=better.desc()) - 1
    return SCORES - SCORES * before // func.count().over()
