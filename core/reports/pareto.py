"""Which clients make the profit, and whether the talks go to them. Source: METRICS.md, Concentration."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sqlalchemy import and_, func, or_, select

from core.access import Permission, needs, within
from core.activities.kinds import ActivityKind, Outcome
from core.activities.models import Activity
from core.clients.models import Client
from core.deals.models import Deal
from core.ids import ClientId
from core.money import Money
from core.people.company import company_of
from core.reports.external import external_id
from core.reports.facts import SIGNIFICANT_CALL_MINUTES, Span
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice, over_clients
from core.sales.models import Sale
from core.work import Reading

A_SHARE, B_SHARE = Fraction(80, 100), Fraction(95, 100)


@dataclass(frozen=True, slots=True)
class Buyer:
    """`place` is A, B or C of this list: not the client's own category."""

    client_id: ClientId
    external_id: str
    name: str
    profit: Money
    place: str


@dataclass(frozen=True, slots=True)
class Pareto:
    """Clients with a sale in the period by profit, descending."""

    clients: tuple[Buyer, ...]
    top20_share: Fraction | None
    time_share_a: Fraction | None


@needs(Permission.SEE_FUNNEL)
async def pareto(read: Reading, period: Period, *, slice: Slice = WHOLE) -> Pareto:  # noqa: A002 - the word of METRICS.md
    """The buyers of one's scope in the period; two statements."""
    zone = (await company_of(read)).timezone
    span = Span(period.starts(zone), period.ends(zone))
    rows = await read.session.execute(
        select(Client.id, Client.external_id, Client.name, func.sum(Sale.revenue - Sale.cost))
        .join(Sale, Sale.client_id == Client.id)
        .where(span.holds(Sale.at), within(read.actor, Client.owner_id), *over_clients(slice))
        .group_by(Client.id, Client.external_id, Client.name)
    )
    named = [(number, external_id(number, given), name, int(profit)) for number, given, name, profit in rows]
    named.sort(key=lambda row: (-row[3], row[1]))
    buyers = _placed(named)
    first = ceil(Fraction(len(buyers), 5))
    top = sum(buyer.profit for buyer in buyers[:first])
    a_clients = {buyer.client_id for buyer in buyers if buyer.place == "A"}
    return Pareto(
        clients=buyers,
        top20_share=share(top, sum(buyer.profit for buyer in buyers)),
        time_share_a=await _time_share(read, span, slice, a_clients),
    )


def _placed(rows: list[tuple[ClientId, str, str, int]]) -> tuple[Buyer, ...]:
    """A up to and with the client at which the running sum first reaches 80 % of the positive profits."""
    whole = sum(max(profit, 0) for *_, profit in rows)
    found, highest, running = [], 0, 0
    for number, external, name, profit in rows:
        place = "C"
        if whole and highest < A_SHARE * whole:
            place = "A"
        elif whole and highest < B_SHARE * whole:
            place = "B"
        running += profit
        highest = max(highest, running)
        found.append(Buyer(number, external, name, Money(profit), place))
    return tuple(found)


async def _time_share(read: Reading, span: Span, cut: Slice, a_clients: set[ClientId]) -> Fraction | None:
    """Of the significant conversations with clients of the slice those with A clients."""
    call = and_(Activity.kind == ActivityKind.CALL, Activity.duration_min >= SIGNIFICANT_CALL_MINUTES)
    meeting = Activity.kind.in_((ActivityKind.MEETING, ActivityKind.VISIT))
    talked_to = func.coalesce(Activity.client_id, Deal.client_id)
    rows = await read.session.execute(
        select(talked_to, func.count())
        .select_from(Activity)
        .outerjoin(Deal, Deal.id == Activity.deal_id)
        .outerjoin(Client, Client.id == talked_to)
        .where(
            span.holds(Activity.at), Activity.undone_at.is_(None), Activity.outcome == Outcome.REACHED,
            or_(call, meeting), within(read.actor, Client.owner_id), *over_clients(cut),
        )
        .group_by(talked_to)
    )  # fmt: skip
    talks: dict[ClientId | None, int] = {client: count for client, count in rows}  # noqa: C416 - rows are no pairs
    return share(sum(count for client, count in talks.items() if client in a_clients), sum(talks.values()))
