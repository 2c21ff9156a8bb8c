"""External ids: who has which, and ids for rows born here, so that the bundle can name them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, String, cast, exists, func, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.clients.merges import ClientMerge
from core.clients.models import Channel, Client, Contact
from core.clients.profile import ProfileRow
from core.db.base import Base
from core.deals.details import DealCompetitor, DealProduct, DealRisk, Document
from core.deals.models import Deal, Pipeline, Stage
from core.deals.playbooks import StageEvent
from core.people.employees import Employee, Team
from core.sales.models import Payment, Sale
from core.sales.products import Product, SaleProduct
from core.work import Work

NAMED: tuple[Any, ...] = (
    Employee, Channel, Client, Contact, Deal, Activity, Task, Sale, Complaint, ProfileRow, DealCompetitor,
    DealRisk, Document, DealProduct, Product, SaleProduct, Payment, StageEvent,
)  # fmt: skip
REFERRED: Mapping[str, InstrumentedAttribute[Any]] = {
    "employees": Employee.external_id, "teams": Team.name, "channels": Channel.external_id,
    "clients": Client.external_id, "contacts": Contact.external_id, "pipelines": Pipeline.external_id,
    "stages": Stage.external_id, "deals": Deal.external_id, "tasks": Task.external_id,
    "sales": Sale.external_id, "products": Product.external_id, "complaints": Complaint.external_id,
}  # fmt: skip
"""What the rows of a file are called by in others."""


def external_id(number: int, given: str | None) -> str:
    """The bundle's id of a row; for one born here an id made of its number, as the reports show it too."""
    return f"v{number}" if given is None else given


def names_of(file: str) -> Select[tuple[str, int]]:
    """Names of a file's rows with their numbers, the nameless left out."""
    name = REFERRED[file]
    return select(name, name.class_.id).where(name.is_not(None))


@needs(Permission.KEEP_HOUSE)
async def name_rows(work: Work) -> None:
    """Write an external id into every row that has none; from then on it keeps it."""
    for model in NAMED:
        await _name(work, model)
    await _name_merged(work)


async def _name(work: Work, model: Any) -> None:
    """An id that is taken gets a longer one; nobody's version changes."""
    other = aliased(model)
    ending = ""
    while await _nameless(work, model):
        made = literal("v") + cast(model.id, String) + literal(ending)
        free = ~exists().where(other.external_id == made)
        await work.session.execute(
            update(model)
            .where(model.external_id.is_(None), free)
            .values(external_id=made)
            .execution_options(synchronize_session=False)
        )
        ending += "_"


async def _nameless(work: Work, model: type[Base]) -> int:
    column = model.external_id  # type: ignore[attr-defined]
    question = select(func.count()).select_from(model).where(column.is_(None))
    return int((await work.session.execute(question)).scalar_one())


async def _name_merged(work: Work) -> None:
    """A merged client that never had an id: the one that it would have got, unless somebody has it."""
    made = literal("v") + cast(ClientMerge.merged_id, String)
    taken = exists().where(Client.external_id == made)
    await work.session.execute(
        update(ClientMerge)
        .where(ClientMerge.merged_external_id.is_(None), ClientMerge.merged_id.is_not(None), ~taken)
        .values(merged_external_id=made)
        .execution_options(synchronize_session=False)
    )
