"""Moving a deal with all that follows: events of the stage, and a won lead becoming a deal."""

from sqlalchemy import select

from core.access import Permission, needs
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Stage
from core.deals.moves import Moved, move_deal, open_deal, undo_move
from core.desk.leads import hand_lead_on, take_lead_back
from core.desk.stage_events import arrive, take_arrival_back
from core.ids import ClientId, DealId, DraftId, MoveId, StageId
from core.money import Money
from core.work import Work

OPENED = "opened"
"""What the arrival of a new deal on its first stage is called."""


@needs(Permission.MOVE_DEALS)
async def move_with_events(
    work: Work,
    deal_id: DealId,
    to: StageId,
    *,
    version: int | None = None,
    lost_reason: str | None = None,
    later: bool = False,
    draft_id: DraftId | None = None,
) -> Moved:
    """Put a deal on another stage of its pipeline; what the stage brings comes along.

    Raises NotFound, Changed (by someone meanwhile), StageRequires, LostWantsReason.
    """
    moved = await move_deal(
        work, deal_id, to, version=version, lost_reason=lost_reason, later=later, draft_id=draft_id
    )
    if moved.move is not None:
        await arrive(work, moved.deal, moved.stage, key_of(moved.move.id))
        if moved.stage.kind is StageKind.WON:
            await hand_lead_on(work, moved.deal)
    return moved


@needs(Permission.RECORD)
async def open_with_events(
    work: Work,
    client_id: ClientId,
    stage_id: StageId,
    *,
    title: str,
    amount: Money | None = None,
    draft_id: DraftId | None = None,
) -> Deal:
    """A new deal of one's own on a stage, with what the stage brings. Raises NotFound."""
    deal = await open_deal(work, client_id, stage_id, title=title, amount=amount, draft_id=draft_id)
    stage = await work.one(select(Stage).where(Stage.id == deal.stage_id))
    await arrive(work, deal, stage, OPENED)
    return deal


@needs(Permission.MOVE_DEALS)
async def take_opening_back(work: Work, deal_id: DealId) -> None:
    """What came of opening a deal is taken back; the deal itself is the caller's."""
    await take_arrival_back(work, deal_id, OPENED)


@needs(Permission.MOVE_DEALS)
async def take_move_back(work: Work, move_id: MoveId, before: dict[str, str | None]) -> Deal:
    """Take back a move that is still the deal's last one, and what came of it.

    Raises MovedOn where the deal, or the one that a won lead became, moved on since.
    """
    deal = await undo_move(work, move_id, before)
    await take_arrival_back(work, deal.id, key_of(move_id))
    stage = await work.maybe(select(Stage).join(Move, Move.stage_id == Stage.id).where(Move.id == move_id))
    if stage is not None and stage.kind is StageKind.WON:
        await take_lead_back(work, deal)
    return deal


def key_of(move_id: int) -> str:
    """What an arrival by a move is called."""
    return f"move:{move_id}"
