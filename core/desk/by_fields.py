"""Asking by own fields: what holds a value, and how many hold each. For clients, contacts and deals."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from core.access import Permission, needs, within
from core.audit import Look
from core.clients.field_values import SEPARATOR, field_is
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.clients.models import Client, Contact
from core.clients.search import in_scope, page_of
from core.db.json_text import text_at
from core.deals.models import Deal
from core.ids import CustomFieldId
from core.work import Reading

_MODELS: Mapping[FieldOf, Any] = {FieldOf.CLIENT: Client, FieldOf.CONTACT: Contact, FieldOf.DEAL: Deal}
_SORTED: Mapping[FieldOf, Any] = {
    FieldOf.CLIENT: Client.search_key,
    FieldOf.CONTACT: Contact.search_key,
    FieldOf.DEAL: Deal.title,
}


@dataclass(frozen=True, slots=True)
class FieldPage:
    """One page of clients, contacts or deals, as the field is of them, and whether more follow."""

    things: tuple[Client | Contact | Deal, ...]
    more: bool


@needs(Permission.SEE_OWN)
async def things_with_field(read: Reading, field_id: CustomFieldId, value: str, page: int = 0) -> FieldPage:
    """Those of one's scope that hold this value (of CHOICES: among others), "" for nothing; archived and
    undone ones left out. Raises NotFound, Invalid for what the field cannot hold.
    """
    read.look(Look.LIST)
    field = await read.one(select(CustomField).where(CustomField.id == field_id))
    model = _MODELS[field.of]
    question = (
        _standing(read, field.of, select(model))
        .where(field_is(model.custom, field, value))
        .order_by(_SORTED[field.of], model.id)
    )
    return FieldPage(*await page_of(read, question, page))


@needs(Permission.SEE_OWN)
async def field_counts(read: Reading, field_id: CustomFieldId) -> dict[str, int]:
    """How many of one's scope hold each value, "" for nothing; of CHOICES each of several is counted. By
    count, the largest first, then by value. Raises NotFound.
    """
    field = await read.one(select(CustomField).where(CustomField.id == field_id))
    model = _MODELS[field.of]
    values = _standing(read, field.of, select(text_at(model.custom, field.name).label("value"))).subquery()
    question = select(values.c.value, func.count()).select_from(values).group_by(values.c.value)
    found = await read.session.execute(question)
    counts: Counter[str] = Counter()
    for kept, count in found:
        text = kept or ""
        for one in text.split(SEPARATOR) if field.kind is FieldKind.CHOICES else (text,):
            counts[one] += count
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _standing(read: Reading, of: FieldOf, question: Select[Any]) -> Select[Any]:
    """Of one's scope, neither archived nor undone."""
    where: list[ColumnElement[bool]]
    if of is FieldOf.DEAL:
        where = [within(read.actor, Deal.owner_id), Deal.undone_at.is_(None)]
    else:
        where = [in_scope(read.actor), Client.archived_at.is_(None)]
        if of is FieldOf.CONTACT:
            question = question.join(Client, Client.id == Contact.client_id)
    return question.where(*where)
