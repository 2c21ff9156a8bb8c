"""Clients nobody spoke to for too long, and no next step planned. Source: METRICS.md, Forgotten clients."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from core.access import Permission, needs, within
from core.activities.kinds import LIVE_KINDS, Outcome
from core.activities.models import Activity, Task
from core.clients.models import Client
from core.db.types import UtcDateTime
from core.deals.models import Deal
from core.desk.histories import EXECUTIVES
from core.ids import ClientId, EmployeeId
from core.money import Money
from core.people.calendars import day_end, day_start, local_day
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.external import external_id
from core.reports.period import last_days
from core.reports.slices import WHOLE, Slice, over_clients
from core.reports.standing import client_was_there
from core.sales.models import Sale
from core.work import Reading

EXECUTIVE_DAYS = 180


@dataclass(frozen=True, slots=True)
class ForgottenClient:
    """`last_contact`: local date of the last personal contact; None for none ever: silent since creation."""

    client_id: ClientId
    external_id: str
    name: str
    owner_id: EmployeeId | None
    category: str | None
    days_silent: int
    last_contact: date | None
    profit_12m: Money


@dataclass(frozen=True, slots=True)
class ExecutiveGap:
    """A category A client to whom no head or director spoke for 180 days or more."""

    client_id: ClientId
    external_id: str
    name: str
    owner_id: EmployeeId | None
    days_silent: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`clients` by profit_12m, then days_silent, both descending; `executive_gap` by days descending."""

    as_of: date
    clients: tuple[ForgottenClient, ...]
    executive_gap: tuple[ExecutiveGap, ...]


