"""Days off of a country, for "the last workday" and "after the New Year" (CAPTURE.md, "Dates")."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _days_off(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except (NotImplementedError, KeyError):
        return frozenset({date(year, 1, 1)})


def is_workday(day: date, country: str) -> bool:
    """Monday to Friday and no public holiday; of an unknown country only the 1st of January is one."""
    return day.weekday() < 5 and day not in _days_off(country, day.year)


def workday_from(day: date, country: str) -> date:
    """The day itself, or the first workday after it."""
    while not is_workday(day, country):
        day += DAY
    return day


def workday_until(day: date, country: str) -> date:
    """The day itself, or the last workday before it, within a fortnight."""
    for back in range(14):
        if is_workday(day - back * DAY, country):
            return day - back * DAY
    return day


def workdays_later(day: date, count: int, country: str) -> date:
    """`count` workdays after a day."""
    for _ in range(count):
        day = workday_from(day + DAY, country)
    return day


def after_new_year(today: date, country: str) -> date:
    """The first workday after the January holidays that are ahead."""
    year = today.year if today < date(today.year, 1, 1) else today.year + 1
    return workday_from(date(year, 1, 1) + DAY, country)


def after_holidays(today: date, country: str) -> date:
    """The first workday after the nearest holidays ahead."""
    day = today
    for _ in range(370):
        day += DAY
        if day in _days_off(country, day.year):
            return workday_from(day, country)
    return after_new_year(today, country)
