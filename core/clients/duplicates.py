"""Clients that may be one and the same. Source: METRICS.md, Client-base audit (what counts as equal)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sqlalchemy import select, union_all

from core.access import Permission, needs
from core.clients.keys import email_key, normalised_name, phone_digits
from core.clients.models import Client, Contact, ContactPhone
from core.clients.search import in_scope
from core.ids import ClientId
from core.work import Reading

CROWD = 12
"""Of more clients that share one value (a call centre's phone) each is paired with the first alone."""


class SameBy(StrEnum):
    """What two clients share, the surest first."""

    INN = "inn"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"


Mark = tuple[SameBy, str]


@dataclass(frozen=True, slots=True)
class Suspects:
    """Two clients, the elder first, and all that they share."""

    elder: ClientId
    younger: ClientId
    reasons: tuple[SameBy, ...]


@needs(Permission.MERGE_CLIENTS)
async def suspected_pairs(read: Reading) -> tuple[Suspects, ...]:
    """Pairs of one's scope, archived left out; those that share most come first."""
    holders: dict[Mark, list[ClientId]] = {}
    for mark, client in sorted(await _marks(read, archived=False), key=lambda found: found[1]):
        holders.setdefault(mark, []).append(client)
    reasons: dict[tuple[ClientId, ClientId], set[SameBy]] = {}
    for (why, _), clients in holders.items():
        for pair in _pairs(clients):
            reasons.setdefault(pair, set()).add(why)
    found = [Suspects(*pair, _ordered(shared)) for pair, shared in reasons.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.reasons), one.elder, one.younger)))


@needs(Permission.RECORD)
async def possible_duplicates(
    read: Reading, name: str, *, inn: str | None = None, phones: Sequence[str] = (), email: str | None = None
) -> tuple[tuple[ClientId, tuple[SameBy, ...]], ...]:
    """Clients of one's scope, archived ones too, that share something with one about to be opened."""
    asked = {
        (SameBy.INN, inn or ""),
        (SameBy.NAME, normalised_name(name)),
        (SameBy.EMAIL, email_key(email) or ""),
        *((SameBy.PHONE, phone_digits(phone) or "") for phone in phones),
    }
    shared: dict[ClientId, set[SameBy]] = {}
    for mark, client in await _marks(read, archived=True):
        if mark in asked:
            shared.setdefault(client, set()).add(mark[0])
    found = [(client, _ordered(reasons)) for client, reasons in shared.items()]
    return tuple(sorted(found, key=lambda one: (-len(one[1]), one[0])))


async def _marks(read: Reading, *, archived: bool) -> set[tuple[Mark, ClientId]]:
    """All that the clients of one's scope can be known by; empty values match nothing. Two statements."""
    mine = [in_scope(read.actor)] if archived else [in_scope(read.actor), Client.archived_at.is_(None)]
    clients = await read.session.execute(select(Client.id, Client.inn, Client.name_key).where(*mine))
    people = (
        select(Contact.client_id, Contact.phone_digits, Contact.email)
        .join(Client, Client.id == Contact.client_id)
        .where(*mine)
    )
    further = (
        select(Contact.client_id, ContactPhone.phone_digits, Contact.email)
        .join(Client, Client.id == Contact.client_id)
        .join(ContactPhone, ContactPhone.contact_id == Contact.id)
        .where(*mine)
    )
    reached = await read.session.execute(union_all(people, further))
    found = {*_of_clients(clients), *_of_people(reached)}
    return {(mark, client) for mark, client in found if mark[1]}


def _of_clients(rows: Iterable[tuple[ClientId, str | None, str]]) -> Iterator[tuple[Mark, ClientId]]:
    for client, inn, name_key in rows:
        yield (SameBy.INN, inn or ""), client
        yield (SameBy.NAME, name_key), client


def _of_people(rows: Iterable[tuple[ClientId, str | None, str | None]]) -> Iterator[tuple[Mark, ClientId]]:
    for client, phone, email in rows:
        yield (SameBy.PHONE, phone or ""), client
        yield (SameBy.EMAIL, email_key(email) or ""), client


def _pairs(clients: Sequence[ClientId]) -> Iterable[tuple[ClientId, ClientId]]:
    if len(clients) <= CROWD:
        return combinations(clients, 2)
    return ((clients[0], other) for other in clients[1:])


def _ordered(reasons: set[SameBy]) -> tuple[SameBy, ...]:
    return tuple(reason for reason in SameBy if reason in reasons)
