"""What people type or tap, made fit to keep: lines, texts, sums, shares, months."""

import re
from decimal import Decimal
from typing import TypeVar

from core.errors import Invalid
from core.money import Money

LINE_MOST = 200
TEXT_MOST = 4000
SUM_MOST = 10**13
"""Minor units; what a company never reaches and a slip of the finger does."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

N = TypeVar("N", int, Decimal)


def line(text: str | None, most: int = LINE_MOST) -> str | None:
    """One line with single spaces; None where nothing is left of it."""
    clean = " ".join((text or "").replace("\0", "").split())[:most].rstrip()
    return clean or None


def paragraphs(text: str | None, most: int = TEXT_MOST) -> str | None:
    """A text with its lines kept; None where nothing is left of it."""
    clean = (text or "").replace("\0", "").strip()[:most].rstrip()
    return clean or None


def needed(field: str, text: str | None, most: int = LINE_MOST) -> str:
    """A line that must not be empty. Raises Invalid."""
    clean = line(text, most)
    if clean is None:
        raise Invalid(field=field, value="")
    return clean


def between(field: str, value: N, least: int, most: int) -> N:
    """The value, both ends in. Raises Invalid."""
    if not least <= value <= most:
        raise Invalid(field=field, value=str(value))
    return value


def a_sum(field: str, amount: Money) -> Money:
    """Minor units that are not negative and not absurd. Raises Invalid."""
    return Money(between(field, int(amount), 0, SUM_MOST))


def a_month(text: str) -> str:
    """YYYY-MM. Raises Invalid."""
    if not _MONTH.fullmatch(text):
        raise Invalid(field="month", value=text)
    return text
