"""What somebody of another department sees: the documents of those deals on which they were given a task."""

from sqlalchemy import select

from core.access import Permission, needs
from core.activities.models import Task
from core.deals.details import Document
from core.deals.models import Deal
from core.errors import NotFound
from core.ids import DealId
from core.work import Reading


@needs(Permission.SEE_DOCUMENTS)
async def documents_for_task(read: Reading, deal_id: DealId) -> list[Document]:
    """The documents of a deal on which the actor has a task that is not cancelled. Raises NotFound."""
    given = select(Task.id).where(
        Task.deal_id == deal_id,
        Task.assignee_id == read.actor.own_id,
        Task.undone_at.is_(None),
        Task.cancelled_at.is_(None),
    )
    if await read.maybe(given.limit(1)) is None:
        raise NotFound
    return await read.all(
        select(Document)
        .join(Deal, Deal.id == Document.deal_id)
        .where(Document.deal_id == deal_id, Document.removed_at.is_(None), Deal.undone_at.is_(None))
        .order_by(Document.added_at.desc(), Document.id.desc())
    )
