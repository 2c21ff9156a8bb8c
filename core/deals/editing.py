"""Changing what stands on a deal itself, and giving it into other hands."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from core.access import Permission, needs
from core.clients.models import Channel, Contact
from core.deals.kinds import DealKind, SellerRole
from core.deals.models import Deal
from core.deals.moves import MOST
from core.deals.qualifying import own_deal
from core.errors import Invalid
from core.ids import ChannelId, ContactId, DealId, EmployeeId
from core.money import Money
from core.people.taking import taker
from core.work import Work

TITLE_MOST = 200
CAUSE_MOST = 500
Value = str | int | Decimal | date | bool | None
"""What a deal's column takes: None empties it."""

_EMPTIED = frozenset({
    "amount", "expected_close", "probability", "contact", "channel", "kind", "seller_role", "delay_cause",
})  # fmt: skip


@needs(Permission.MOVE_DEALS)
async def edit_deal(work: Work, deal_id: DealId, version: int, values: Mapping[str, Value]) -> Deal:
    """Set columns of a deal of one's scope: title, amount, expected_close, probability (percent), contact,
    channel, kind, seller_role, delay_cause, probability_follows.

    Raises NotFound, Changed (by someone meanwhile), Invalid.
    """
    deal = await own_deal(work, deal_id, version)
    columns: dict[str, object] = {}
    for field, value in values.items():
        columns |= await _column(work, deal, field, value)
    work.change("deal.edited", deal, **columns)
    return deal


async def _column(  # noqa: C901 - a line for each column
    work: Work, deal: Deal, field: str, value: Value
) -> dict[str, object]:
    if value is None and field in _EMPTIED:
        return {f"{field}_id" if field in {"contact", "channel"} else field: None}
    match field, value:
        case "title", str() if value.strip():
            return {"title": " ".join(value.split())[:TITLE_MOST]}
        case "delay_cause", str():
            return {"delay_cause": " ".join(value.split())[:CAUSE_MOST] or None}
        case "amount", int() if 0 <= value <= MOST and not isinstance(value, bool):
            return {"amount": Money(value)}
        case "probability", int() | Decimal() if 0 <= value <= 100 and not isinstance(value, bool):
            return {"probability": Decimal(value)}
        case "expected_close", date() if 2000 <= value.year <= 2100:
            return {"expected_close": value}
        case "kind", str() if value in set(DealKind):
            return {"kind": DealKind(value)}
        case "seller_role", str() if value in set(SellerRole):
            return {"seller_role": SellerRole(value)}
        case "probability_follows", bool():
            return {"probability_follows": value}
        case "contact", int():
            contact = select(Contact.id).where(
                Contact.id == ContactId(value), Contact.client_id == deal.client_id
            )
            return {"contact_id": await work.one(contact)}
        case "channel", int():
            return {"channel_id": await work.one(select(Channel.id).where(Channel.id == ChannelId(value)))}
    raise Invalid(field=field, value=str(value)[:CAUSE_MOST])


@needs(Permission.HAND_OVER)
async def give_deal(work: Work, deal_id: DealId, to: EmployeeId, *, version: int | None = None) -> Deal:
    """Put a deal of one's scope into other hands of the scope. Raises NotFound, Changed."""
    deal = await own_deal(work, deal_id, version)
    work.change("deal.given", deal, owner_id=(await taker(work, to)).id)
    return deal
