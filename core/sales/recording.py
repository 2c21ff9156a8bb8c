"""Writing down shipments and payments, and what a channel cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, column, func, select, table

from core.access import Permission, needs
from core.clients.editing import take_client
from core.clients.models import Channel, Client
from core.clients.search import client_of
from core.errors import Changed, Invalid, NotFound
from core.ids import ChannelId, ClientId, DealId, EmployeeId, ProductId, SaleId
from core.money import Money
from core.people.taking import taker
from core.people.typed import a_month, a_sum
from core.sales.lines import SaleLine, priced
from core.sales.models import ChannelCost, Payment, Sale
from core.sales.products import Product, SaleProduct
from core.work import Reading, Work

DEALS = table("deals", column("id"), column("client_id"), column("undone_at"))
"""By name, as the foreign keys have it: rooms of one floor do not know each other."""
AHEAD = timedelta(days=1)
"""Clocks differ; what is further off has not happened."""


@dataclass(frozen=True, slots=True)
class Takings:
    """What a client bought and paid, the newest first."""

    sales: tuple[Sale, ...]
    payments: tuple[Payment, ...]


@needs(Permission.SEE_OWN)
async def takings_from(read: Reading, client_id: ClientId) -> Takings:
    """Sales and payments of a client of one's scope; their numbers are what the records expect. Raises
    NotFound.
    """
    await client_of(read, client_id)
    sales = select(Sale).where(Sale.client_id == client_id).order_by(Sale.at.desc(), Sale.id.desc())
    payments = select(Payment).where(Payment.client_id == client_id)
    payments = payments.order_by(Payment.at.desc(), Payment.id.desc())
    return Takings(tuple(await read.all(sales)), tuple(await read.all(payments)))


@needs(Permission.RECORD)
async def record_sale(
    work: Work,
    client_id: ClientId,
    *,
    lines: Sequence[SaleLine] = (),
    revenue: Money | None = None,
    cost: Money | None = None,
    at: datetime | None = None,
    deal_id: DealId | None = None,
    seller: EmployeeId | None = None,
    expected: int | None = None,
) -> Sale:
    """A shipment to a client of one's scope, by lines of products or by plain sums, `at` (now), sold by the
    actor unless said. `expected`: how many sales the client had when it was asked for; a second tap finds
    one more. Raises NotFound, Invalid, Changed.
    """
    if bool(lines) == (revenue is not None) or (revenue is None) != (cost is None):
        raise Invalid(field="revenue", value="")
    client = await _client(work, client_id, deal_id)
    await _expect(work, select(func.count(Sale.id)).where(Sale.client_id == client.id), expected)
    sold = priced(lines, await _products(work, lines))
    sale = await work.add(
        Sale(
            client_id=client.id,
            deal_id=deal_id,
            at=_happened(work, at),
            revenue=a_sum(
                "revenue", Money(sum(line.revenue for line in sold) if revenue is None else revenue)
            ),
            cost=a_sum("cost", Money(sum(line.cost for line in sold) if cost is None else cost)),
            employee_id=work.actor.own_id if seller is None else (await taker(work, seller)).id,
        )
    )
    for line in sold:
        work.session.add(
            SaleProduct(
                sale_id=sale.id,
                product_id=line.product_id,
                quantity=line.quantity,
                revenue=line.revenue,
                cost=line.cost,
            )
        )
    work.record("sale.recorded", sale)
    return sale


@needs(Permission.RECORD)
async def record_payment(
    work: Work,
    client_id: ClientId,
    amount: Money,
    *,
    at: datetime | None = None,
    deal_id: DealId | None = None,
    sale_id: SaleId | None = None,
    expected: int | None = None,
) -> Payment:
    """Money from a client of one's scope, for a deal, for a sale (then for its deal), or at large.

    `expected`: how many payments the client had. Raises NotFound, Invalid, Changed.
    """
    if a_sum("amount", amount) == 0:
        raise Invalid(field="amount", value=0)
    client = await _client(work, client_id, deal_id)
    if sale_id is not None:
        sale = await work.one(select(Sale).where(Sale.id == sale_id, Sale.client_id == client.id))
        if deal_id is not None and sale.deal_id not in {None, deal_id}:
            raise Invalid(field="deal", value=deal_id)
        deal_id = deal_id or sale.deal_id
    await _expect(work, select(func.count(Payment.id)).where(Payment.client_id == client.id), expected)
    payment = await work.add(
        Payment(
            client_id=client.id,
            deal_id=deal_id,
            sale_id=sale_id,
            at=_happened(work, at),
            amount=amount,
        )
    )
    work.record("payment.recorded", payment)
    return payment


@needs(Permission.KEEP_HOUSE)
async def set_channel_cost(work: Work, channel_id: ChannelId, month: str, amount: Money | None) -> None:
    """What a channel cost in a month, YYYY-MM; None: unknown again. Raises NotFound, Invalid."""
    month = a_month(month)
    channel = await work.take(Channel, Channel.id == channel_id)
    kept = await work.maybe(
        select(ChannelCost).where(ChannelCost.channel_id == channel.id, ChannelCost.month == month)
    )
    before = None if kept is None else kept.amount
    if amount == before:
        return
    if amount is None and kept is not None:
        await work.session.delete(kept)
    elif amount is not None and kept is None:
        await work.add(ChannelCost(channel_id=channel.id, month=month, amount=a_sum("amount", amount)))
    elif amount is not None and kept is not None:
        kept.amount = a_sum("amount", amount)
    work.record("channel.cost_set", channel, {month: [before, amount]})


async def _client(work: Work, client_id: ClientId, deal_id: DealId | None) -> Client:
    """The client, locked: what is counted stays. The deal must be theirs."""
    client = await take_client(work, client_id)
    if deal_id is not None:
        theirs = select(DEALS.c.id).where(
            DEALS.c.id == deal_id, DEALS.c.client_id == client.id, DEALS.c.undone_at.is_(None)
        )
        if (await work.session.execute(theirs)).one_or_none() is None:
            raise NotFound
    return client


async def _products(work: Work, lines: Sequence[SaleLine]) -> dict[ProductId, Product]:
    wanted = {line.product_id for line in lines}
    found = await work.all(select(Product).where(Product.id.in_(wanted))) if wanted else []
    return {product.id: product for product in found}


async def _expect(work: Work, count: Select[int], expected: int | None) -> None:
    if expected is not None and await work.one(count) != expected:
        raise Changed


def _happened(work: Work, at: datetime | None) -> datetime:
    if at is not None and (at > work.now + AHEAD or at.year < 1990):
        raise Invalid(field="at", value=at.isoformat())
    return at or work.now
