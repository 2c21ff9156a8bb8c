"""Periods of local days, months, and what lies before a day. Source: METRICS.md, Conventions."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.errors import Invalid
from core.people.calendars import day_end, day_start

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days of the company's zone, both ends in. Raises Invalid where it ends before it starts."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Invalid(field="period", value=f"{self.first}..{self.last}")

    def starts(self, zone: str) -> datetime:
        """The first moment, aware UTC."""
        return day_start(self.first, zone)

    def ends(self, zone: str) -> datetime:
        """The first moment after the period, aware UTC."""
        return day_end(self.last, zone)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def months_within(self) -> tuple[str, ...]:
        """The calendar months that lie in it whole, as YYYY-MM."""
        day = self.first if self.first.day == 1 else _last_of_month(self.first) + timedelta(days=1)
        found = []
        while _last_of_month(day) <= self.last:
            found.append(month_name(day))
            day = _last_of_month(day) + timedelta(days=1)
        return tuple(found)

    def whole_months(self) -> tuple[str, ...]:
        """Its months as YYYY-MM where it is whole months, else none."""
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1:
            return ()
        found = []
        day = self.first
        while day <= self.last:
            found.append(month_name(day))
            day = _last_of_month(day) + timedelta(days=1)
        return tuple(found)


def month_name(day: date) -> str:
    """The month of a day as YYYY-MM."""
    return f"{day.year:04d}-{day.month:02d}"


def month_of(text: str) -> Period:
    """The month written YYYY-MM. Raises Invalid."""
    found = _MONTH.fullmatch(text)
    if not found or found[1] == "0000":
        raise Invalid(field="month", value=text)
    return month_with(date(int(found[1]), int(found[2]), 1))


def month_with(day: date) -> Period:
    """The calendar month that holds the day."""
    return Period(day.replace(day=1), _last_of_month(day))


def quarter_with(day: date) -> Period:
    """The calendar quarter that holds the day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(first, _last_of_month(months_before(first, -2)))


def year_with(day: date) -> Period:
    """The calendar year that holds the day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def whole_months_before(day: date, months: int) -> Period:
    """The `months` whole calendar months just before the day's month."""
    first = day.replace(day=1)
    return Period(months_before(first, months), first - timedelta(days=1))


def last_days(day: date, days: int) -> Period:
    """The last `days` days as of a day, itself in: D - N + 1 .. D."""
    return Period(day - timedelta(days=days - 1), day)


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or that month's last day where it is shorter."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
