"""Opening clients, writing down what is known of them, archiving them, giving them to somebody else."""

from typing import Any, ClassVar, Unpack

from sqlalchemy import func, select

from core.access import Permission, needs
from core.clients.facts import ClientDetails, ClientFacts, client_columns
from core.clients.keys import search_key
from core.clients.models import Channel, Client
from core.clients.search import in_scope
from core.errors import Changed, CoreError
from core.ids import ClientId, EmployeeId
from core.people.company import company_of, hold_company
from core.people.taking import taker
from core.work import Reading, Work


class DuplicateInn(CoreError):
    """A client of the company has this INN already. `client_id`: that one, where the actor may see it."""

    message_id: ClassVar[str] = "error-duplicate-inn"

    def __init__(self, client_id: ClientId | None) -> None:
        super().__init__()
        self.client_id = client_id


@needs(Permission.RECORD)
async def take_client(work: Work, client_id: ClientId, *, version: int | None = None) -> Client:
    """A client of one's scope, locked for the change. Raises NotFound, Changed."""
    return await work.take(Client, Client.id == client_id, in_scope(work.actor), version=version)


@needs(Permission.SEE_OWN)
async def namesakes(read: Reading, name: str) -> int:
    """How many clients of one's scope bear just this name: what `create_client` expects."""
    same = select(func.count(Client.id)).where(in_scope(read.actor), Client.search_key == search_key(name))
    return (await read.session.execute(same)).scalar_one()


@needs(Permission.RECORD)
async def create_client(
    work: Work, name: str, *, expected: int | None = None, **details: Unpack[ClientDetails]
) -> Client:
    """A new client of one's own. `expected`: how many `namesakes` there were when it was asked for; a second
    tap finds one more. Raises Invalid, WrongInn, DuplicateInn, NotFound (the channel), Changed.
    """
    owner = work.actor.own_id
    columns = await _columns(work, {"name": name, **details}, None)
    if expected is not None:
        await hold_company(work)
        if await namesakes(work, columns["name"]) != expected:
            raise Changed
    client = await work.add(Client(owner_id=owner, created_at=work.now, **columns))
    work.record("client.created", client)
    return client


@needs(Permission.EDIT_CLIENTS)
async def edit_client(
    work: Work, client_id: ClientId, *, version: int | None = None, **facts: Unpack[ClientFacts]
) -> Client:
    """Set what is given, None empties. Raises NotFound, Changed, Invalid, WrongInn, DuplicateInn."""
    client = await take_client(work, client_id, version=version)
    work.change("client.edited", client, **await _columns(work, facts, client))
    if "name" in facts:
        client.keyed_as = None
    return client


@needs(Permission.EDIT_CLIENTS)
async def archive_client(work: Work, client_id: ClientId, *, version: int | None = None) -> Client:
    """Out of all lists of things to do; history keeps it. Twice changes nothing. Raises NotFound,
    Changed.
    """
    client = await take_client(work, client_id, version=version)
    work.change("client.archived", client, archived_at=client.archived_at or work.now)
    return client


@needs(Permission.EDIT_CLIENTS)
async def unarchive_client(work: Work, client_id: ClientId, *, version: int | None = None) -> Client:
    """Back from the archive. Twice changes nothing. Raises NotFound, Changed."""
    client = await take_client(work, client_id, version=version)
    work.change("client.unarchived", client, archived_at=None)
    return client


@needs(Permission.HAND_OVER)
async def give_client(
    work: Work, client_id: ClientId, to: EmployeeId, *, version: int | None = None
) -> Client:
    """Another owner out of one's scope, who sells and is in the department. Deals and tasks stay where they
    are. Raises NotFound, Changed.
    """
    client = await take_client(work, client_id, version=version)
    work.change("client.given", client, owner_id=(await taker(work, to)).id)
    return client


async def _columns(work: Work, facts: ClientFacts, client: Client | None) -> dict[str, Any]:
    """The columns to set on `client` (None: a new one), held against the rest of the base."""
    columns = client_columns(facts, (await company_of(work)).country)
    inn, channel = columns.get("inn"), columns.get("channel_id")
    if channel is not None:
        await work.one(select(Channel.id).where(Channel.id == channel))
    if inn is not None and (client is None or client.inn != inn):
        await _refuse_held(work, inn)
    return columns


async def _refuse_held(work: Work, inn: str) -> None:
    """One at a time: two people who write the same INN at once must not both be first."""
    await hold_company(work)
    holders = select(Client.id).where(Client.inn == inn).order_by(Client.archived_at.is_not(None), Client.id)
    if (await work.maybe(holders.limit(1))) is not None:
        raise DuplicateInn(await work.maybe(holders.where(in_scope(work.actor)).limit(1)))
