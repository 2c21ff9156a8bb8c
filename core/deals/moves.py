"""Opening deals, putting them on stages, filling what a stage wants, taking a move back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import select

from core.access import Permission, needs, within
from core.clients.models import Client, Contact
from core.deals.kinds import DealKind, StageKind
from core.deals.models import Deal, Move, Stage
from core.errors import CoreError, Invalid
from core.ids import ClientId, ContactId, DealId, DraftId, StageId
from core.money import Money
from core.work import Work

MOST = 10**13
REQUIRED_FIELDS = ("amount", "expected_close", "contact", "probability")


class StageRequires(CoreError):
    """The stage wants fields that the deal lacks; `fields` names them, in the order to ask."""

    message_id = "error-stage-requires"

    def __init__(self, fields: tuple[str, ...], deal_id: DealId, stage_id: StageId) -> None:
        super().__init__(field=fields[0])
        self.fields = fields
        self.deal_id = deal_id
        self.stage_id = stage_id


class LostWantsReason(CoreError):
    """A deal is not lost without a reason."""

    message_id = "error-lost-wants-reason"

    def __init__(self, deal_id: DealId, stage_id: StageId) -> None:
        super().__init__()
        self.deal_id = deal_id
        self.stage_id = stage_id


class MovedOn(CoreError):
    """What is to be undone lies under later moves."""

    message_id: ClassVar[str] = "error-moved-on"


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal after the act; `move` is None where it stood there already."""

    deal: Deal
    stage: Stage
    move: Move | None


def lacking(deal: Deal, stage: Stage) -> tuple[str, ...]:
    """The fields that `stage` requires and `deal` has empty. METRICS.md, Hygiene (c)."""
    value = {
        "amount": deal.amount,
        "expected_close": deal.expected_close,
        "contact": deal.contact_id,
        "probability": deal.probability,
    }
    return tuple(field for field in REQUIRED_FIELDS if field in stage.required and value[field] is None)


@needs(Permission.RECORD)
async def open_deal(
    work: Work,
    client_id: ClientId,
    stage_id: StageId,
    *,
    title: str,
    amount: Money | None = None,
    draft_id: DraftId | None = None,
) -> Deal:
    """A new deal of one's own on `stage_id`. Raises NotFound."""
    stage = await work.one(select(Stage).where(Stage.id == stage_id))
    client = await work.one(select(Client).where(Client.id == client_id))
    deal = await work.add(
        Deal(
            title=title[:200],
            client_id=client.id,
            pipeline_id=stage.pipeline_id,
            first_stage_id=stage.id,
            stage_id=stage.id,
            stage_since=work.now,
            owner_id=work.actor.own_id,
            channel_id=client.channel_id,
            kind=DealKind.NEW,
            amount=amount,
            created_at=work.now,
            draft_id=draft_id,
        )
    )
    work.record("deal.opened", deal)
    return deal


@needs(Permission.MOVE_DEALS)
async def move_deal(
    work: Work,
    deal_id: DealId,
    to: StageId,
    *,
    version: int | None = None,
    lost_reason: str | None = None,
    later: bool = False,
    draft_id: DraftId | None = None,
) -> Moved:
    """Put a deal on another stage of its pipeline.

    `later`: move now, the missing fields are asked for in the evening. Raises NotFound, Changed (by someone
    meanwhile), StageRequires, LostWantsReason.
    """
    deal = await work.take(
        Deal, Deal.id == deal_id, within(work.actor, Deal.owner_id), Deal.undone_at.is_(None), version=version
    )
    stage = await work.one(select(Stage).where(Stage.id == to, Stage.pipeline_id == deal.pipeline_id))
    if deal.stage_id == stage.id:
        return Moved(deal, stage, None)
    if stage.kind is StageKind.LOST and not lost_reason:
        raise LostWantsReason(deal.id, stage.id)
    missing = lacking(deal, stage)
    if missing and not later:
        raise StageRequires(missing, deal.id, stage.id)
    move = await work.add(
        Move(deal_id=deal.id, stage_id=stage.id, at=work.now, by_id=work.actor.id, draft_id=draft_id)
    )
    reason = lost_reason if stage.kind is StageKind.LOST else deal.lost_reason
    work.change("deal.moved", deal, stage_id=stage.id, stage_since=work.now, lost_reason=reason)
    return Moved(deal, stage, move)


@needs(Permission.MOVE_DEALS)
async def fill_deal(
    work: Work,
    deal_id: DealId,
    field: str,
    value: Money | date | ContactId | int | Decimal,
    *,
    version: int | None = None,
) -> Deal:
    """Set one of the fields that stages require. Raises NotFound, Changed (by someone meanwhile), Invalid."""
    deal = await work.take(
        Deal, Deal.id == deal_id, within(work.actor, Deal.owner_id), Deal.undone_at.is_(None), version=version
    )
    match field, value:
        case "amount", int():
            if not 0 <= value <= MOST:
                raise Invalid(field=field, value=value)
            work.change("deal.filled", deal, amount=Money(value))
        case "expected_close", date():
            work.change("deal.filled", deal, expected_close=value)
        case "contact", int():
            contact = await work.one(
                select(Contact).where(Contact.id == value, Contact.client_id == deal.client_id)
            )
            work.change("deal.filled", deal, contact_id=contact.id)
        case "probability", int() | Decimal():
            if not 0 <= value <= 100:
                raise Invalid(field=field, value=str(value))
            work.change("deal.filled", deal, probability=Decimal(value))
        case _:
            raise Invalid(field=field, value=str(value))
    return deal


@needs(Permission.MOVE_DEALS)
async def undo_move(work: Work, move_id: int, before: dict[str, str | None]) -> Deal:
    """Take back a move that is still the deal's last one. `before`: the reason that the deal had.

    Raises MovedOn where the deal moved on since.
    """
    move = await work.one(select(Move).where(Move.id == move_id))
    deal = await work.take(Deal, Deal.id == move.deal_id, within(work.actor, Deal.owner_id))
    standing = await work.all(
        select(Move)
        .where(Move.deal_id == deal.id, Move.undone_at.is_(None))
        .order_by(Move.at.desc(), Move.id.desc())
        .limit(2)
    )
    if not standing or standing[0].id != move.id:
        raise MovedOn
    move.undone_at = work.now
    stage_id, since = (
        (standing[1].stage_id, standing[1].at)
        if len(standing) > 1
        else (deal.first_stage_id, deal.created_at)
    )
    work.change(
        "deal.move_undone", deal, stage_id=stage_id, stage_since=since, lost_reason=before.get("lost_reason")
    )
    return deal


@needs(Permission.MOVE_DEALS)
async def undo_deal(work: Work, deal_id: DealId) -> Deal:
    """Take back a deal that a draft opened. Raises MovedOn where it has moved or something hangs on it
    since.
    """
    deal = await work.take(Deal, Deal.id == deal_id, within(work.actor, Deal.owner_id))
    moved = await work.maybe(
        select(Move.id).where(Move.deal_id == deal.id, Move.undone_at.is_(None)).limit(1)
    )
    if moved is not None:
        raise MovedOn
    work.change("deal.undone", deal, undone_at=work.now)
    return deal


def days_on_stage(deal: Deal, now: datetime) -> int:
    """Whole days since the deal came to its stage."""
    return max(0, (now - deal.stage_since).days)
