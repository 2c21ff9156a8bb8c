"""External ids for rows born here, so that the bundle can name them."""

from sqlalchemy import Table, select

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.clients.models import Channel, Client, Contact
from core.db.base import Base
from core.deals.models import Deal
from core.exchange.storing import Values, change_rows, table_of
from core.people.employees import Employee
from core.sales.models import Sale
from core.work import Work

NAMED: tuple[type[Base], ...] = (Employee, Channel, Client, Contact, Deal, Activity, Task, Sale, Complaint)


def external_id(number: int, given: str | None) -> str:
    """The bundle's id of a row; for one born here an id made of its number, as the reports show it too."""
    return f"v{number}" if given is None else given


@needs(Permission.KEEP_HOUSE)
async def name_rows(work: Work) -> None:
    """Write an external id into every row that has none; from then on it keeps it."""
    for model in NAMED:
        table = table_of(model)
        nameless = select(table.c.id).where(table.c.external_id.is_(None)).order_by(table.c.id)
        numbers = list((await work.session.execute(nameless)).scalars())
        if not numbers:
            continue
        taken = await _taken(work, table)
        rows: list[Values] = []
        for number in numbers:
            name = external_id(number, None)
            while name in taken:
                name += "_"
            taken.add(name)
            rows.append({"id": number, "external_id": name})
        await change_rows(work, model, rows, quietly=True)


async def _taken(work: Work, table: Table) -> set[str]:
    given = select(table.c.external_id).where(table.c.external_id.is_not(None))
    return set((await work.session.execute(given)).scalars())
