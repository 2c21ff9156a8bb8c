"""Which clients are silent as of a day, as SQL. Source: METRICS.md, Forgotten clients."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from core.activities.kinds import LIVE_KINDS, Outcome
from core.activities.models import Activity, Task
from core.clients.models import Client
from core.db.once import materialized
from core.db.types import UtcDateTime
from core.deals.models import Deal
from core.desk.histories import EXECUTIVES
from core.people.calendars import day_end, day_start
from core.people.company import Company
from core.people.employees import Employee
from core.reports.period import last_days
from core.reports.slices import Conditions
from core.reports.standing import client_was_there, task_was_open
from core.sales.models import Sale

EXECUTIVE_DAYS = 180


def forgotten_clients(as_of: date, company: Company, whose: Conditions) -> CTE:
    """Of the clients of a scope that were there the forgotten ones: `id`, `external_id`, `owner_id`,
    `contact` (the last personal one), `last` (it, or the creation), and `profit` of 365 days.
    """
    until = day_end(as_of, company.timezone)
    contact = _last_contact(until)
    columns = (
        Client.id,
        Client.external_id,
        Client.owner_id,
        contact.label("contact"),
        func.coalesce(contact, Client.created_at).label("last"),
        _profit(as_of, until, company.timezone).label("profit"),
    )
    return materialized(of_the_forgotten(columns, as_of, company, whose), "silent")


def of_the_forgotten(columns: Sequence[Any], as_of: date, company: Company, whose: Conditions) -> Select[Any]:
    """Columns of the client of each forgotten one."""
    until = day_end(as_of, company.timezone)
    last = func.coalesce(_last_contact(until), Client.created_at)
    since = _by_category(company, lambda days: _silent_since(as_of, days, company.timezone))
    horizon = _by_category(company, lambda days: day_end(as_of + timedelta(days=days), company.timezone))
    step = _next_steps(as_of, until, company, whose)
    return (
        select(*columns)
        .select_from(Client)
        .outerjoin(step, step.c.client_id == Client.id)
        .where(
            last < since,
            or_(step.c.due.is_(None), step.c.due >= horizon),
            client_was_there(until),
            *whose,
        )
    )


def without_executive(as_of: date, company: Company, whose: Conditions) -> CTE:
    """Clients of category A to whom no head or director spoke for so long: `id`, `external_id`, and `last`,
    when one did, or the creation.
    """
    until = day_end(as_of, company.timezone)
    executives = select(Employee.id).where(Employee.role.in_(EXECUTIVES))
    spoke = _last_before(Client.last_executive_at, until, Activity.employee_id.in_(executives))
    last = func.coalesce(spoke, Client.created_at)
    since = _silent_since(as_of, EXECUTIVE_DAYS, company.timezone)
    question: Any = select(Client.id, Client.external_id, last.label("last")).where(
        Client.category == "A", last < since, client_was_there(until), *whose
    )
    return materialized(question, "left")


def _silent_since(as_of: date, days: int, zone: str) -> datetime:
    """Whoever was last spoken to before this moment has been silent for so many days, whole local days."""
    return day_start(as_of - timedelta(days=days - 1), zone)


def _by_category(company: Company, moment: Callable[[int], datetime]) -> ColumnElement[datetime]:
    """A moment that hangs on the threshold of the client's category."""
    named = [(Client.category == name, _at(moment(company.threshold(name)))) for name in ("A", "B", "C")]
    return case(*named, else_=_at(moment(company.threshold(None))))


def _at(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, UtcDateTime())


def _last_contact(until: datetime) -> ColumnElement[datetime | None]:
    return _last_before(Client.last_contact_at, until)


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


def _next_steps(as_of: date, until: datetime, company: Company, whose: Conditions) -> CTE:
    """When the next step with each client is due, on the client or on a deal: `client_id`, `due`. Whose the
    clients are is found first: PostgreSQL thinks that next to nothing is planned, and would go through all.
    """
    waits = (task_was_open(until), Task.due_at >= day_start(as_of, company.timezone))
    on_client = select(Task.client_id, Task.due_at).where(Task.client_id.is_not(None), *waits)
    on_deal: Any = (
        select(Deal.client_id, Task.due_at)
        .join(Deal, Deal.id == Task.deal_id)
        .where(Deal.undone_at.is_(None), *waits)
    )
    if whose:
        theirs = select(materialized(select(Client.id).where(*whose), "theirs").c.id)
        on_client = on_client.where(Task.client_id.in_(theirs))
        on_deal = on_deal.where(Deal.client_id.in_(theirs))
    steps = union_all(on_client, on_deal).subquery("steps")
    due = func.min(steps.c.due_at, type_=UtcDateTime()).label("due")
    return materialized(select(steps.c.client_id, due).group_by(steps.c.client_id), "next_steps")
