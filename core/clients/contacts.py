"""Contact persons of clients, and their further phones."""

from typing import Any, ClassVar, Unpack

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.exc import IntegrityError

from core.access import Actor, Permission, needs
from core.clients.contact_facts import ContactDetails, ContactFacts, contact_columns, phone_columns
from core.clients.editing import take_client
from core.clients.models import Client, Contact, ContactPhone
from core.clients.search import client_of, in_scope
from core.errors import CoreError
from core.ids import ClientId, ContactId
from core.people.calendars import local_day
from core.people.company import company_of
from core.work import Reading, Work


class ContactInUse(CoreError):
    """Deals, conversations or visits name this person: history keeps them."""

    message_id: ClassVar[str] = "error-contact-in-use"


@needs(Permission.EDIT_CLIENTS)
async def add_contact(
    work: Work, client_id: ClientId, name: str, **details: Unpack[ContactDetails]
) -> Contact:
    """A person at a client of one's scope; the same name with the same phone and mailbox is the same person.

    Raises NotFound, Invalid, ImpossiblePhone, WrongEmail.
    """
    client = await take_client(work, client_id)
    columns = await _columns(work, {"name": name, **details})
    known = await work.all(
        select(Contact)
        .where(Contact.client_id == client.id, Contact.search_key == columns["search_key"])
        .order_by(Contact.id)
    )
    for contact in known:
        if all(getattr(contact, key) == columns.get(key) for key in ("phone_digits", "email")):
            return contact
    contact = await work.add(Contact(client_id=client.id, **columns))
    work.record("contact.added", contact)
    return contact


@needs(Permission.EDIT_CLIENTS)
async def take_contact(work: Work, contact_id: ContactId, *, version: int | None = None) -> Contact:
    """A contact person of a client of one's scope, locked for the change. Raises NotFound, Changed."""
    return await work.take(Contact, Contact.id == contact_id, _of_scope(work.actor), version=version)


@needs(Permission.EDIT_CLIENTS)
async def edit_contact(
    work: Work, contact_id: ContactId, *, version: int | None = None, **facts: Unpack[ContactFacts]
) -> Contact:
    """Set what is given, None empties. Raises NotFound, Changed, Invalid, ImpossiblePhone, WrongEmail."""
    contact = await take_contact(work, contact_id, version=version)
    work.change("contact.edited", contact, **await _columns(work, facts))
    return contact


@needs(Permission.EDIT_CLIENTS)
async def remove_contact(work: Work, contact_id: ContactId, *, version: int | None = None) -> None:
    """Strike out a person entered by mistake. Raises NotFound, Changed; ContactInUse for whom anything
    names.
    """
    contact = await take_contact(work, contact_id, version=version)
    lost = {"name": [contact.name, None], "phone": [contact.phone, None], "email": [contact.email, None]}
    try:
        async with work.attempt():
            work.record("contact.removed", contact, lost)
            await work.session.execute(delete(ContactPhone).where(ContactPhone.contact_id == contact.id))
            await work.session.delete(contact)
            await work.session.flush()
    except IntegrityError:
        raise ContactInUse from None


@needs(Permission.EDIT_CLIENTS)
async def add_phone(work: Work, contact_id: ContactId, phone: str) -> ContactPhone | None:
    """A further phone; None for a number that the person has as the first one. Twice changes nothing.

    Raises NotFound, ImpossiblePhone.
    """
    contact = await take_contact(work, contact_id)
    columns = phone_columns(phone, (await company_of(work)).country)
    digits = columns["phone_digits"]
    if columns["phone"] is None or digits == contact.phone_digits:
        return None
    known = select(ContactPhone).where(
        ContactPhone.contact_id == contact.id, ContactPhone.phone_digits == digits
    )
    standing = await work.maybe(known.limit(1))
    if standing is not None:
        return standing
    added = await work.add(ContactPhone(contact_id=contact.id, phone=columns["phone"], phone_digits=digits))
    work.record("contact.phone_added", contact, {"phones": [None, added.phone]})
    return added


@needs(Permission.EDIT_CLIENTS)
async def remove_phone(work: Work, contact_id: ContactId, phone_id: int) -> None:
    """Strike out a further phone. Raises NotFound."""
    contact = await take_contact(work, contact_id)
    further = await work.take(
        ContactPhone, ContactPhone.id == phone_id, ContactPhone.contact_id == contact.id
    )
    work.record("contact.phone_removed", contact, {"phones": [further.phone, None]})
    await work.session.delete(further)


@needs(Permission.SEE_OWN)
async def contact_of(read: Reading, contact_id: ContactId) -> Contact:
    """One person of a client of one's scope. Raises NotFound."""
    return await read.one(select(Contact).where(Contact.id == contact_id, _of_scope(read.actor)))


@needs(Permission.SEE_OWN)
async def phones_of(read: Reading, client_id: ClientId) -> dict[ContactId, tuple[ContactPhone, ...]]:
    """The further phones of a client's people; who has none is not there. Raises NotFound."""
    await client_of(read, client_id)
    rows = await read.all(
        select(ContactPhone)
        .join(Contact, Contact.id == ContactPhone.contact_id)
        .where(Contact.client_id == client_id)
        .order_by(ContactPhone.id)
    )
    found: dict[ContactId, tuple[ContactPhone, ...]] = {}
    for phone in rows:
        found[phone.contact_id] = (*found.get(phone.contact_id, ()), phone)
    return found


async def _columns(work: Work, facts: ContactFacts) -> dict[str, Any]:
    company = await company_of(work)
    return contact_columns(facts, company.country, local_day(work.now, company.timezone))


def _of_scope(actor: Actor) -> ColumnElement[bool]:
    return exists().where(Client.id == Contact.client_id, in_scope(actor))
