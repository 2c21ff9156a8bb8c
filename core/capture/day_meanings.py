"""What the words of a day mean on a certain today (CAPTURE.md, "Dates")."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from core.capture.day_words import Match, is_range, month_of, weekday_of
from core.capture.workdays import after_holidays, after_new_year, workday_until, workdays_later

Meant = tuple[date | None, date | None, bool]
"""The day ahead, the day that has been by the same words, and whether only the latter can be meant."""

YEARS = range(1900, 2200)
"""Years that a line can mean."""

Meaning = Callable[[Match, date, str], Meant]
"""Of what was matched, on this day, in this country."""


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def later_month(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def shifted(days: int) -> Callable[[Match, date, str], Meant]:
    return lambda _match, today, _country: (today + timedelta(days=days), None, days < 0)


def count_of(match: Match) -> int:
    said = match["n"]
    if said and "couple" in said:
        return 2
    return int(said) if said and said.isdigit() else 1


def after(match: Match, today: date, country: str) -> Meant:
    """Через 3 дня, через неделю в пятницу, in 2 weeks."""
    count, unit = count_of(match), match["unit"]
    if count > 400 or not is_range(match):
        return None, None, False
    if re.match(r"раб|work|business", unit):
        return workdays_later(today, count, country), None, False
    if unit.startswith(("нед", "week", "fortn")):
        return weeks_later(today, count * (2 if unit.startswith("fortn") else 1), match["wd"]), None, False
    months = months_in(unit)
    if months:
        return (later_month(today, count * months) if count * months <= 60 else None), None, False
    every_other = match["n"] is None and unit in {"день", "денек"}
    return today + timedelta(days=2 if every_other else count), None, False


def weeks_later(today: date, weeks: int, weekday: str | None) -> date:
    """Через неделю; through a named weekday: that day of the week that holds the date."""
    there = today + timedelta(weeks=weeks)
    return monday(there) + timedelta(days=weekday_of(weekday)) if weekday else there


def months_in(unit: str) -> int:
    """Months of a unit of months or years, 0 of any other."""
    if unit.startswith(("мес", "month")):
        return 1
    if unit.startswith(("полгод", "half")):
        return 6
    return 12 if unit.startswith(("год", "лет", "year")) else 0


def ago(match: Match, today: date, _country: str) -> Meant:
    count, unit = count_of(match), match["unit"]
    days = 7 if unit.startswith(("нед", "week")) else 1
    if unit.startswith(("мес", "month")):
        return later_month(today, -count), None, True
    return today - timedelta(days=days * count), None, True


def weekday(match: Match, today: date, _country: str) -> Meant:
    wanted = weekday_of(match["wd"])
    week = match.groupdict().get("week")
    said_next = match.groupdict().get("next") or (week and not week.startswith(("этой", "this")))
    if match.groupdict().get("last"):
        return today - timedelta(days=(today.weekday() - wanted) % 7 or 7), None, True
    if said_next:
        return monday(today) + timedelta(days=7 + wanted), None, False
    ahead = (wanted - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead), today + timedelta(days=ahead - 7), False


def dated(match: Match, today: date, _country: str) -> Meant:
    """12.12, 12/12/2026, 12 декабря, Dec 12: a past day without a year is next year's."""
    month = month_of(match["month"]) if match.groupdict().get("month") else int(match["mm"])
    day, year = int(match["dd"]), match.groupdict().get("yyyy")
    try:
        if year:
            full = int(year) + (2000 if len(year) == 2 else 0)
            if full not in YEARS:
                return None, None, False
            there = date(full, month, day)
            return there, there, there < today
        this = next(
            date(y, month, day)
            for y in range(today.year, today.year + 5)
            if day <= calendar.monthrange(y, month)[1]
        )
    except (ValueError, StopIteration, calendar.IllegalMonthError):
        return None, None, False
    if this >= today:
        before = this.replace(year=this.year - 1) if (this.month, this.day) != (2, 29) else None
        return this, (this if this == today else before), False
    try:
        return this.replace(year=today.year + 1), this, False
    except ValueError:
        return None, this, False


def of_next_year(match: Match, today: date, _country: str) -> Meant:
    """12 декабря следующего года."""
    try:
        return date(today.year + 1, month_of(match["month"]), int(match["dd"])), None, False
    except ValueError:
        return None, None, False


def of_next_month(match: Match, today: date, _country: str) -> Meant:
    """25 числа следующего месяца."""
    there = later_month(today.replace(day=1), 1)
    day = int(match["dd"])
    return (there.replace(day=day) if 1 <= day <= month_end(there).day else None), None, False


def of_month(match: Match, today: date, _country: str) -> Meant:
    """25 числа, the 25th: past is next month's."""
    wanted = int(match["dd"])
    if not 1 <= wanted <= 31:
        return None, None, False
    first = today.replace(day=1)
    for months in range(4):
        there = later_month(first, months)
        if wanted > month_end(there).day:
            continue
        day = there.replace(day=wanted)
        if day >= today:
            return day, (day if day == today else None), False
    return None, None, False


