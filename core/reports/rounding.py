"""Exact figures and how they are shown: half-even, once. Source: METRICS.md, Conventions."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from core.money import MINOR, Money, money_text

_MICROSECONDS_A_DAY = 86_400 * 10**6


def share(part: Fraction | Decimal | int, whole: Fraction | Decimal | int) -> Fraction | None:
    """The exact share of a part; None where the whole is 0."""
    if not whole:
        return None
    return Fraction(_rational(part), _rational(whole))


def _rational(value: Fraction | Decimal | int) -> Fraction | int:
    return Fraction(value) if isinstance(value, Decimal) else value


def rounded(value: Fraction | None, places: int) -> float | None:
    """A JSON number, half-even to so many places."""
    return None if value is None else float(round(value, places))


def ratio6(value: Fraction | None) -> float | None:
    """A ratio as it is shown."""
    return rounded(value, 6)


def days4(value: Fraction | None) -> float | None:
    """Days, hours or minutes as they are shown."""
    return rounded(value, 4)


def number(value: Fraction | Decimal | int) -> int | float:
    """A JSON number as it stands: whole ones without a point."""
    return int(value) if value == int(value) else float(value)


def whole_minor(value: Fraction) -> Money:
    """Money in whole minor units, half-even."""
    return Money(round(value))


def exact_money(value: Fraction | None) -> str | None:
    """Minor units that need not be whole, as money is shown."""
    return None if value is None else money_text(whole_minor(value))


def minor_of(value: Decimal) -> Money:
    """Minor units of an amount in major units, half-even."""
    return whole_minor(Fraction(value) * MINOR)


def days_of(span: timedelta) -> Fraction:
    """Days truly elapsed, exact."""
    return Fraction(span // timedelta(microseconds=1), _MICROSECONDS_A_DAY)


def in_days(microseconds: Fraction | None) -> Fraction | None:
    """Microseconds as days, exact."""
    return None if microseconds is None else microseconds / _MICROSECONDS_A_DAY


def quantile(ordered: Sequence[Fraction], at: Fraction) -> Fraction | None:
    """Linear interpolation at rank `at * (n - 1)` of ascending values; None for none."""
    if not ordered:
        return None
    rank = at * (len(ordered) - 1)
    low = int(rank)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (rank - low) * (ordered[high] - ordered[low])


MEDIAN = Fraction(1, 2)
P90 = Fraction(9, 10)
