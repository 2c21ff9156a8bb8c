"""Documents of clients and deals: who may see them, adding and removing."""

from sqlalchemy import ColumnElement, or_, select

from core.access import Permission, needs, within
from core.clients.models import Client
from core.deals.details import Document
from core.deals.models import Deal
from core.errors import Invalid, NotFound
from core.ids import ClientId, DealId, DocumentId
from core.work import Reading, Work

NAME_MOST = 200


@needs(Permission.MOVE_DEALS)
async def add_document(
    work: Work,
    name: str,
    file: str,
    *,
    client_id: ClientId | None = None,
    deal_id: DealId | None = None,
    kind: str | None = None,
    size: int | None = None,
) -> Document:
    """A file of a client or a deal of one's scope. The same file there already is returned.

    Raises NotFound, Invalid (a document of nothing, without a name).
    """
    clean = " ".join(name.split())[:NAME_MOST]
    if not clean or not file or (client_id is None and deal_id is None):
        raise Invalid(field="document", value=clean)
    if deal_id is not None:
        mine = within(work.actor, Deal.owner_id)
        deal = await work.one(select(Deal).where(Deal.id == deal_id, Deal.undone_at.is_(None), mine))
        if client_id not in {None, deal.client_id}:
            raise NotFound
    else:
        await work.one(select(Client.id).where(Client.id == client_id, within(work.actor, Client.owner_id)))
    same = (Document.file == file, Document.client_id == client_id, Document.deal_id == deal_id)
    known = await work.maybe(select(Document).where(*same, Document.removed_at.is_(None)).limit(1))
    if known is not None:
        return known
    document = Document(
        client_id=client_id, deal_id=deal_id, name=clean, kind=kind, file=file, size=size,
        added_at=work.now, added_by=work.actor.id,
    )  # fmt: skip
    work.record("document.added", await work.add(document))
    return document


@needs(Permission.MOVE_DEALS)
async def remove_document(work: Work, document_id: DocumentId) -> Document:
    """Out of the lists; the row stays. Twice changes nothing. Raises NotFound."""
    document = await work.take(Document, Document.id == document_id, _seen(work))
    work.change("document.removed", document, removed_at=document.removed_at or work.now)
    return document


@needs(Permission.SEE_DOCUMENTS)
async def documents_of(
    read: Reading, *, client_id: ClientId | None = None, deal_id: DealId | None = None
) -> list[Document]:
    """Documents of a client (with those of their deals) or of a deal, newest first, as far as one sees them.

    What a colleague of another department sees besides: core.desk.colleagues.
    """
    of = Document.deal_id == deal_id if deal_id is not None else _of_client(client_id)
    return await read.all(
        select(Document)
        .where(of, Document.removed_at.is_(None), _seen(read))
        .order_by(Document.added_at.desc(), Document.id.desc())
    )


def _of_client(client_id: ClientId | None) -> ColumnElement[bool]:
    deals = select(Deal.id).where(Deal.client_id == client_id, Deal.undone_at.is_(None))
    return or_(Document.client_id == client_id, Document.deal_id.in_(deals))


def _seen(read: Reading) -> ColumnElement[bool]:
    clients = select(Client.id).where(within(read.actor, Client.owner_id))
    deals = select(Deal.id).where(within(read.actor, Deal.owner_id), Deal.undone_at.is_(None))
    return or_(Document.client_id.in_(clients), Document.deal_id.in_(deals))
