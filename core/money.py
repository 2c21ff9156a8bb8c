"""Money: an integer of minor units (kopecks, cents). Source: METRICS.md, Conventions."""

import re
from decimal import Decimal
from typing import NewType

Money = NewType("Money", int)

MINOR = 100
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,2})?")


def money_of(text: str) -> Money:
    """Minor units of a decimal with a point, at most two places ("1250000.00"). Raises ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError("no decimal with at most two places")
    return Money(int(Decimal(text) * MINOR))


def money_text(amount: Money | int) -> str:
    """The decimal with two places that BUNDLE.md wants: 125000000 -> "1250000.00"."""
    sign = "-" if amount < 0 else ""
    major, minor = divmod(abs(amount), MINOR)
    return f"{sign}{major}.{minor:02d}"
