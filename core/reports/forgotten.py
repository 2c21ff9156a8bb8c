"""Clients nobody spoke to for too long, and no next step planned. Source: METRICS.md, Forgotten clients."""

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Row, Select, Subquery, func, select, true

from core.access import Permission, needs
from core.clients.models import Client
from core.db.local_days import local_day_of
from core.db.once import materialized
from core.db.order import in_code_points
from core.db.streams import made_of
from core.ids import ClientId, EmployeeId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import Company, company_of
from core.reports.external import external_id_of
from core.reports.silence import forgotten_clients, of_the_forgotten, without_executive
from core.reports.slices import WHOLE, Conditions, Slice, clients_of
from core.work import Reading


class ForgottenClient(NamedTuple):
    """`last_contact`: local date of the last personal contact; None for none ever: silent since creation."""

    client_id: ClientId
    external_id: str
    name: str
    owner_id: EmployeeId | None
    category: str | None
    days_silent: int
    last_contact: date | None
    profit_12m: Money


class ExecutiveGap(NamedTuple):
    """A category A client to whom no head or director spoke for 180 days or more."""

    client_id: ClientId
    external_id: str
    days_silent: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many there are, what they brought in 365 days, and as many as were asked for: by profit_12m, then
    days_silent, both descending.
    """

    as_of: date
    count: int
    profit: Money
    clients: tuple[ForgottenClient, ...]


@needs(Permission.SEE_OWN)
async def forgotten(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
    most: int | None = None,
    after: int = 0,
    among: Collection[ClientId] | None = None,
) -> Forgotten:
    """The forgotten clients of one's scope as of a local day, by today's thresholds of the company: `most` of
    them after the first `after`, or all. `among`: only these are looked at. One statement.
    """
    company = await company_of(read)
    asked = () if among is None else (Client.id.in_(among),)
    silent = _with_days(as_of, company, (*clients_of(read.actor, slice), *asked))
    worth = func.coalesce(func.sum(silent.c.profit), 0).label("worth")
    whole = select(func.count().label("many"), worth).select_from(silent).subquery("whole")
    part = select(silent).order_by(*_order(silent)).limit(most).offset(after).subquery("part")
    question = (
        select(*whole.c["many", "worth"], part, Client.name, Client.category)
        .select_from(whole)
        .outerjoin(part, true())
        .outerjoin(Client, Client.id == part.c.id)
        .order_by(*_order(part))
    )
    rows = (await read.session.execute(question)).all()
    clients = tuple(_client(row, as_of) for row in rows if row.id is not None)
    return Forgotten(as_of, rows[0].many, Money(int(rows[0].worth)), clients)


@needs(Permission.SEE_OWN)
async def forgotten_one_by_one(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[ForgottenClient]:
    """All of them in their order, as they come."""
    company = await company_of(read)
    silent = _with_days(as_of, company, clients_of(read.actor, slice))
    question = (
        select(silent, Client.name, Client.category)
        .join(Client, Client.id == silent.c.id)
        .order_by(*_order(silent))
    )
    return made_of(read.session, question, lambda row: _client(row, as_of))


@needs(Permission.SEE_OWN)
async def executive_gaps(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[ExecutiveGap]:
    """Those of one's scope as of a local day, by days descending, as they come."""
    company = await company_of(read)
    left = without_executive(as_of, company, clients_of(read.actor, slice))
    day = _day(left.c["last"], as_of, company)
    name = external_id_of(left.c.external_id, left.c.id)
    question = select(left.c.id, name, day.label("day")).order_by("day", in_code_points(name))

    def gap(row: Any) -> ExecutiveGap:
        number, external, day = row
        return ExecutiveGap(number, external, (as_of - day).days)

    return made_of(read.session, question, gap)


@needs(Permission.SEE_TEAM)
async def forgotten_by_owner(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> dict[EmployeeId | None, int]:
    """How many of one's scope each leads; one statement."""
    company = await company_of(read)
    counted = (Client.owner_id, func.count())
    silent = of_the_forgotten(counted, as_of, company, clients_of(read.actor, slice))
    rows = await read.session.execute(silent.group_by(Client.owner_id))
    return {owner: count for owner, count in rows}  # noqa: C416 - rows are no pairs for the type checker


async def silent_of(
    read: Reading,
    company: Company,
    as_of: date,
    owners: Collection[EmployeeId],
    most: int | None = None,
) -> dict[EmployeeId, Forgotten]:
    """The forgotten clients of each of these owners, `most` of them each; one statement. Whom one sees, the
    caller decides.
    """
    silent = _with_days(as_of, company, (Client.owner_id.in_(owners),))
    place = func.row_number().over(partition_by=silent.c.owner_id, order_by=_order(silent))
    ranked = select(
        *silent.c,
        place.label("place"),
        func.count().over(partition_by=silent.c.owner_id).label("many"),
        func.sum(silent.c.profit).over(partition_by=silent.c.owner_id).label("worth"),
    ).subquery("ranked")
    question: Any = select(*ranked.c["place", "many", "worth"], *(ranked.c[one.key] for one in silent.c))
    question = question.add_columns(Client.name, Client.category).join(Client, Client.id == ranked.c.id)
    if most is not None:
        question = question.where(ranked.c.place <= most)
    rows: dict[EmployeeId, list[Row[Any]]] = {}
    for row in await read.session.execute(question.order_by(ranked.c.owner_id, ranked.c.place)):
        rows.setdefault(row.owner_id, []).append(row)
    return {
        owner: Forgotten(
            as_of,
            found[0].many if found else 0,
            Money(int(found[0].worth)) if found else Money(0),
            tuple(_client(row, as_of) for row in found),
        )
        for owner, found in ((owner, rows.get(owner, [])) for owner in owners)
    }


def together(parts: Iterable[Forgotten], as_of: date, most: int) -> Forgotten:
    """Of several owners, each with their own first ones: the first of all."""
    parts = list(parts)
    clients = sorted(
        (client for part in parts for client in part.clients),
        key=lambda client: (-client.profit_12m, -client.days_silent, client.external_id),
    )
    profit = Money(sum(part.profit for part in parts))
    return Forgotten(as_of, sum(part.count for part in parts), profit, tuple(clients[:most]))


def _with_days(as_of: date, company: Company, whose: Conditions) -> CTE:
    """The forgotten clients with `day`, the last day that somebody spoke to them, and `spoken`, whether."""
    silent = forgotten_clients(as_of, company, whose)
    spoken = silent.c.contact.is_not(None).label("spoken")
    days: Select[Any] = select(
        silent.c.id,
        external_id_of(silent.c.external_id, silent.c.id).label("name_outside"),
        *silent.c["owner_id", "profit"],
        _day(silent.c["last"], as_of, company).label("day"),
        spoken,
    )
    return materialized(days, "forgotten")


def _day(moment: ColumnElement[Any], as_of: date, company: Company) -> ColumnElement[date]:
    return local_day_of(moment, company.timezone, day_end(as_of, company.timezone))


def _order(of: CTE | Subquery) -> tuple[ColumnElement[Any], ...]:
    return of.c.profit.desc(), of.c.day, in_code_points(of.c.name_outside)


def _client(row: Any, as_of: date) -> ForgottenClient:
    """Of the columns of `_with_days` and the client's name and category."""
    number, external, owner, profit, day, spoken, name, category = row[-8:]
    return ForgottenClient(
        number,
        external,
        name,
        owner,
        category,
        (as_of - day).days,
        day if spoken else None,
        Money(int(profit)),
    )
