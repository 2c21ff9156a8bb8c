"""What clients and contacts are found by and known as the same. Source: METRICS.md, Client-base audit."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

LEGAL_FORMS = frozenset({
    "ооо", "ао", "пао", "зао", "оао", "нао", "ип", "тоо", "гуп", "муп", "фгуп", "llc", "ltd", "inc", "gmbh",
})  # fmt: skip
"""Dropped when names are compared."""
HOME = "RU"
"""Where a number without a country code is dialled, unless the company says another country."""
_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")


def search_key(name: str) -> str:
    """Lower case, ё as е, single spaces."""
    return " ".join(name.lower().replace("ё", "е").split())


def normalised_name(name: str) -> str:
    """A name as duplicates are known by it: words of letters and digits without legal forms, joined.
    METRICS.md, Client-base audit.
    """
    return "".join(word for word in _WORD.findall(search_key(name)) if word not in LEGAL_FORMS)


def client_name_columns(name: str) -> dict[str, str]:
    """What a client's row holds of the name."""
    return {"name": name, "search_key": search_key(name), "name_key": normalised_name(name)}


def email_key(email: str | None) -> str | None:
    """An address in lower case; None where there is none."""
    return (email or "").strip().lower() or None


def phone_digits(phone: str | None) -> str | None:
    """Digits alone, a leading 8 of 11 as 7; None where there is no digit."""
    digits = _NOT_DIGIT.sub("", phone or "")
    if len(digits) == 11 and digits.startswith("8"):
        digits = "7" + digits[1:]
    return digits or None


def phone_to_call(phone: str | None, country: str | None = None) -> str | None:
    """The number as a phone dials it: +7…; None where it is no number that can be.

    `country`: the company's, for numbers without a country code (two letters).
    """
    number = _number(phone, country or HOME) if phone else None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else None


@lru_cache(maxsize=4096)
def _number(phone: str, country: str) -> PhoneNumber | None:
    """A possible number; one with a country code whose plus was left out counts too."""
    for typed, region in ((phone, country), (f"+{phone_digits(phone)}", None)):
        try:
            number = phonenumbers.parse(typed, region)
        except NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return number
    return None
