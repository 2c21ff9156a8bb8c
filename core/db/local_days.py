"""The local day of a moment in SQL, by the rules of time zones that Python has, on both databases."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Integer, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

FIRST_YEAR = 1970
"""The clocks of moments before are set as they were then."""
STEP = timedelta(days=7)
"""No clocks are set forth and back within so short a time."""


class LocalDay(GenericFunction[date]):
    """A day of the calendar."""

    type = Date()
    name = "local_day"
    inherit_cache = True


def local_day_of(moment: ColumnElement[datetime] | Any, zone: str, until: datetime) -> ColumnElement[date]:
    """The day of moments before `until` in a time zone. `moment` is worked out several times: a plain column.

    Raises KeyError (ZoneInfoNotFoundError) for an unknown zone.
    """
    return LocalDay(moment, literal_column(f"'{ZoneInfo(zone).key} {until.year + 1}'"))


class DayNumber(GenericFunction[int]):
    """A day as a whole number."""

    type = Integer()
    name = "day_number"
    inherit_cache = True


def day_number(day: ColumnElement[date]) -> ColumnElement[int]:
    """Days counted from some day: differences are exact."""
    return DayNumber(day)


@lru_cache(maxsize=256)
def shifts(zone: str, year: int) -> tuple[tuple[datetime, int], ...]:
    """Since when (UTC) the clocks were so many seconds ahead; up to a year's end, the latest first."""
    place = ZoneInfo(zone)
    day, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = [(day, _ahead(day, place))]
    while day < end:
        before, day = day, day + STEP
        ahead = _ahead(day, place)
        if ahead != found[-1][1]:
            found.append((_changed(before, day, place), ahead))
    return tuple(reversed(found))


def _ahead(moment: datetime, place: ZoneInfo) -> int:
    shift = moment.astimezone(place).utcoffset()
    assert shift is not None
    return shift // timedelta(seconds=1)


def _changed(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """The second at which the clocks were set."""
    before = _ahead(low, place)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _ahead(middle, place) == before:
            low = middle
        else:
            high = middle
    return high


def _ahead_at(
    element: LocalDay, compiler: SQLCompiler, sign: str, write: str, **kwargs: Any
) -> tuple[str, str]:
    """The moment, and by how much its clocks were ahead: `write` says so of seconds."""
    moment, named = element.clauses.clauses
    zone, year = named.name.strip("'").rsplit(" ", 1)
    *later, (_, first) = shifts(zone, int(year))
    column = compiler.process(moment, **kwargs)
    whens = " ".join(f"WHEN {column} >= {sign.format(at)} THEN {write.format(ahead)}" for at, ahead in later)
    ahead = f"CASE {whens} ELSE {write.format(first)} END" if later else write.format(first)
    return column, ahead


@compiles(LocalDay)
def _by_interval(element: LocalDay, compiler: SQLCompiler, **kwargs: Any) -> str:
    moment, ahead = _ahead_at(
        element, compiler, "'{:%Y-%m-%d %H:%M:%S}+00'", "interval '{} seconds'", **kwargs
    )
    return f"CAST(timezone('UTC', {moment}) + {ahead} AS DATE)"


@compiles(LocalDay, "sqlite")
def _by_modifier(element: LocalDay, compiler: SQLCompiler, **kwargs: Any) -> str:
    """In whole seconds: SQLite would round the last half of a millisecond up to the next day."""
    moment, ahead = _ahead_at(element, compiler, "'{:%Y-%m-%d %H:%M:%S}.000000'", "'{:+} seconds'", **kwargs)
    return f"date(substr({moment}, 1, 19), {ahead})"


@compiles(DayNumber)
def _by_difference(element: DayNumber, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"({compiler.process(element.clauses, **kwargs)} - DATE '1970-01-01')"


@compiles(DayNumber, "sqlite")
def _by_julian_day(element: DayNumber, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"CAST(julianday({compiler.process(element.clauses, **kwargs)}) + 0.5 AS INTEGER)"
