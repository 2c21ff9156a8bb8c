"""Exact arithmetic and the one rounding at the end: half-even, of the exact value."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

Number = Fraction | int
Z = Fraction("1.959964")


def rounded(value: Number | None, places: int = 6) -> float | None:
    return None if value is None else float(round(Fraction(value), places))


def money(value: Number | None) -> str | None:
    if value is None:
        return None
    kopecks = round(Fraction(value) * 100)
    whole, rest = divmod(abs(kopecks), 100)
    return f"{'-' if kopecks < 0 else ''}{whole}.{rest:02}"


def ratio(part: Number | None, whole: Number | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part) / Fraction(whole)


def mean(values: Sequence[Number]) -> Fraction | None:
    return ratio(sum(values, Fraction(0)), len(values))


def quantile(values: Iterable[Number], share: Fraction) -> Fraction | None:
    """Linear interpolation at rank share * (n - 1)."""
    ordered = sorted(values)
    if not ordered:
        return None
    rank = share * (len(ordered) - 1)
    low = int(rank)
    high = min(low + 1, len(ordered) - 1)
    return Fraction(ordered[low]) + (rank - low) * (Fraction(ordered[high]) - Fraction(ordered[low]))


def median(values: Iterable[Number]) -> float | None:
    return rounded(quantile(values, Fraction(1, 2)), 4)


def p90(values: Iterable[Number]) -> float | None:
    return rounded(quantile(values, Fraction(9, 10)), 4)


def elapsed(span: timedelta, unit: int = 86400) -> Fraction:
    return Fraction(span // timedelta(microseconds=1), unit * 1_000_000)


def root(value: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 80
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def logarithm(value: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 80
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def wilson(part: int, whole: int) -> tuple[Fraction | None, Fraction | None]:
    """The 95 % interval of a share."""
    if not whole:
        return None, None
    share, z2 = Fraction(part, whole), Z * Z
    middle = share + z2 / (2 * whole)
    spread = Z * root(share * (1 - share) / whole + z2 / (4 * whole * whole))
    scale = 1 + z2 / whole
    return (middle - spread) / scale, (middle + spread) / scale


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_of(text: str) -> tuple[date, date]:
    year, month = int(text[:4]), int(text[5:7])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def month_name(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def months_touched(first: date, last: date) -> list[str]:
    names = {month_name(first + timedelta(days=n)) for n in range((last - first).days + 1)}
    return sorted(names)


def whole_months(first: date, last: date) -> list[str]:
    """Months that lie in the period with all their days."""
    return [
        name
        for name in months_touched(first, last)
        if first <= month_of(name)[0] and month_of(name)[1] <= last
    ]
