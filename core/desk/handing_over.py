"""A leaver's (or anybody's) clients, open deals and tasks into other hands, in one Work."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from core.access import Permission, needs
from core.activities.models import Task
from core.activities.tasks import standing
from core.clients.models import Client
from core.db.base import Base
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.errors import Invalid
from core.ids import EmployeeId
from core.people.dismissal import dismiss_employee, person_of
from core.people.taking import taker
from core.work import Work


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many of each went over."""

    clients: int
    deals: int
    tasks: int


class _Row:
    """A row as the audit speaks of it."""

    def __init__(self, table: str, number: int) -> None:
        self.__tablename__: Any = table
        self.id: Any = number


@needs(Permission.HAND_OVER)
async def hand_over(work: Work, leaver: EmployeeId, to: EmployeeId) -> HandedOver:
    """All clients, open deals and open tasks of one person of the scope go to another one of it.

    What was sold stays with who sold it. Repeating it finds nothing more. Raises NotFound, Invalid.
    """
    if leaver == to:
        raise Invalid(field="to", value=to)
    await person_of(work, leaver)
    return await _give_all(work, leaver, (await taker(work, to)).id)


@needs(Permission.DISMISS)
async def dismiss_and_hand_over(work: Work, leaver: EmployeeId, to: EmployeeId) -> HandedOver:
    """Let a person go and hand their work over, both or neither. Repeating it changes nothing more.

    Raises NotFound, Invalid.
    """
    if leaver == to:
        raise Invalid(field="to", value=to)
    await dismiss_employee(work, leaver)
    return await _give_all(work, leaver, (await taker(work, to)).id)


async def _give_all(work: Work, leaver: EmployeeId, to: EmployeeId) -> HandedOver:
    open_stages = select(Stage.id).where(Stage.kind == StageKind.OPEN)
    clients = await _give(work, Client, "owner_id", leaver, to)
    deals = await _give(
        work, Deal, "owner_id", leaver, to, Deal.stage_id.in_(open_stages), Deal.undone_at.is_(None)
    )
    tasks = await _give(work, Task, "assignee_id", leaver, to, standing())
    return HandedOver(clients, deals, tasks)


async def _give(
    work: Work, thing: type[Base], column: str, leaver: EmployeeId, to: EmployeeId, *where: Any
) -> int:
    """One statement, and an audit row for each that went over."""
    table: Any = thing
    given = await work.session.execute(
        update(thing)
        .where(getattr(table, column) == leaver, *where)
        .values({column: to, "version": table.version + 1})
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    ids = list(given.scalars())
    name = thing.__tablename__
    for number in ids:
        work.record(f"{name}.handed_over", _Row(name, number), {column: [leaver, to]})
    return len(ids)
