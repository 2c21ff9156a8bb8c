"""Which clients make the profit, and whether the talks go to them. Source: METRICS.md, Concentration."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import CTE, and_, case, func, or_, select

from core.access import Permission, needs
from core.activities.kinds import ActivityKind, Outcome
from core.activities.models import Activity
from core.clients.models import Client
from core.db.once import materialized
from core.db.order import in_code_points
from core.db.streams import made_of
from core.deals.models import Deal
from core.ids import ClientId
from core.money import Money
from core.people.company import company_of
from core.reports.external import external_id_of
from core.reports.facts import SIGNIFICANT_CALL_MINUTES, Span
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice, clients_of
from core.reports.sold import of_clients
from core.sales.models import Sale
from core.work import Reading

A_PERCENT, B_PERCENT = 80, 95


class Buyer(NamedTuple):
    """`place` is A, B or C of this list: not the client's own category."""

    client_id: ClientId
    external_id: str
    profit: Money
    place: str


@dataclass(frozen=True, slots=True)
class Pareto:
    """How much of the profit the first fifth of the buyers makes, and how many talks go to the A clients."""

    top20_share: Fraction | None
    time_share_a: Fraction | None


@needs(Permission.SEE_FUNNEL)
async def pareto(read: Reading, period: Period, *, slice: Slice = WHOLE) -> Pareto:  # noqa: A002 - the word of METRICS.md
    """The buyers of one's scope in the period; two statements."""
    zone = (await company_of(read)).timezone
    span = Span(period.starts(zone), period.ends(zone))
    buyers = _placed(read, span, slice)
    fifth = (buyers.c.buyers + 4) // 5
    top = case((buyers.c.rank <= fifth, buyers.c.profit), else_=0)
    sums = (func.coalesce(func.sum(column), 0) for column in (top, buyers.c.profit))
    first, whole = (await read.session.execute(select(*sums))).one()
    return Pareto(share(int(first), int(whole)), await _time_share(read, span, slice))


@needs(Permission.SEE_FUNNEL)
async def buyers_one_by_one(
    read: Reading,
    period: Period,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[Buyer]:
    """Those with a sale in the period by profit, descending, as they come."""
    zone = (await company_of(read)).timezone
    buyers = _placed(read, Span(period.starts(zone), period.ends(zone)), slice)
    question = select(*buyers.c["id", "external", "profit", "place"]).order_by(buyers.c.rank)
    return made_of(read.session, question, _buyer)


def _buyer(row: Any) -> Buyer:
    number, external, profit, place = row
    return Buyer(number, external, Money(int(profit)), place)


def _placed(read: Reading, span: Span, cut: Slice) -> CTE:
    """The buyers with their `rank`, how many `buyers` there are, and their `place`: A up to and with the
    client at which the running sum first reaches 80 % of the positive profits.
    """
    sums = (
        select(Sale.client_id, func.sum(Sale.revenue - Sale.cost).label("profit"))
        .where(span.holds(Sale.at), *of_clients(read, cut))
        .group_by(Sale.client_id)
        .subquery("sums")
    )
    named = materialized(
        select(
            sums.c.client_id.label("id"),
            external_id_of(Client.external_id, Client.id).label("external"),
            sums.c.profit,
        ).join(Client, Client.id == sums.c.client_id),
        "named",
    )
    order = (named.c.profit.desc(), in_code_points(named.c.external))
    gain = case((named.c.profit > 0, named.c.profit), else_=0)
    ranked = materialized(
        select(
            named,
            func.row_number().over(order_by=order).label("rank"),
            func.count().over().label("buyers"),
            func.coalesce(func.sum(gain).over(order_by=order, rows=(None, -1)), 0).label("before"),
            func.sum(gain).over().label("whole"),
        ),
        "ranked",
    )
    before, whole = 100 * ranked.c.before, ranked.c.whole
    place = case((before < A_PERCENT * whole, "A"), (before < B_PERCENT * whole, "B"), else_="C")
    return select(ranked, place.label("place")).cte("placed")


async def _time_share(read: Reading, span: Span, cut: Slice) -> Fraction | None:
    """Of the significant conversations with clients of the slice those with A clients."""
    call = and_(Activity.kind == ActivityKind.CALL, Activity.duration_min >= SIGNIFICANT_CALL_MINUTES)
    meeting = Activity.kind.in_((ActivityKind.MEETING, ActivityKind.VISIT))
    talked_to = func.coalesce(Activity.client_id, Deal.client_id)
    whose = clients_of(read.actor, cut)
    talks = (
        select(talked_to.label("client_id"), func.count().label("talks"))
        .select_from(Activity)
        .outerjoin(Deal, Deal.id == Activity.deal_id)
        .where(
            span.holds(Activity.at), Activity.undone_at.is_(None), Activity.outcome == Outcome.REACHED,
            or_(call, meeting), *((talked_to.in_(select(Client.id).where(*whose)),) if whose else ()),
        )
        .group_by(talked_to)
        .subquery("talks")
    )  # fmt: skip
    buyers = _placed(read, span, cut)
    best = select(buyers.c.id).where(buyers.c.place == "A")
    with_best = case((talks.c.client_id.in_(best), talks.c.talks), else_=0)
    sums = (func.coalesce(func.sum(column), 0) for column in (with_best, talks.c.talks))
    of_best, whole = (await read.session.execute(select(*sums).select_from(talks))).one()
    return share(int(of_best), int(whole))
