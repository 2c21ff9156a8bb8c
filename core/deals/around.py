"""What stands around a deal: people who decide, competitors, risks, products."""

from decimal import Decimal

from sqlalchemy import select

from core.access import Permission, needs, within
from core.clients.models import Contact
from core.deals.details import DealCompetitor, DealPerson, DealProduct, DealRisk, RiskLevel
from core.deals.models import Deal
from core.deals.moves import MOST
from core.deals.qualifying import own_deal
from core.errors import Invalid
from core.ids import CompetitorId, ContactId, DealId, DealProductId, ProductId, RiskId
from core.money import Money
from core.work import Reading, Work

TEXT_MOST = 500
NAME_MOST = 200
QUANTITY_MOST = Decimal(10) ** 9


@needs(Permission.MOVE_DEALS)
async def name_person(work: Work, deal_id: DealId, contact_id: ContactId, role: str | None) -> DealPerson:
    """A contact person of the deal's client has a say in it; `role`: in this deal. Raises NotFound."""
    deal = await own_deal(work, deal_id)
    contact = await work.one(
        select(Contact.id).where(Contact.id == contact_id, Contact.client_id == deal.client_id)
    )
    known = await work.maybe(
        select(DealPerson).where(DealPerson.deal_id == deal.id, DealPerson.contact_id == contact)
    )
    if known is None:
        known = await work.add(DealPerson(deal_id=deal.id, contact_id=contact, decision_role=role))
        work.record("deal.person_named", known, {"decision_role": [None, role]})
    else:
        work.change("deal.person_changed", known, decision_role=role)
    return known


@needs(Permission.MOVE_DEALS)
async def drop_person(work: Work, deal_id: DealId, contact_id: ContactId) -> None:
    """The person has no say in the deal; one who had none has none. Raises NotFound for the deal."""
    deal = await own_deal(work, deal_id)
    known = await work.maybe(
        select(DealPerson).where(DealPerson.deal_id == deal.id, DealPerson.contact_id == contact_id)
    )
    if known is not None:
        work.record("deal.person_dropped", known, {"contact_id": [known.contact_id, None]})
        await work.session.delete(known)


@needs(Permission.MOVE_DEALS)
async def note_competitor(
    work: Work,
    deal_id: DealId,
    name: str,
    *,
    price: Money | None = None,
    notes: str | None = None,
    won: bool = False,
    competitor_id: CompetitorId | None = None,
) -> DealCompetitor:
    """A competitor on the deal, a new one or `competitor_id` of it. Raises NotFound, Invalid."""
    clean = _line(name, NAME_MOST)
    if clean is None:
        raise Invalid(field="name", value="")
    if price is not None and not 0 <= price <= MOST:
        raise Invalid(field="price", value=price)
    deal = await own_deal(work, deal_id)
    if competitor_id is None:
        known = await work.add(DealCompetitor(deal_id=deal.id, name=clean))
        work.record("deal.competitor_noted", known)
    else:
        known = await work.take(
            DealCompetitor, DealCompetitor.id == competitor_id, DealCompetitor.deal_id == deal.id
        )
    values = {"name": clean, "price": price, "notes": _line(notes, TEXT_MOST), "won": won}
    work.change("deal.competitor_changed", known, **values)
    return known


@needs(Permission.MOVE_DEALS)
async def note_risk(
    work: Work,
    deal_id: DealId,
    text: str,
    *,
    level: RiskLevel = RiskLevel.MEDIUM,
    measure: str | None = None,
    risk_id: RiskId | None = None,
) -> DealRisk:
    """A risk of the deal and what is done against it, a new one or `risk_id`. Raises NotFound, Invalid."""
    clean = _line(text, TEXT_MOST)
    if clean is None:
        raise Invalid(field="text", value="")
    deal = await own_deal(work, deal_id)
    if risk_id is None:
        known = await work.add(DealRisk(deal_id=deal.id, text=clean, noted_at=work.now))
        work.record("deal.risk_noted", known)
    else:
        known = await work.take(DealRisk, DealRisk.id == risk_id, DealRisk.deal_id == deal.id)
    work.change("deal.risk_changed", known, text=clean, level=level, measure=_line(measure, TEXT_MOST))
    return known


@needs(Permission.MOVE_DEALS)
async def close_risk(work: Work, deal_id: DealId, risk_id: RiskId) -> DealRisk:
    """The risk is over; closing it twice changes nothing. Raises NotFound."""
    deal = await own_deal(work, deal_id)
    known = await work.take(DealRisk, DealRisk.id == risk_id, DealRisk.deal_id == deal.id)
    work.change("deal.risk_closed", known, closed_at=known.closed_at or work.now)
    return known


@needs(Permission.MOVE_DEALS)
async def put_product(
    work: Work,
    deal_id: DealId,
    product_id: ProductId,
    quantity: Decimal,
    price: Money,
    *,
    discount: Decimal | None = None,
    cost: Money | None = None,
    line_id: DealProductId | None = None,
) -> DealProduct:
    """A product on the deal: `price` and `cost` of one unit, `discount` in percent; a new line or `line_id`.

    Raises NotFound, Invalid.
    """
    _sane("quantity", quantity, QUANTITY_MOST, above_nothing=True)
    _sane("price", price, MOST)
    _sane("discount", discount or 0, 100)
    _sane("cost", cost or 0, MOST)
    deal = await own_deal(work, deal_id)
    if line_id is None:
        known = await work.add(
            DealProduct(deal_id=deal.id, product_id=product_id, quantity=quantity, price=price)
        )
        work.record("deal.product_put", known)
    else:
        known = await work.take(DealProduct, DealProduct.id == line_id, DealProduct.deal_id == deal.id)
    values = {"quantity": quantity, "price": price, "discount": discount, "cost": cost}
    work.change("deal.product_changed", known, product_id=product_id, **values)
    return known


@needs(Permission.MOVE_DEALS)
async def take_product_off(work: Work, deal_id: DealId, line_id: DealProductId) -> None:
    """One line less; a line that is gone is gone. Raises NotFound for the deal."""
    deal = await own_deal(work, deal_id)
    known = await work.maybe(
        select(DealProduct).where(DealProduct.id == line_id, DealProduct.deal_id == deal.id)
    )
    if known is not None:
        work.record("deal.product_off", known, {"product_id": [known.product_id, None]})
        await work.session.delete(known)


@needs(Permission.SEE_OWN)
async def products_of(read: Reading, deal_id: DealId) -> list[DealProduct]:
    """The product lines of a deal of one's scope."""
    return await read.all(
        select(DealProduct)
        .join(Deal, Deal.id == DealProduct.deal_id)
        .where(DealProduct.deal_id == deal_id, Deal.undone_at.is_(None), within(read.actor, Deal.owner_id))
        .order_by(DealProduct.id)
    )


def products_amount(lines: list[DealProduct]) -> Money:
    """What the lines come to, discounts taken off: each line half-even to minor units."""
    return Money(
        sum(round(line.quantity * line.price * (100 - (line.discount or Decimal(0))) / 100) for line in lines)
    )


def _line(text: str | None, most: int) -> str | None:
    """One clean line, None for nothing."""
    return " ".join((text or "").split())[:most] or None


def _sane(field: str, value: Decimal | int, most: Decimal | int, *, above_nothing: bool = False) -> None:
    if not 0 <= value <= most or (above_nothing and value == 0):
        raise Invalid(field=field, value=str(value))
