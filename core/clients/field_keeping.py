"""Defining own fields and filling them.

Values stand in the thing's `custom` under the field's name, since files bring and take them by that name; so
a rename rewrites the key wherever it stands, in the same Work.
"""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from sqlalchemy import Table, bindparam, func, select, update

from core.access import Permission, needs
from core.clients.contacts import take_contact
from core.clients.editing import take_client
from core.clients.field_values import SEPARATOR, canonical
from core.clients.fields import CustomField, FieldKind, FieldOf
from core.clients.models import Client, Contact
from core.db.base import Base
from core.db.json_text import text_at
from core.errors import CoreError, Invalid, NotFound
from core.ids import ClientId, ContactId, CustomFieldId
from core.people.company import hold_company
from core.people.typed import line, needed
from core.work import Kept, Reading, Work

NAME_MOST = 60
CHOICES_MOST = 50
TABLES = {FieldOf.CLIENT: "clients", FieldOf.CONTACT: "contacts", FieldOf.DEAL: "deals"}
"""By name: deals live in a room that this one does not know."""
CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


class FieldExists(CoreError):
    """Another field of this name stands already, with another kind or another story."""

    message_id: ClassVar[str] = "error-field-exists"


class Customised(Kept, Protocol):
    """A row with own fields."""

    custom: dict[str, object]


def field_name(name: str) -> str:
    """Raises Invalid."""
    return needed("name", name, NAME_MOST)


def field_choices(kind: FieldKind, choices: Sequence[str]) -> list[str]:
    """What can be chosen, each once whatever its case. Raises Invalid."""
    clean = [found for found in (line(choice, NAME_MOST) for choice in choices) if found]
    once = list({choice.lower(): choice for choice in reversed(clean)}.values())[::-1]
    if (kind in CHOOSING) != bool(once) or len(once) > CHOICES_MOST or any(SEPARATOR in one for one in once):
        raise Invalid(field="choices", value=SEPARATOR.join(once)[:100])
    return once


@needs(Permission.KEEP_HOUSE)
async def define_field(
    work: Work, of: FieldOf, name: str, kind: FieldKind, *, group: str = "", choices: Sequence[str] = ()
) -> CustomField:
    """A field of the company's own, last in its list. One of the same name and kind that stands is left as
    it is, out of the archive. Raises Invalid, FieldExists.
    """
    await hold_company(work)
    clean, can_be = field_name(name), field_choices(kind, choices)
    known = await _named(work, of, clean)
    if known is not None:
        if known.kind is not kind:
            raise FieldExists
        work.change("field.restored", known, archived_at=None)
        return known
    last = select(func.coalesce(func.max(CustomField.position), -1)).where(CustomField.of == of)
    field = await work.add(
        CustomField(
            of=of,
            name=clean,
            kind=kind,
            group=line(group) or "",
            choices=can_be,
            position=await work.one(last) + 1,
        )
    )
    work.record("field.defined", field)
    return field


@needs(Permission.KEEP_HOUSE)
async def edit_field(
    work: Work,
    field_id: CustomFieldId,
    *,
    version: int | None = None,
    name: str | None = None,
    group: str | None = None,
    choices: Sequence[str] | None = None,
    position: int | None = None,
) -> CustomField:
    """Set what is given; the kind stays. Renamed, it takes its values along; a choice that is dropped stays
    where it was chosen. Raises NotFound, Changed, Invalid, FieldExists.
    """
    await hold_company(work)
    field = await work.take(CustomField, CustomField.id == field_id, version=version)
    new_name = field.name if name is None else field_name(name)
    if new_name != field.name:
        if await _named(work, field.of, new_name) is not None:
            raise FieldExists
        await _rename_key(work, Base.metadata.tables[TABLES[field.of]], field.name, new_name)
    work.change(
        "field.edited",
        field,
        name=new_name,
        group=field.group if group is None else line(group) or "",
        choices=field.choices if choices is None else field_choices(field.kind, choices),
        position=field.position if position is None else position,
    )
    return field


@needs(Permission.KEEP_HOUSE)
async def archive_field(work: Work, field_id: CustomFieldId, *, version: int | None = None) -> CustomField:
    """Asked no more; its values stay. Twice changes nothing. Raises NotFound, Changed."""
    field = await work.take(CustomField, CustomField.id == field_id, version=version)
    work.change("field.archived", field, archived_at=field.archived_at or work.now)
    return field


@needs(Permission.SEE_OWN)
async def fields_of(read: Reading, of: FieldOf) -> list[CustomField]:
    """The fields that are asked, by group and place in it."""
    return await read.all(
        select(CustomField)
        .where(CustomField.of == of, CustomField.archived_at.is_(None))
        .order_by(CustomField.group, CustomField.position, CustomField.id)
    )


@needs(Permission.EDIT_CLIENTS)
async def set_field(
    work: Work,
    of: FieldOf,
    thing_id: ClientId | ContactId,
    name: str,
    text: str,
    *,
    version: int | None = None,
) -> Client | Contact:
    """Fill a field of a client or of a contact person; an empty text empties it. A deal's: core.deals.

    Raises NotFound, Changed, Invalid.
    """
    thing: Client | Contact
    if of is FieldOf.CLIENT:
        thing = await take_client(work, ClientId(thing_id), version=version)
    elif of is FieldOf.CONTACT:
        thing = await take_contact(work, ContactId(thing_id), version=version)
    else:
        raise NotFound
    await fill_field(work, of, thing, name, text)
    return thing


@needs(Permission.EDIT_CLIENTS)
async def fill_field(work: Work, of: FieldOf, thing: Customised, name: str, text: str) -> None:
    """Fill a field of a row that was taken for change. Raises NotFound, Invalid."""
    field = await work.take(
        CustomField, CustomField.of == of, CustomField.name == name, CustomField.archived_at.is_(None)
    )
    value = canonical(field, text)
    others = {key: kept for key, kept in thing.custom.items() if key != field.name}
    work.change(f"{of.value}.field_set", thing, custom=others | ({field.name: value} if value else {}))


async def _named(work: Work, of: FieldOf, name: str) -> CustomField | None:
    return await work.maybe(select(CustomField).where(CustomField.of == of, CustomField.name == name))


async def _rename_key(work: Work, table: Table, old: str, new: str) -> None:
    """Versions stay: what people have open on their screens is not stale by it."""
    holders = select(table.c.id, table.c.custom).where(text_at(table.c.custom, old).is_not(None))
    rows = (await work.session.execute(holders.with_for_update())).all()
    renamed = [
        {"row": id_, "new": {key: kept for key, kept in custom.items() if key != old} | {new: custom[old]}}
        for id_, custom in rows
    ]
    if renamed:
        connection = await work.session.connection()
        change = update(table).where(table.c.id == bindparam("row")).values(custom=bindparam("new"))
        await connection.execute(change, renamed)
