"""When a client was last spoken to, first and last bought. Source: METRICS.md, Words, "personal contact"."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, Subquery, case, func, select

from core.access import Role
from core.activities.kinds import LIVE_KINDS, Outcome
from core.activities.models import Activity
from core.clients.models import Client
from core.db.base import table_of
from core.db.summaries import Summary, Watch, keep
from core.people.employees import Employee
from core.sales.models import Sale

EXECUTIVES = (Role.HEAD, Role.DIRECTOR)


def _history(only: Collection[int] | None) -> Subquery:
    """Of the clients with these numbers, or of all."""
    talks: Any = (
        select(
            Activity.client_id,
            func.max(Activity.at).label("last"),
            func.max(case((Employee.role.in_(EXECUTIVES), Activity.at))).label("last_executive"),
        )
        .outerjoin(Employee, Employee.id == Activity.employee_id)
        .where(
            Activity.undone_at.is_(None),
            Activity.kind.in_(LIVE_KINDS),
            Activity.outcome == Outcome.REACHED,
            Activity.client_id.is_not(None),
        )
        .group_by(Activity.client_id)
    )
    sales: Any = select(
        Sale.client_id, func.min(Sale.at).label("first"), func.max(Sale.at).label("last")
    ).group_by(Sale.client_id)
    clients: Any = select(Client.id)
    if only is not None:
        talks = talks.where(Activity.client_id.in_(only))
        sales = sales.where(Sale.client_id.in_(only))
        clients = clients.where(Client.id.in_(only))
    spoken, sold, who = talks.subquery("spoken"), sales.subquery("sold"), clients.subquery("who")
    return (
        select(
            who.c.id,
            spoken.c.last.label("last_contact_at"),
            spoken.c.last_executive.label("last_executive_at"),
            sold.c.first.label("first_sale_at"),
            sold.c.last.label("last_sale_at"),
        )
        .outerjoin(spoken, spoken.c.client_id == who.c.id)
        .outerjoin(sold, sold.c.client_id == who.c.id)
        .subquery("says")
    )


def _of_employees(employees: Collection[int]) -> Select[Any]:
    """Clients whom these people spoke to: whether it was an executive hangs on the role of today."""
    return (
        select(Activity.client_id)
        .where(Activity.employee_id.in_(employees), Activity.client_id.is_not(None))
        .distinct()
    )


CLIENT_HISTORIES = Summary(
    table=table_of(Client),
    columns=("last_contact_at", "last_executive_at", "first_sale_at", "last_sale_at"),
    history=_history,
    watches=(
        Watch(Activity, "client_id", "clients"),
        Watch(Sale, "client_id", "clients"),
        Watch(Employee, "id", "employees", ("role",)),
    ),
    wider={"employees": _of_employees},
)
keep(CLIENT_HISTORIES)