def part_of(match: Match) -> str:
    word = match["part"]
    if re.match(r"нач|перв|early|start|begin", word):
        return "start"
    return "middle" if re.match(r"серед|mid", word) else "end"


def within(part: str, start: date, end: date) -> date:
    if part == "start":
        return start
    return end if part == "end" else start + timedelta(days=14)


def part_of_week(match: Match, today: date, country: str) -> Meant:
    start = monday(today)
    if match["nxt"] or (today.weekday() > 4 and part_of(match) == "end"):
        start += timedelta(days=7 if match["nxt"] else 0)
    if match["nxt"] is None and today.weekday() > 4:
        start += timedelta(days=7)
    part = part_of(match)
    if part == "end":
        day = workday_until(start + timedelta(days=4), country)
        return (day if day >= today else start + timedelta(days=4)), None, False
    day = start + timedelta(days=0 if part == "start" else 2)
    return (day if day >= today else day + timedelta(days=7)), None, False


def part_of_span(match: Match, today: date, _country: str) -> Meant:
    """Начало, середина, конец of a month, quarter or year."""
    unit, part = match["unit"], part_of(match)
    months = 1 if re.match(r"мес|month", unit) else 3 if re.match(r"кв|q", unit) else 12
    start = today.replace(day=1)
    start = start.replace(month=(start.month - 1) // months * months + 1)
    if match["nxt"]:
        start = later_month(start, months)
    for ahead in (start, later_month(start, months)):
        if part == "middle" and months > 1:
            day = later_month(ahead, months // 2)
            day = day.replace(day=15) if months == 3 else day
        else:
            day = within(part, ahead, month_end(later_month(ahead, months - 1)))
        if day >= today:
            return day, None, False
    return None, None, False


def part_of_month(match: Match, today: date, _country: str) -> Meant:
    """В январе, в конце ноября, mid December."""
    month = month_of(match["month"])
    part = part_of(match) if match.groupdict().get("part") else "start"
    for year in (today.year, today.year + 1):
        start = date(year, month, 1)
        day = within(part, start, month_end(start))
        if day >= today:
            return day, None, False
        if (year, month) == (today.year, today.month) and not match.groupdict().get("part"):
            return None, None, False
    return None, None, False


def next_span(match: Match, today: date, _country: str) -> Meant:
    unit = match["unit"]
    if re.match(r"нед|week", unit):
        return monday(today) + timedelta(days=7), None, False
    months = 1 if re.match(r"мес|month", unit) else 3 if re.match(r"кв|q", unit) else 12
    start = today.replace(day=1)
    start = start.replace(month=(start.month - 1) // months * months + 1)
    return later_month(start, months), None, False


def tens_of(match: Match, today: date, _country: str) -> Meant:
    """В двадцатых числах (декабря): the 20th; one that has begun in this month is doubtful."""
    day = 10 if match["ten"] else 20
    if match["month"]:
        there = date(today.year, month_of(match["month"]), day)
        return (there if there >= today else there.replace(year=today.year + 1)), None, False
    there = today.replace(day=day)
    if there >= today:
        return there, None, False
    return (None if today.day < day + 10 else later_month(there, 1)), None, False


def in_quarter(match: Match, today: date, _country: str) -> Meant:
    """В 1 квартале: its first day; one that has begun is doubtful."""
    quarter = int(match["n"] or match["q"])
    there = date(today.year, 3 * quarter - 2, 1)
    if there > today:
        return there, None, False
    if month_end(there.replace(month=3 * quarter)) >= today:
        return None, None, False
    return there.replace(year=today.year + 1), None, False


def week_on(match: Match, today: date, _country: str) -> Meant:
    """A week on Friday, Friday week: that of the week after the coming one."""
    wanted = weekday_of(match["wd"] or match["on"])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 8), None, False


def in_week(match: Match, today: date, _country: str) -> Meant:
    """В среду на следующей неделе, next week Wednesday."""
    this = re.search(r"этой|this", match.group()) is not None
    day = monday(today) + timedelta(days=(0 if this else 7) + weekday_of(match["wd"]))
    return (day if day >= today else None), None, False


def today_itself(_match: Match, today: date, _country: str) -> Meant:
    """Today may be told of as well as planned."""
    return today, today, False


def past_new_year(_match: Match, today: date, country: str) -> Meant:
    """После нового года."""
    return after_new_year(today, country), None, False


def past_holidays(match: Match, today: date, country: str) -> Meant:
    """После праздников, после майских."""
    if "майск" not in match.group():
        return after_holidays(today, country), None, False
    year = today.year + (today > date(today.year, 5, 8))
    return after_holidays(date(year, 5, 8), country), None, False


def year_end(_match: Match, today: date, _country: str) -> Meant:
    """До нового года."""
    return date(today.year, 12, 31), None, False
