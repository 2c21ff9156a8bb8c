"""What can be written about a contact person, checked and put into columns."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, TypedDict

from core.clients.keys import phone_digits, phone_to_call, search_key
from core.errors import CoreError, Invalid
from core.people.typed import line, needed

PHONE_MOST = 60
EMAIL_MOST = 254
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


class DecisionRole(StrEnum):
    """What a person does when their company decides. Other words come by import and stay as they are."""

    DECIDES = "decides"
    INFLUENCES = "influences"
    USES = "uses"
    CHAMPION = "champion"
    BLOCKS = "blocks"
    BUYS = "buys"


class ImpossiblePhone(CoreError):
    """No such number can be dialled."""

    message_id: ClassVar[str] = "error-impossible-phone"


class WrongEmail(CoreError):
    """No address of a mailbox."""

    message_id: ClassVar[str] = "error-wrong-email"


class ContactDetails(TypedDict, total=False):
    """All but the name; what is not given stays, None empties."""

    position: str | None
    decision_role: DecisionRole | None
    phone: str | None
    email: str | None
    birthday: date | None


class ContactFacts(ContactDetails, total=False):
    """Everything that is edited by hand."""

    name: str


def contact_columns(facts: ContactFacts, country: str | None, today: date) -> dict[str, Any]:
    """The columns that these facts set. `country`: the company's, for numbers without a country code;
    `today`: no one is born later. Raises Invalid, ImpossiblePhone, WrongEmail.
    """
    columns: dict[str, Any] = {}
    for field, value in facts.items():
        if field == "name":
            name = needed("name", str(value))
            columns |= {"name": name, "search_key": search_key(name)}
        elif field == "phone":
            columns |= phone_columns(facts["phone"], country)
        elif field == "birthday":
            columns["birthday"] = _birthday(facts["birthday"], today)
        else:
            columns[field] = _COLUMNS[field](value)
    return columns


def phone_columns(phone: str | None, country: str | None) -> dict[str, str | None]:
    """A number as typed and its digits. Raises ImpossiblePhone."""
    clean = line(phone, PHONE_MOST)
    if clean is not None and phone_to_call(clean, country) is None:
        raise ImpossiblePhone
    return {"phone": clean, "phone_digits": phone_digits(clean)}


def _email(email: str | None) -> str | None:
    clean = line(email, EMAIL_MOST + 1)
    if clean is not None and (len(clean) > EMAIL_MOST or not _EMAIL.fullmatch(clean)):
        raise WrongEmail
    return clean


def _birthday(birthday: date | None, today: date) -> date | None:
    if birthday is not None and not (birthday.year >= 1900 and birthday <= today):
        raise Invalid(field="birthday", value=birthday.isoformat())
    return birthday


def _role(role: DecisionRole | None) -> str | None:
    return None if role is None else DecisionRole(role).value


_COLUMNS: dict[str, Callable[[Any], str | None]] = {
    "position": line,
    "decision_role": _role,
    "email": _email,
}
