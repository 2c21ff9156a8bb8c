"""The days and hours that buttons speak of, in a person's own zone."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import NotFound

MORNING = time(10)
_AHEAD = {"tomorrow": 1, "days3": 3, "week": 7}


def day_ahead(when: str, today: date) -> date:
    """tomorrow, days3, week, or YYYYMMDD. Raises NotFound for anything else."""
    if when in _AHEAD:
        return today + timedelta(days=_AHEAD[when])
    try:
        return datetime.strptime(when, "%Y%m%d").replace(tzinfo=ZoneInfo("UTC")).date()
    except ValueError:
        raise NotFound from None


def next_due(when: str, today: date, zone: str) -> datetime | None:
    """When the next step is due: that day at ten; none for no step. Raises NotFound."""
    if when == "none":
        return None
    return datetime.combine(day_ahead(when, today), MORNING, ZoneInfo(zone))


def when_it_was(when: str, now: datetime, zone: str) -> datetime:
    """now, morning (nine o'clock, or now where that is not yet past), yesterday (same hour). Raises
    NotFound.
    """
    local = now.astimezone(ZoneInfo(zone))
    match when:
        case "now":
            return local
        case "morning":
            return min(local, datetime.combine(local.date(), time(9), ZoneInfo(zone)))
        case "yesterday":
            return datetime.combine(local.date() - timedelta(days=1), local.time(), ZoneInfo(zone))
        case _:
            raise NotFound


def close_day(when: str, today: date) -> date:
    """month: its last day; next: the next month's; quarter: three months on. Raises NotFound."""
    months = {"month": 0, "next": 1, "quarter": 3}.get(when)
    if months is None:
        raise NotFound
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def percent_of(text: str) -> int | None:
    """60, 60% or 60 %: a whole percent from 0 to 100; None for anything else."""
    digits = text.strip().removesuffix("%").strip()
    return (
        int(digits)
        if digits.isascii() and digits.isdigit() and len(digits) <= 3 and int(digits) <= 100
        else None
    )
