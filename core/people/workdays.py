"""Counting workdays on from a day. Source: METRICS.md, Conventions, Workday."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.people.calendars import Absence, is_workday

_FARTHEST = 3660


def workday_after(day: date, count: int, country: str | None, absences: Iterable[Absence] = ()) -> date:
    """The `count`-th workday after a day; 0: the day itself. A person without workdays gets plain days."""
    absences = tuple(absences)
    found, left = day, count
    for _ in range(_FARTHEST):
        if left == 0:
            return found
        found += timedelta(days=1)
        left -= is_workday(found, country, absences)
    return day + timedelta(days=count)
