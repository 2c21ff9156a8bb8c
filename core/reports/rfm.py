"""Buyers by recency, frequency and money. Source: METRICS.md, Concentration and rfm."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from core.access import Permission, needs, within
from core.clients.models import Client
from core.ids import ClientId
from core.money import Money
from core.people.calendars import day_end, local_day
from core.people.company import company_of
from core.reports.external import external_id
from core.reports.facts import Span
from core.reports.period import last_days
from core.reports.slices import WHOLE, Slice, over_clients
from core.sales.models import Sale
from core.work import Reading

DAYS = 365
SCORES = 5


@dataclass(frozen=True, slots=True)
class RfmBuyer:
    """`recency`: days since the last sale; `frequency`: sales; `money`: revenue; `cell`: scores of 1 to 5."""

    client_id: ClientId
    external_id: str
    name: str
    recency: int
    frequency: int
    money: Money
    cell: str


@needs(Permission.SEE_FUNNEL)
async def rfm(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> tuple[RfmBuyer, ...]:  # noqa: A002 - the word of METRICS.md
    """Who of one's scope bought in the last 365 days, by id; one statement."""
    zone = (await company_of(read)).timezone
    span = Span(last_days(as_of, DAYS).starts(zone), day_end(as_of, zone))
    rows = await read.session.execute(
        select(
            Client.id,
            Client.external_id,
            Client.name,
            func.max(Sale.at),
            func.count(),
            func.sum(Sale.revenue),
        )
        .join(Sale, Sale.client_id == Client.id)
        .where(
            span.holds(Sale.at),
            Client.created_at < span.end,
            within(read.actor, Client.owner_id),
            *over_clients(slice),
        )
        .group_by(Client.id, Client.external_id, Client.name)
    )
    found = [
        (number, external_id(number, given), name, (as_of - local_day(last, zone)).days, count, int(money))
        for number, given, name, last, count, money in rows
        if last is not None
    ]
    recency = sorted(row[3] for row in found)
    frequency = sorted(-row[4] for row in found)
    money = sorted(-row[5] for row in found)
    buyers = (
        RfmBuyer(
            *row[:5],
            Money(row[5]),
            f"{_score(recency, row[3])}{_score(frequency, -row[4])}{_score(money, -row[5])}",
        )
        for row in found
    )
    return tuple(sorted(buyers, key=lambda buyer: buyer.external_id))


def _score(ordered: Sequence[int], value: int) -> int:
    """`ordered`: everybody's values, the best first. Who is strictly better stands before."""
    return SCORES - SCORES * bisect_left(ordered, value) // len(ordered)
