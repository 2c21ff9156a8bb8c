"""What clients and contacts are found by. Source: METRICS.md, Client-base audit (phones)."""

import re

_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
LEGAL_FORMS = frozenset(
    "ооо ао пао зао оао нао ип тоо гуп муп фгуп llc ltd inc gmbh".split()  # noqa: SIM905 - METRICS.md has them so
)


def search_key(name: str) -> str:
    """Lower case, ё as е, single spaces."""
    return " ".join(name.lower().replace("ё", "е").split())


def normalised_name(name: str) -> str:
    """A company's name as duplicates are compared: METRICS.md, Client-base audit. Empty: matches nothing."""
    words = _WORD.findall(name.lower().replace("ё", "е"))
    return "".join(word for word in words if word not in LEGAL_FORMS)


def phone_digits(phone: str | None) -> str | None:
    """Digits alone, a leading 8 of 11 as 7; None where there is no digit."""
    digits = _NOT_DIGIT.sub("", phone or "")
    if len(digits) == 11 and digits.startswith("8"):
        digits = "7" + digits[1:]
    return digits or None


def phone_to_call(phone: str | None) -> str | None:
    """The number as a phone dials it: +7…; None where it is no number."""
    digits = phone_digits(phone)
    return f"+{digits}" if digits and len(digits) >= 10 else None
