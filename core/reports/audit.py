"""The state of the client base at a month's end. Source: METRICS.md, Client-base audit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    case,
    exists,
    func,
    or_,
    select,
    union,
    union_all,
)

from core.access import Permission, needs
from core.activities.models import Task
from core.clients.models import Client, Contact, ContactPhone
from core.db.counting import count_where
from core.db.once import materialized
from core.deals.models import Deal
from core.ids import ClientId
from core.people.company import company_of
from core.reports.forgotten import forgotten_by_owner
from core.reports.period import Period
from core.reports.segments import Placing, Segment
from core.reports.slices import WHOLE, Slice, clients_of
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
    company = await company_of(read)
    start, until = month.starts(company.timezone), month.ends(company.timezone)
    whose = (client_was_there(until), *clients_of(read.actor, slice))
    total = new = 0
    segments: Counter[Segment] = Counter()
    categories: Counter[str] = Counter()
    moved: Counter[tuple[Segment, Segment]] = Counter()
    for count, newcomers, category, name, before in await read.session.execute(
        _placed(month, company.timezone, start, *whose)
    ):
        segment = Segment(name)
        total, new = total + count, new + newcomers
        segments[segment] += count
        categories[category] += count
        if before not in (None, name):
            moved[Segment(before), segment] += count
    owner, person, step, duplicates = await _lacking(read, until, *whose)
    silent = await forgotten_by_owner(read, month.last, slice=slice)
    return Audit(
        total=total,
        new=new,
        by_segment={one: segments[one] for one in Segment},
        by_category={name: categories[name] for name in (*CATEGORIES, NO_CATEGORY)},
        moved=moved,
        without_owner=owner,
        without_contact_person=person,
        without_next_step=step,
        forgotten=sum(silent.values()),
        duplicates=duplicates,
    )


def _placed(month: Period, zone: str, start: datetime, *whose: ColumnElement[bool]) -> Select[Any]:
    """How many clients, and how many of them new, by category, segment, and segment before the month (None
    for who was not there).
    """
    now, then = Placing(month.last, zone), Placing(month.first - timedelta(days=1), zone)
    before = case((client_was_there(then.until), then.segment))
    category = case((Client.category.in_(CATEGORIES), Client.category), else_=NO_CATEGORY)
    keys = [
        column.label(name)
        for name, column in (("category", category), ("now", now.segment), ("then", before))
    ]
    clients = now.clients.outerjoin(then.months, then.months.c.client_id == Client.id)
    each = select(*keys, case((Client.created_at >= start, 1), else_=0).label("new"))
    placed = each.select_from(clients).where(*whose).subquery("placed")
    by = placed.c["category", "now", "then"]
    return select(func.count(), func.sum(placed.c.new), *by).group_by(*by)


async def _lacking(read: Reading, until: datetime, *whose: ColumnElement[bool]) -> tuple[int, int, int, int]:
    """Clients without an owner, without a contact person, without a next step; and those that share an INN, a
    name or a phone with another one of the whole base.
    """
    there = client_was_there(until)
    person = exists().where(Contact.client_id == Client.id).correlate(Client)
    inn = func.trim(Client.inn)
    known = select(Client.name_key).where(there, Client.name_key != "")
    names = known.group_by(Client.name_key).having(func.count() > 1)
    given = select(inn).where(there, inn != "")
    inns = given.group_by(inn).having(func.count() > 1)
    # Joined: of NOT IN PostgreSQL looks through all of a large set for each client.
    step = materialized(_with_steps(until), "step")
    alike = or_(Client.name_key.in_(names), inn.in_(inns), Client.id.in_(_with_shared_phones(there)))
    found = await read.session.execute(
        select(
            count_where(Client.owner_id.is_(None)),
            count_where(~person),
            count_where(step.c.client_id.is_(None)),
            count_where(alike),
        )
        .select_from(Client)
        .outerjoin(step, step.c.client_id == Client.id)
        .where(*whose)
    )
    without_owner, without_person, without_step, duplicates = found.one()
    return without_owner, without_person, without_step, duplicates


def _with_steps(until: datetime) -> CompoundSelect[Any]:
    """Clients with an open task on them or on a deal of theirs."""
    on_client = select(Task.client_id).where(Task.client_id.is_not(None), task_was_open(until))
    deals = select(Deal.client_id).join(Task, Task.deal_id == Deal.id)
    return union(on_client, deals.where(deal_was_there(until), task_was_open(until)))


def _with_shared_phones(there: ColumnElement[bool]) -> Select[ClientId]:
    first: Any = select(Contact.client_id, Contact.phone_digits)
    further: Any = select(Contact.client_id, ContactPhone.phone_digits).join(
        ContactPhone, ContactPhone.contact_id == Contact.id
    )
    phones = materialized(
        union_all(
            first.join(Client, Client.id == Contact.client_id).where(there, Contact.phone_digits != ""),
            further.join(Client, Client.id == Contact.client_id).where(
                there, ContactPhone.phone_digits != ""
            ),
        ),
        "phones",
    )
    several = select(phones.c.phone_digits).group_by(phones.c.phone_digits)
    shared = several.having(func.count(phones.c.client_id.distinct()) > 1)
    return select(phones.c.client_id).where(phones.c.phone_digits.in_(shared))
