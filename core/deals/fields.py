"""Own fields of deals."""

from core.access import Permission, needs, within
from core.clients.field_keeping import fill_field
from core.clients.fields import FieldOf
from core.deals.models import Deal
from core.ids import DealId
from core.work import Work


@needs(Permission.MOVE_DEALS)
async def set_deal_field(
    work: Work, deal_id: DealId, name: str, text: str, *, version: int | None = None
) -> Deal:
    """Fill an own field of a deal; an empty text empties it. Raises NotFound, Changed, Invalid."""
    deal = await work.take(
        Deal, Deal.id == deal_id, within(work.actor, Deal.owner_id), Deal.undone_at.is_(None), version=version
    )
    await fill_field(work, FieldOf.DEAL, deal, name, text)
    return deal
