"""What a draft does to a deal: its sum, its stage, a deal opened for it; and taking that back."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.capture.draft import Draft
from core.clients.models import Client
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.deals.moves import MovedOn, StageRequires, lacking, undo_deal
from core.deals.pipelines import pipelines_of, usual_funnel
from core.desk.drafts import StoredDraft
from core.desk.moving import move_with_events, open_with_events, take_move_back, take_opening_back
from core.ids import ContactId, DealId, MoveId, StageId
from core.money import MINOR, Money
from core.work import Work


@needs(Permission.RECORD)
async def move_deal_of(
    work: Work, stored: StoredDraft, draft: Draft, client: Client, *, later: bool
) -> DealId | None:
    """Amount, close date and stage go to the deal; a stage or a sum without an open deal opens one.

    Returns the deal. Raises NotFound, StageRequires, LostWantsReason.
    """
    amount = Money(draft.amount.value * MINOR) if draft.amount.value is not None else None
    stage = None
    if draft.stage.value is not None:
        stage = await work.one(select(Stage).where(Stage.id == StageId(draft.stage.value)))
    if stored.deal_id is None:
        return await _open(work, stored, draft, client, stage, amount, later=later)
    deal = await work.take(
        Deal, Deal.id == stored.deal_id, Deal.client_id == client.id, Deal.undone_at.is_(None)
    )
    _remember(stored, deal)
    values = {"amount": amount, "expected_close": stored.expected_close, "probability": stored.probability}
    work.change("deal.filled", deal, **{name: value for name, value in values.items() if value is not None})
    if draft.contact.value is not None and deal.contact_id is None:
        work.change("deal.filled", deal, contact_id=ContactId(draft.contact.value))
    stored.before = {**stored.before, "after": _kept(deal)}
    if stage is not None:
        moved = await move_with_events(
            work, deal.id, stage.id, lost_reason=draft.lost_reason.value, later=later, draft_id=stored.id
        )
        stored.move_id = moved.move.id if moved.move else None
    return deal.id


async def _open(
    work: Work,
    stored: StoredDraft,
    draft: Draft,
    client: Client,
    stage: Stage | None,
    amount: Money | None,
    *,
    later: bool,
) -> DealId | None:
    """A stage of a client without an open deal opens one there, a sum alone on the first stage of the usual
    pipeline; a refusal without a deal moves nothing.
    """
    if stage is None and amount is not None:
        stage = usual_funnel(await pipelines_of(work)).first_open
    if stage is None or stage.kind is StageKind.LOST:
        return None
    first = stage
    if stage.kind is not StageKind.OPEN:
        first = await work.one(
            select(Stage)
            .where(Stage.pipeline_id == stage.pipeline_id, Stage.kind == StageKind.OPEN)
            .order_by(Stage.position)
            .limit(1)
        )
    deal = await open_with_events(
        work, client.id, first.id, title=client.name, amount=amount, draft_id=stored.id
    )
    values = {
        "expected_close": stored.expected_close,
        "contact_id": draft.contact.value,
        "probability": stored.probability,
    }
    work.change("deal.filled", deal, **{name: value for name, value in values.items() if value is not None})
    missing = lacking(deal, stage)
    if missing and not later:
        raise StageRequires(missing, deal.id, stage.id)
    stored.deal_id = deal.id
    stored.opened_deal = True
    if stage.id != first.id:
        moved = await move_with_events(work, deal.id, stage.id, later=later, draft_id=stored.id)
        stored.move_id = moved.move.id if moved.move else None
    return deal.id


_KEPT = ("amount", "expected_close", "contact_id", "probability")


def _kept(deal: Deal) -> dict[str, str | None]:
    values = {name: getattr(deal, name) for name in (*_KEPT, "lost_reason")}
    return {name: None if value is None else str(value) for name, value in values.items()}


def _remember(stored: StoredDraft, deal: Deal) -> None:
    stored.before = {"before": _kept(deal)}


@needs(Permission.RECORD)
async def undo_deal_of(work: Work, stored: StoredDraft) -> None:
    """Take back the move, the opening, or what was filled and nobody changed since. Raises MovedOn."""
    before = stored.before.get("before", {})
    if stored.move_id is not None:
        await take_move_back(work, MoveId(stored.move_id), before)
    if stored.deal_id is None:
        return
    if stored.opened_deal:
        await take_opening_back(work, stored.deal_id)
        await _refuse_if_used(work, stored)
        await undo_deal(work, stored.deal_id)
        return
    deal = await work.take(Deal, Deal.id == stored.deal_id)
    after = stored.before.get("after", {})
    now = _kept(deal)
    back = {name: _read(name, before.get(name)) for name in _KEPT if now[name] == after.get(name)}
    work.change("deal.restored", deal, **back)


async def _refuse_if_used(work: Work, stored: StoredDraft) -> None:
    """A deal that others' records hang on by now stays."""
    for thing in (Activity, Task):
        used = select(thing.id).where(
            thing.deal_id == stored.deal_id,
            thing.undone_at.is_(None),
            (thing.draft_id != stored.id) | thing.draft_id.is_(None),
        )
        if await work.maybe(used.limit(1)) is not None:
            raise MovedOn


def _read(name: str, value: str | None) -> object:
    if value is None:
        return None
    if name == "expected_close":
        return datetime.fromisoformat(value).date()
    return Decimal(value) if name == "probability" else int(value)
