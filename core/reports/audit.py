"""The state of the client base at a month's end. Source: METRICS.md, Client-base audit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from core.access import Permission, needs, within
from core.activities.models import Task
from core.clients.keys import normalised_name, phone_digits
from core.clients.models import Client, Contact, ContactPhone
from core.deals.models import Deal
from core.ids import ClientId
from core.people.company import company_of
from core.reports.forgotten import forgotten
from core.reports.period import Period
from core.reports.segments import Segment, segments
from core.reports.slices import WHOLE, Slice, over_clients
from core.reports.standing import client_was_there, deal_was_there, task_was_open
from core.work import Reading

CATEGORIES = ("A", "B", "C")
NO_CATEGORY = "none"


@dataclass(frozen=True, slots=True)
class Audit:
    """`moved`: how many went from one segment to another within the month, only what changed."""

    total: int
    new: int
    by_segment: Mapping[Segment, int]
    by_category: Mapping[str, int]
    moved: Mapping[tuple[Segment, Segment], int]
    without_owner: int
    without_contact_person: int
    without_next_step: int
    forgotten: int
    duplicates: int


@needs(Permission.SEE_FUNNEL)
async def audit(read: Reading, month: Period, *, slice: Slice = WHOLE) -> Audit:  # noqa: A002 - the word of METRICS.md
    """The clients of one's scope as of the month's end, archived left out.

    Duplicates are looked for in the whole base, also outside the scope: only their number is told.
    """
    zone = (await company_of(read)).timezone
    start, until = month.starts(zone), month.ends(zone)
    now = await segments(read, month.last, slice=slice)
    before = await _placed(read, month.first - timedelta(days=1), slice)
    moves = Counter(
        (before[client.client_id], client.segment)
        for client in now.clients
        if client.client_id in before and before[client.client_id] is not client.segment
    )
    lacking = await _lacking(read, until, slice)
    alike = await _alike(read, until)
    categories = Counter(
        client.category if client.category in CATEGORIES else NO_CATEGORY for client in now.clients
    )
    return Audit(
        total=len(now.clients),
        new=sum(start <= client.created_at < until for client in now.clients),
        by_segment=now.by_segment,
        by_category={name: categories[name] for name in (*CATEGORIES, NO_CATEGORY)},
        moved=moves,
        without_owner=lacking[0],
        without_contact_person=lacking[1],
        without_next_step=lacking[2],
        forgotten=len((await forgotten(read, month.last, slice=slice)).clients),
        duplicates=sum(client.client_id in alike for client in now.clients),
    )


async def _placed(read: Reading, as_of: date, cut: Slice) -> dict[ClientId, Segment]:
    return {client.client_id: client.segment for client in (await segments(read, as_of, slice=cut)).clients}


async def _lacking(read: Reading, until: datetime, cut: Slice) -> tuple[int, int, int]:
    """Clients without an owner, without a contact person, without a next step."""
    person = exists().where(Contact.client_id == Client.id).correlate(Client)
    found = await read.session.execute(
        select(_count(Client.owner_id.is_(None)), _count(~person), _count(~_step(until)))
        .select_from(Client)
        .where(client_was_there(until), within(read.actor, Client.owner_id), *over_clients(cut))
    )
    without_owner, without_person, without_step = found.one()
    return without_owner, without_person, without_step


def _step(until: datetime) -> ColumnElement[bool]:
    on_client = exists().where(Task.client_id == Client.id, task_was_open(until)).correlate(Client)
    on_deal = (
        exists()
        .where(
            Task.deal_id == Deal.id, Deal.client_id == Client.id, deal_was_there(until), task_was_open(until)
        )
        .correlate(Client)
    )
    return or_(on_client, on_deal)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


async def _alike(read: Reading, until: datetime) -> set[ClientId]:
    """Clients of the whole base that share an INN, a normalised name or a phone with another one."""
    there = client_was_there(until)
    clients = await read.session.execute(select(Client.id, Client.inn, Client.name).where(there))
    marks: list[tuple[ClientId, str | None, str | None]] = [
        (number, (inn or "").strip() or None, normalised_name(name) or None) for number, inn, name in clients
    ]
    first = select(Contact.client_id, Contact.phone).join(Client, Client.id == Contact.client_id).where(there)
    further = (
        select(Contact.client_id, ContactPhone.phone)
        .join(Contact, Contact.id == ContactPhone.contact_id)
        .join(Client, Client.id == Contact.client_id)
        .where(there)
    )
    phones = [
        (number, phone_digits(phone))
        for question in (first, further)
        for number, phone in await read.session.execute(question)
    ]
    return (
        _sharing((number, inn) for number, inn, _ in marks)
        | _sharing((number, name) for number, _, name in marks)
        | _sharing(phones)
    )


def _sharing(marks: Iterable[tuple[ClientId, Any]]) -> set[ClientId]:
    """Whose mark another one has too; no mark matches nothing."""
    held: dict[Any, set[ClientId]] = defaultdict(set)
    for number, mark in marks:
        if mark:
            held[mark].add(number)
    return {number for holders in held.values() if len(holders) > 1 for number in holders}
