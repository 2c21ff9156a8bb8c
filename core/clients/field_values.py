"""What an own field holds: one spelling for each value, kept as text, and the question by it."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import ColumnElement, literal
from sqlalchemy.orm import InstrumentedAttribute

from core.clients.fields import CustomField, FieldKind
from core.db.json_text import text_at
from core.errors import Invalid
from core.money import Money, money_text
from core.people.typed import LINE_MOST, SUM_MOST, line

SEPARATOR = "|"
"""Between the values of CHOICES, as the bundle joins lists."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_MONEY_PLACES = Decimal("0.01")
_YES = frozenset({"yes", "true", "1", "+", "да"})
_NO = frozenset({"no", "false", "0", "-", "нет"})


def canonical(field: CustomField, text: str) -> str:
    """The text as the field keeps it; "" empties. Raises Invalid.

    Numbers: 1.5; money: 1250000.00; dates: 2026-11-20 (20.11.2026 is read too); yes or no; choices as the
    field spells them, several joined by | in the field's order.
    """
    clean = line(text, LINE_MOST * 5) or ""
    if not clean:
        return ""
    try:
        return _canonical(field, clean)
    except ValueError:
        raise Invalid(field=field.name, value=clean) from None


def _canonical(field: CustomField, text: str) -> str:
    match field.kind:
        case FieldKind.NUMBER:
            number = _number(text).normalize()
            return f"{number:f}" if number else "0"
        case FieldKind.MONEY:
            return _money(text)
        case FieldKind.DATE:
            return _date(text).isoformat()
        case FieldKind.YES_NO:
            return _yes_no(text.lower())
        case FieldKind.CHOICE:
            return _choice(field, text)
        case FieldKind.CHOICES:
            chosen = {_choice(field, part) for part in text.split(SEPARATOR) if part.strip()}
            return SEPARATOR.join(choice for choice in field.choices if choice in chosen)
        case FieldKind.TEXT:
            return text


def _number(text: str) -> Decimal:
    bare = "".join(text.split()).replace(",", ".")
    if not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise ValueError(text) from None


def _money(text: str) -> str:
    amount = _number(text)
    if amount != amount.quantize(_MONEY_PLACES) or abs(amount * 100) > SUM_MOST:
        raise ValueError(text)
    return money_text(Money(int(amount * 100)))


def _date(text: str) -> date:
    if "." in text:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 (a day has no zone)
    return date.fromisoformat(text)


def _yes_no(text: str) -> str:
    if text not in _YES | _NO:
        raise ValueError(text)
    return "yes" if text in _YES else "no"


def _choice(field: CustomField, text: str) -> str:
    asked = text.strip().lower()
    for choice in field.choices:
        if choice.lower() == asked:
            return choice
    raise ValueError(text)


def field_is(
    custom: InstrumentedAttribute[dict[str, Any]], field: CustomField, value: str
) -> ColumnElement[bool]:
    """The condition that `custom` (of Client, Contact or Deal) holds this value; of CHOICES: this one among
    others; "": nothing. On both databases. Raises Invalid for what the field cannot hold.
    """
    wanted = canonical(field, value)
    kept = text_at(custom, field.name)
    if not wanted:
        return kept.is_(None)
    if field.kind is FieldKind.CHOICES:
        among = literal(SEPARATOR) + kept + literal(SEPARATOR)
        return among.contains(f"{SEPARATOR}{wanted}{SEPARATOR}", autoescape=True)
    return kept == wanted
