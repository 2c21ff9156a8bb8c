"""Starting a deal for a client by one tap."""

from sqlalchemy import func, select

from core.access import Permission, needs
from core.clients.search import client_of
from core.deals.kinds import PipelineKind
from core.deals.models import Deal
from core.deals.pipelines import pipelines_of
from core.desk.moving import open_with_events
from core.errors import Changed, NotFound
from core.ids import ClientId
from core.work import Reading, Work


@needs(Permission.SEE_OWN)
async def deals_count(read: Reading, client_id: ClientId) -> int:
    """How many deals a client of one's scope has ever had."""
    await client_of(read, client_id)
    question = select(func.count(Deal.id)).where(Deal.client_id == client_id, Deal.undone_at.is_(None))
    return (await read.session.execute(question)).scalar_one()


@needs(Permission.RECORD)
async def start_deal(work: Work, client_id: ClientId, *, expected: int) -> Deal:
    """A deal on the first stage of the sales pipeline. `expected`: how many deals the client had when the
    button was
    made; a second tap finds one more. Raises NotFound, Changed.
    """
    client = await client_of(work, client_id)
    if await deals_count(work, client_id) != expected:
        raise Changed
    funnels = await pipelines_of(work)
    chosen = next((funnel for funnel in funnels if funnel.pipeline.kind is PipelineKind.REACT), None)
    if chosen is None and not funnels:
        raise NotFound
    return await open_with_events(work, client.id, (chosen or funnels[0]).first_open.id, title=client.name)
