"""What stands in a cell: text to value. Source: BUNDLE.md. Each raises Unusable with a reason."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from core.access import Role
from core.exchange.problems import Unusable
from core.money import Money, money_of

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9:T. -]+(Z|[+-][0-9]{2}:?[0-9]{2})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,25})?")
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEARS = range(1000, 3000)
"""Days outside these years cannot be moved between zones safely."""
LARGEST_TELEGRAM_ID = 2**52
SHORT = 15
"""Digits that a percentage, minutes or a quantity may have."""
ROLES = (Role.MANAGER, Role.HEAD, Role.DIRECTOR, Role.COLLEAGUE)

K = TypeVar("K", bound=StrEnum)
N = TypeVar("N", int, Decimal)


def text(cell: str) -> str:
    """Any text, as it stands."""
    return cell


def word(cell: str) -> str:
    """An id or a name that others refer to: spaces around it mean nothing."""
    return cell.strip()


def words(cell: str) -> list[str]:
    """A list joined by |."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def day(cell: str) -> date:
    """YYYY-MM-DD."""
    cell = cell.strip()
    try:
        found = date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise Unusable("not a date YYYY-MM-DD")
    return found


def moment(cell: str) -> datetime:
    """ISO 8601 with an offset, as aware UTC."""
    cell = cell.strip()
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        raise Unusable("not a time in ISO 8601") from None
    if not _TIME.fullmatch(cell) or found.tzinfo is None:
        raise Unusable("a time without an offset")
    if found.year not in _YEARS:
        raise Unusable("a time outside the years 1000 to 2999")
    return found.astimezone(UTC)


def money(cell: str) -> Money:
    """A decimal with a point, at most two places, as minor units."""
    try:
        return money_of(cell.strip())
    except ValueError:
        raise Unusable("not an amount with a point and at most two places") from None


def number(cell: str) -> Decimal:
    """A decimal with a point."""
    cell = cell.strip()
    if not _NUMBER.fullmatch(cell):
        raise Unusable("not a number")
    try:
        return Decimal(cell)
    except InvalidOperation:
        raise Unusable("not a number") from None


def short(cell: str) -> Decimal:
    """A number of at most 15 digits."""
    found = number(cell)
    if len(found.normalize().as_tuple().digits) > SHORT:
        raise Unusable(f"more than {SHORT} digits")
    return found


def percent(cell: str) -> Decimal:
    """From 0 to 100."""
    found = short(cell)
    if not 0 <= found <= 100:
        raise Unusable("not a percentage from 0 to 100")
    return found


def minutes(cell: str) -> Decimal:
    """A call of 2.99 is not one of 3."""
    found = short(cell)
    if found < 0:
        raise Unusable("less than no time")
    return found


def whole(cell: str) -> int:
    """A whole number, not below 0."""
    found = cell.strip()
    if not re.fullmatch(r"[0-9]{1,9}", found):
        raise Unusable("not a whole number")
    return int(found)


def size(cell: str) -> int:
    """Bytes of a file."""
    found = cell.strip()
    if not re.fullmatch(r"[0-9]{1,18}", found):
        raise Unusable("not a number of bytes")
    return int(found)


def up_to(most: int, read: Callable[[str], N]) -> Callable[[str], N]:
    """A number from 0 to `most`."""

    def check(cell: str) -> N:
        found = read(cell)
        if not 0 <= found <= most:
            raise Unusable(f"not a number from 0 to {most}")
        return found

    return check


def degrees(most: int) -> Callable[[str], float]:
    """Of latitude or longitude: `most` either way."""

    def read(cell: str) -> float:
        found = float(cell) if _DEGREES.fullmatch(cell.strip()) else most + 1.0
        if not -most <= found <= most:
            raise Unusable(f"not degrees from -{most} to {most}")
        return found

    return read


def yes_no(cell: str) -> bool:
    """Yes or no."""
    found = {"yes": True, "no": False}.get(cell.strip())
    if found is None:
        raise Unusable("neither yes nor no")
    return found


def clock(cell: str) -> time:
    """A local time of day, HH:MM."""
    try:
        return time.fromisoformat(cell.strip() if _CLOCK.fullmatch(cell.strip()) else "")
    except ValueError:
        raise Unusable("not a time of day HH:MM") from None


def month(cell: str) -> str:
    """YYYY-MM."""
    if not _MONTH.fullmatch(cell.strip()):
        raise Unusable("not a month YYYY-MM")
    return cell.strip()


def zone(cell: str) -> str:
    """A name of the time zone database."""
    try:
        ZoneInfo(cell.strip())
    except (KeyError, ValueError, OSError):
        raise Unusable("no such time zone") from None
    return cell.strip()


def telegram_id(cell: str) -> int:
    """A person's number in the messenger."""
    cell = cell.strip()
    if not re.fullmatch(r"[0-9]{1,16}", cell) or not 0 < int(cell) < LARGEST_TELEGRAM_ID:
        raise Unusable("not a person's number")
    return int(cell)


def one_of(kind: type[K]) -> Callable[[str], K]:
    """One of the kind's values."""
    return among(tuple(kind))


def word_of(*values: str) -> Callable[[str], str]:
    """One of these words."""

    def read(cell: str) -> str:
        if cell.strip() not in values:
            raise Unusable(f"none of {', '.join(values)}")
        return cell.strip()

    return read


def among(values: tuple[K, ...]) -> Callable[[str], K]:
    """One of these values."""
    by_value = {value.value: value for value in values}

    def read(cell: str) -> K:
        found = by_value.get(cell.strip())
        if found is None:
            raise Unusable(f"none of {', '.join(by_value)}")
        return found

    return read
