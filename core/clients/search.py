"""Finding clients by part of a name, phone, INN or contact."""

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, literal, or_, select, true

from core.access import Actor, Permission, needs
from core.audit import Look
from core.clients.keys import phone_digits, search_key
from core.clients.models import Client, ClientAlias, Contact, ContactPhone
from core.ids import ClientId
from core.work import Reading

T = TypeVar("T")

PAGE = 8
NAME_MOST = 200
WORD_MOST = 4
"""«ИНН 7701», «тел. 912»: with more letters than that the digits are an hour or a sum of a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of clients, and whether more follow."""

    clients: tuple[Client, ...]
    more: bool


def in_scope(actor: Actor) -> ColumnElement[bool]:
    """Clients that the actor owns or whose owner the actor heads. Those without an owner: only who sees
    all.
    """
    return true() if actor.sees is None else Client.owner_id.in_(actor.sees)


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@needs(Permission.SEE_OWN)
async def search_clients(read: Reading, query: str = "", page: int = 0) -> Found:
    """Clients of one's scope, archived left out; an empty query lists them all, by name."""
    read.look(Look.LIST)
    question = select(Client).where(in_scope(read.actor), Client.archived_at.is_(None))
    key = search_key(query)[:NAME_MOST]
    if key:
        question = question.where(_matches(key, everything=read.actor.sees is None))
    return Found(*await page_of(read, question.order_by(Client.search_key, Client.id), page))


@needs(Permission.SEE_OWN)
async def page_of(read: Reading, question: Select[T], page: int) -> tuple[tuple[T, ...], bool]:
    """One page of what a question finds, and whether more follow. Whose it is, the question says."""
    rows = await read.all(question.offset(max(page, 0) * PAGE).limit(PAGE + 1))
    return tuple(rows[:PAGE]), len(rows) > PAGE


def _matches(key: str, *, everything: bool) -> ColumnElement[bool]:
    """`everything`: whether all clients are asked about, and not those of a few people."""
    like = _like(key)

    def some(*where: ColumnElement[bool]) -> ColumnElement[bool]:
        """PostgreSQL makes of EXISTS within OR a table of all contacts; so it looks at one's own alone."""
        found = select(literal(1)).where(*where).correlate(Client)
        return found.exists() if everything else found.limit(1).scalar_subquery().is_not(None)

    ways: list[ColumnElement[bool]] = [
        Client.search_key.like(like, escape="\\"),
        some(Contact.client_id == Client.id, Contact.search_key.like(like, escape="\\")),
        some(
            ClientAlias.client_id == Client.id,
            ClientAlias.undone_at.is_(None),
            ClientAlias.alias.like(like, escape="\\"),
        ),
    ]
    digits = phone_digits(key) if sum(map(str.isalpha, key)) <= WORD_MOST else None
    if digits and len(digits) >= 4:
        ways.append(Client.inn.like(f"{digits}%"))
        ways.append(some(Contact.client_id == Client.id, Contact.phone_digits.like(f"%{digits}%")))
        ways.append(
            some(
                Contact.client_id == Client.id,
                ContactPhone.contact_id == Contact.id,
                ContactPhone.phone_digits.like(f"%{digits}%"),
            )
        )
    return or_(*ways)


@cache
def _client_by_id(everything: bool) -> Select[Client]:
    question = select(Client).where(Client.id == bindparam("client"))
    return question if everything else question.where(Client.owner_id.in_(bindparam("sees", expanding=True)))


@needs(Permission.SEE_OWN)
async def client_of(read: Reading, client_id: ClientId) -> Client:
    """Raises NotFound."""
    return await read.one(_client_by_id(read.actor.sees is None), client=client_id, sees=read.actor.sees)


@needs(Permission.SEE_OWN)
async def contacts_of(read: Reading, client_id: ClientId) -> list[Contact]:
    """The contact persons of a client of one's scope. Raises NotFound."""
    await client_of(read, client_id)
    return await read.all(
        select(Contact).where(Contact.client_id == client_id).order_by(Contact.name, Contact.id)
    )