@needs(Permission.SEE_OWN)
async def forgotten(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Forgotten:  # noqa: A002 - the word of METRICS.md
    """The forgotten clients of one's scope as of a local day, by today's thresholds of the company."""
    company = await company_of(read)
    until = day_end(as_of, company.timezone)
    silent = _silence(as_of, until, company).where(
        within(read.actor, Client.owner_id), *over_clients(slice), client_was_there(until)
    )
    found = (await read.session.execute(silent)).all()
    return Forgotten(as_of, _clients(found, as_of, company), _gaps(found, as_of, company))


async def silent_of(
    read: Reading, company: Company, as_of: date, owners: Collection[EmployeeId]
) -> dict[EmployeeId, tuple[ForgottenClient, ...]]:
    """The forgotten clients of each of these owners, one statement. Whom one sees, the caller decides."""
    until = day_end(as_of, company.timezone)
    silent = _silence(as_of, until, company, gaps=False).where(
        Client.owner_id.in_(owners), client_was_there(until)
    )
    rows: dict[EmployeeId, list[Row[Any]]] = {}
    for row in await read.session.execute(silent):
        rows.setdefault(row.owner_id, []).append(row)
    return {owner: _clients(rows.get(owner, ()), as_of, company) for owner in owners}


def _silence(as_of: date, until: datetime, company: Company, *, gaps: bool = True) -> Select[Any]:
    """Clients who are forgotten, or whom no executive spoke to: each row says which."""
    contact = _last_before(Client.last_contact_at, until)
    executives = select(Employee.id).where(Employee.role.in_(EXECUTIVES))
    executive = _last_before(Client.last_executive_at, until, Activity.employee_id.in_(executives))
    last = func.coalesce(contact, Client.created_at)
    last_executive = func.coalesce(executive, Client.created_at)
    since = _by_category(company, lambda days: _silent_since(as_of, days, company.timezone))
    is_forgotten = and_(last < since, ~_step_planned(as_of, until, company))
    gap_since = _silent_since(as_of, EXECUTIVE_DAYS, company.timezone)
    gap = and_(func.coalesce(Client.category, "") == "A", last_executive < gap_since)
    question: Any = select(
        *(Client.id, Client.external_id, Client.name, Client.owner_id, Client.category),
        contact.label("contact"),
        last.label("last"),
        last_executive.label("last_executive"),
        _profit(as_of, until, company.timezone).label("profit"),
        is_forgotten.label("forgotten"),
        gap.label("gap"),
    )
    silent: Select[Any] = question.where(or_(is_forgotten, gap) if gaps else is_forgotten)
    return silent


def _silent_since(as_of: date, days: int, zone: str) -> datetime:
    """Whoever was last spoken to before this moment has been silent for so many days, whole local days."""
    return day_start(as_of - timedelta(days=days - 1), zone)


def _by_category(company: Company, moment: Callable[[int], datetime]) -> ColumnElement[datetime]:
    """A moment that hangs on the threshold of the client's category."""
    named = [(Client.category == name, _at(moment(company.threshold(name)))) for name in ("A", "B", "C")]
    return case(*named, else_=_at(moment(company.threshold(None))))


def _at(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, UtcDateTime())


def _last_before(
    kept: InstrumentedAttribute[datetime | None], until: datetime, *who: ColumnElement[bool]
) -> ColumnElement[datetime | None]:
    """The last personal contact before a moment: what the client's row keeps; where there was one since, of
    the history.
    """
    history = (
        select(func.max(Activity.at))
        .where(
            Activity.client_id == Client.id,
            Activity.undone_at.is_(None),
            Activity.kind.in_(LIVE_KINDS),
            Activity.outcome == Outcome.REACHED,
            Activity.at < until,
            *who,
        )
        .correlate(Client)
        .scalar_subquery()
    )
    return case((kept < until, kept), (kept.is_(None), null()), else_=history)


def _profit(as_of: date, until: datetime, zone: str) -> ColumnElement[int]:
    """The client's profit in the last 365 days."""
    start = last_days(as_of, 365).starts(zone)
    added = (
        select(func.sum(Sale.revenue - Sale.cost))
        .where(Sale.client_id == Client.id, Sale.at >= start, Sale.at < until)
        .correlate(Client)
        .scalar_subquery()
    )
    return case((Client.last_sale_at >= start, func.coalesce(added, 0)), else_=0)


def _step_planned(as_of: date, until: datetime, company: Company) -> ColumnElement[bool]:
    """Whether a next step is due from D to D + threshold, on the client or on a deal of theirs."""
    horizon = _by_category(company, lambda days: day_end(as_of + timedelta(days=days), company.timezone))
    waits = (
        Task.undone_at.is_(None),
        Task.created_at < until,
        or_(Task.done_at.is_(None), Task.done_at >= until),
        or_(Task.cancelled_at.is_(None), Task.cancelled_at >= until),
        Task.due_at >= day_start(as_of, company.timezone),
        Task.due_at < horizon,
    )
    on_client = exists().where(Task.client_id == Client.id, *waits)
    on_deal = exists().where(
        Task.deal_id == Deal.id, Deal.client_id == Client.id, Deal.undone_at.is_(None), *waits
    )
    return or_(on_client, on_deal)


def _clients(rows: Iterable[Row[Any]], as_of: date, company: Company) -> tuple[ForgottenClient, ...]:
    found = (
        ForgottenClient(
            client_id=row.id,
            external_id=external_id(row.id, row.external_id),
            name=row.name,
            owner_id=row.owner_id,
            category=row.category,
            days_silent=(as_of - local_day(row.last, company.timezone)).days,
            last_contact=local_day(row.contact, company.timezone) if row.contact else None,
            profit_12m=Money(int(row.profit)),
        )
        for row in rows
        if row.forgotten
    )
    return tuple(sorted(found, key=lambda c: (-c.profit_12m, -c.days_silent, c.external_id)))


def _gaps(rows: Iterable[Row[Any]], as_of: date, company: Company) -> tuple[ExecutiveGap, ...]:
    found = (
        ExecutiveGap(
            client_id=row.id,
            external_id=external_id(row.id, row.external_id),
            name=row.name,
            owner_id=row.owner_id,
            days_silent=(as_of - local_day(row.last_executive, company.timezone)).days,
        )
        for row in rows
        if row.gap
    )
    return tuple(sorted(found, key=lambda c: (-c.days_silent, c.external_id)))
