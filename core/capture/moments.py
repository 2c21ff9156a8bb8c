"""Days and hours put together into moments of the person's own time (CAPTURE.md, "Dates")."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.capture.context import Context
from core.capture.days import Day, find_days
from core.capture.draft import Span, When
from core.capture.hours import Hour, find_hours, spoken_hour
from core.capture.masks import mask_figures
from core.capture.money import read_money
from core.capture.speech import Speech, hear

LONGEST = 200
"""Characters of a phrase that is only a date."""

_FILLER = re.compile(
    r"[ ,(]*(?:(?:в|во|на|к|ко|at|on|by|around|about|где-то|примерно|около|число|of|the"
    r"|г\.?|это|ровно|or so|часов|к самому)[ ,]*){0,2}"
)
_FROM = re.compile(r"\b(?:с|со|from)(?: the)? ?\n|\n(?:с|со|from) ")
"""Before a date (or in its beginning, after the line break)."""
_ONTO = re.compile(r" ?(?:числа )?(?:(?P<ru>на) |to (?:the )?)")
_PUT_OFF = re.compile(r"\b(?:mov\w+|reschedul\w+|postpon\w+|push\w+|shift\w+|put off)\b")
_AHEAD = re.compile(r"^(?:до|к|ко|на|by|until|till|for)\b")
_NOT_YET = re.compile(r"^(?:до|к|ко|by|until|till|before)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that the line names: `due` when ahead, `past` when the same words can tell what has been."""

    span: Span
    start: int
    end: int
    due: When | None
    past: datetime | None
    told: bool
    deadline: bool
    duration_min: int | None = None


def country_of(context: Context) -> str:
    """Whose holidays count where the company names no country."""
    return context.country or ("RU" if context.language == "ru" else "")


def read_moments(speech: Speech, context: Context) -> list[Moment]:
    """All moments of a line whose figures and sums are masked, in order."""
    today = context.now.date()
    days = find_days(speech.plain, today, country_of(context))
    hidden = speech
    for day in days:
        hidden = hidden.masked(day.start, day.end)
    hours = find_hours(hidden.plain, context.day_parts)
    days, hours = _without_former(speech.plain, days, hours)
    groups = _grouped(speech.plain, days, hours)
    return [moment for group in groups if (moment := _moment(speech, group, context)) is not None]


def _without_former(plain: str, days: list[Day], hours: list[Hour]) -> tuple[list[Day], list[Hour]]:
    """Перенесли с 5 на 12 декабря, moved from Tuesday to Thursday: the former date is none any more."""
    put_off = _PUT_OFF.search(plain) is not None
    new = {day.start for day in days}

    def is_former(one: Day | Hour) -> bool:
        if _FROM.search(plain[max(0, one.start - 6) : one.start] + "\n" + plain[one.start : one.end]) is None:
            return False
        onto = _ONTO.match(plain[one.end : one.end + 8])
        if onto is None or not (onto["ru"] or put_off):
            return False
        return any(start in new for start in range(one.end, one.end + onto.end() + 1))

    return [day for day in days if not is_former(day)], [hour for hour in hours if not is_former(hour)]


def _grouped(plain: str, days: list[Day], hours: list[Hour]) -> list[list[Day | Hour]]:
    groups: list[list[Day | Hour]] = []
    atoms: list[Day | Hour] = [*days, *hours]
    for atom in sorted(atoms, key=lambda one: one.start):
        if groups and _joins(plain, groups[-1], atom):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _joins(plain: str, group: list[Day | Hour], atom: Day | Hour) -> bool:
    between = plain[group[-1].end : atom.start]
    if _FILLER.fullmatch(between) is None:
        return False
    days = [one for one in group if isinstance(one, Day)]
    hours = [one for one in group if isinstance(one, Hour)]
    if isinstance(atom, Hour) and atom.close:
        return bool(days) and not hours and between.strip(" ,") == ""
    if any(hour.close for hour in hours) and not days:
        return False
    if isinstance(atom, Day):
        weekday_then_date = bool(days) and not hours and days[-1].weekday and not atom.weekday
        return not days or (weekday_then_date and not atom.told)
    if any(hour.minutes_ahead is not None for hour in [*hours, atom]):
        return False
    parts = [hour.part for hour in [*hours, atom]]
    return not hours or (len(hours) == 1 and parts.count(None) == 1)


def _moment(speech: Speech, group: list[Day | Hour], context: Context) -> Moment | None:
    days = [one for one in group if isinstance(one, Day)]
    hours = [one for one in group if isinstance(one, Hour)]
    exact = [hour for hour in hours if hour.part is None]
    parts = [hour for hour in hours if hour.part is not None]
    if not days and len(exact) == len(hours) == 1 and exact[0].bare:
        return None
    start, end = group[0].start, group[-1].end
    hour = exact[0] if exact else parts[0] if parts else None
    due, past, told = _resolved(
        days[-1] if days else None, hour, parts[0] if exact and parts else None, context
    )
    if due is None and past is None:
        return None
    if _AHEAD.match(speech.plain[start:end]) and not told:
        past = None
        if due is None:
            return None
    deadline = _NOT_YET.match(speech.plain[start:end]) is not None
    length = hour.duration_min if hour else None
    return Moment(speech.span(start, end), start, end, due, past, told, deadline, length)


def _resolved(
    day: Day | None, hour: Hour | None, part: Hour | None, context: Context
) -> tuple[When | None, datetime | None, bool]:
    now = context.now.replace(second=0, microsecond=0)
    if hour is not None and hour.minutes_ahead is not None:
        there = (now.astimezone(UTC) + timedelta(minutes=hour.minutes_ahead)).astimezone(now.tzinfo)
        return (None, there, True) if hour.told else (there, None, False)
    if hour is None or hour.clock is None:
        return _of_day(day, now)
    at = hour.clock
    if part is not None and at.hour in range(12, 20):
        at = spoken_hour(at.hour - 12 if at.hour > 12 else 12, at.minute, None, part.part) or at
    if part is not None and part.part == "evening" and at.hour < 12:
        at = at.replace(hour=at.hour + 12)
    if day is None:
        today = _local(now.date(), at, now)
        return (
            (today if today > now else _local(now.date() + timedelta(days=1), at, now)),
            (today if today <= now else None),
            False,
        )
    if day.told:
        return None, _local(day.day, at, now), True
    due = _local(day.day, at, now)
    earlier = None if day.earlier is None else _local(day.earlier, at, now)
    return due, (earlier if earlier is not None and earlier <= now else None), False


def _of_day(day: Day | None, now: datetime) -> tuple[When | None, datetime | None, bool]:
    if day is None:
        return None, None, False
    if day.told:
        return None, _local(day.day, now.time(), now), True
    past = None if day.earlier is None else _local(day.earlier, now.time(), now)
    return day.day, past, False


def _local(day: date, at: time, now: datetime) -> datetime:
    """The wall clock of that day; an hour that the change of clocks leaves out moves to one that is."""
    there = datetime.combine(day, at, tzinfo=now.tzinfo)
    return there.astimezone(UTC).astimezone(now.tzinfo)


def read_date(text: str, context: Context) -> When | None:
    """The date of a phrase that is only a date: plain, or an aware local time; None if not understood."""
    speech = read_money(mask_figures(hear(text[:LONGEST]))).rest
    ahead = [moment for moment in read_moments(speech, context) if moment.due is not None and not moment.told]
    return ahead[0].due if len(ahead) == 1 else None
