"""Words for a day: завтра, в пятницу, 12.12, до конца месяца (CAPTURE.md, "Dates")."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from core.capture.workdays import after_holidays, after_new_year, workday_until, workdays_later

Match = re.Match[str]

_WEEKDAYS = (
    r"понедельник[ауе]?|понедельником|пн|mondays?|mon",
    r"вторник[ауе]?|вторником|вт|tuesday|tues|tue",
    r"сред[ауые]|средой|ср|wednesday|weds|wed",
    r"четверг[ауе]?|четвергом|чт|чет|thursday|thurs|thur|thu",
    r"пятниц[ауые]|пятницей|пт|пятн|friday|fri",
    r"суббот[ауые]|субботой|сб|суб|saturday|sat",
    r"воскресень[еяю]|воскресеньем|вс|sunday|sun",
)
WEEKDAY = "|".join(_WEEKDAYS)
_MONTHS = (
    r"январ[ьяюе]|янв|january|jan", r"феврал[ьяюе]|фев|february|feb", r"марта?|марту|марте|мар|march",
    r"апрел[ьяюе]|апр|april|apr", r"ма[йяюе]|may", r"июн[ьяюе]|june|jun", r"июл[ьяюе]|july|jul",
    r"августа?|августу|августе|авг|august|aug", r"сентябр[ьяюе]|сент|сен|september|sept|sep",
    r"октябр[ьяюе]|окт|october|oct", r"ноябр[ьяюе]|нояб|ноя|november|nov",
    r"декабр[ьяюе]|дек|december|dec",
)  # fmt: skip
MONTH = "|".join(_MONTHS)
_COUNT = r"(?:(?P<n>\d{1,3}|an?|(?:a )?couple(?: of)?) )?"
_NEXT = r"след(?:\.|ующ\w+)? ?|будущ\w+ |next "


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named. `told` ones are past for sure, `open` ones may be past beside a past verb."""

    day: date
    start: int
    end: int
    told: bool = False
    earlier: date | None = None
    """The same words said of what has been: last Friday for "в пятницу"."""


Rule = tuple[re.Pattern[str], Callable[[Match, date, str], tuple[date | None, date | None, bool]]]


def weekday_of(word: str) -> int:
    """0 for Monday."""
    return next(i for i, forms in enumerate(_WEEKDAYS) if re.fullmatch(forms, word))


def month_of(word: str) -> int:
    """1 for January."""
    return next(i for i, forms in enumerate(_MONTHS, 1) if re.fullmatch(forms, word))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def later_month(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _shift(days: int) -> Callable[[Match, date, str], tuple[date | None, date | None, bool]]:
    return lambda _match, today, _country: (today + timedelta(days=days), None, days < 0)


def _number(match: Match) -> int:
    said = match["n"]
    if said and "couple" in said:
        return 2
    return int(said) if said and said.isdigit() else 1


def _after(match: Match, today: date, country: str) -> tuple[date | None, date | None, bool]:
    """Через 3 дня, через неделю в пятницу, in 2 weeks."""
    count, unit, weekday = _number(match), match["unit"], match["wd"]
    if count > 400:
        return None, None, False
    if re.match(r"раб|work|business", unit):
        return workdays_later(today, count, country), None, False
    if unit.startswith(("нед", "week", "fortn")):
        count = count * 2 if unit.startswith("fortn") else count
        there = today + timedelta(weeks=count)
        day = there if not weekday else monday(there) + timedelta(days=weekday_of(weekday))
        return day, None, False
    if unit.startswith(("мес", "month")):
        return later_month(today, count), None, False
    if unit.startswith(("полгод", "half")):
        return later_month(today, 6), None, False
    if unit.startswith(("год", "лет", "year")):
        return (later_month(today, 12 * count), None, False) if count <= 5 else (None, None, False)
    every_other = match["n"] is None and unit in {"день", "денек"}
    return today + timedelta(days=2 if every_other else count), None, False


def _ago(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    count, unit = _number(match), match["unit"]
    days = 7 if unit.startswith(("нед", "week")) else 1
    if unit.startswith(("мес", "month")):
        return later_month(today, -count), None, True
    return today - timedelta(days=days * count), None, True


def _weekday(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    wanted = weekday_of(match["wd"])
    week = match.groupdict().get("week")
    said_next = match.groupdict().get("next") or (week and not week.startswith(("этой", "this")))
    if match.groupdict().get("last"):
        return today - timedelta(days=(today.weekday() - wanted) % 7 or 7), None, True
    if said_next:
        return monday(today) + timedelta(days=7 + wanted), None, False
    ahead = (wanted - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead), today + timedelta(days=ahead - 7), False


def _dated(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    """12.12, 12/12/2026, 12 декабря, Dec 12: a past day without a year is next year's."""
    month = month_of(match["month"]) if match.groupdict().get("month") else int(match["mm"])
    day, year = int(match["dd"]), match.groupdict().get("yyyy")
    try:
        if year:
            full = int(year) + (2000 if len(year) == 2 else 0)
            there = date(full, month, day)
            return there, there, there < today
        this = next(
            date(y, month, day) for y in range(today.year, today.year + 5) if day <= calendar.monthrange(y, month)[1]
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


def _of_month(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
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


def _part(match: Match) -> str:
    word = match["part"]
    if re.match(r"нач|перв|early|start|begin", word):
        return "start"
    return "middle" if re.match(r"серед|mid", word) else "end"


def _within(part: str, start: date, end: date) -> date:
    if part == "start":
        return start
    return end if part == "end" else start + timedelta(days=14)


def _part_of_week(match: Match, today: date, country: str) -> tuple[date | None, date | None, bool]:
    start = monday(today)
    if match["nxt"] or (today.weekday() > 4 and _part(match) == "end"):
        start += timedelta(days=7 if match["nxt"] else 0)
    if match["nxt"] is None and today.weekday() > 4:
        start += timedelta(days=7)
    part = _part(match)
    if part == "end":
        day = workday_until(start + timedelta(days=4), country)
        return (day if day >= today else start + timedelta(days=4)), None, False
    day = start + timedelta(days=0 if part == "start" else 2)
    return (day if day >= today else day + timedelta(days=7)), None, False


def _part_of_span(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    """Начало, середина, конец of a month, quarter or year."""
    unit, part = match["unit"], _part(match)
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
            day = _within(part, ahead, month_end(later_month(ahead, months - 1)))
        if day >= today:
            return day, None, False
    return None, None, False


def _part_of_month(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    """В январе, в конце ноября, mid December."""
    month = month_of(match["month"])
    part = _part(match) if match.groupdict().get("part") else "start"
    for year in (today.year, today.year + 1):
        start = date(year, month, 1)
        day = _within(part, start, month_end(start))
        if day >= today:
            return day, None, False
        if (year, month) == (today.year, today.month) and not match.groupdict().get("part"):
            return None, None, False
    return None, None, False


def _next_span(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    unit = match["unit"]
    if re.match(r"нед|week", unit):
        return monday(today) + timedelta(days=7), None, False
    months = 1 if re.match(r"мес|month", unit) else 3 if re.match(r"кв|q", unit) else 12
    start = today.replace(day=1)
    start = start.replace(month=(start.month - 1) // months * months + 1)
    return later_month(start, months), None, False


def _rule(pattern: str, meaning: Callable[[Match, date, str], tuple[date | None, date | None, bool]]) -> Rule:
    return re.compile(rf"(?<![\w.,/\x01])(?:{pattern})(?![\w\x01])"), meaning


_PREP = r"(?:в|во|на|до|к|ко|с|по|от|на самое|on|by|for|until|till|before|in|the|at|from) "
_PREPS = rf"(?:(?:{_PREP}){{0,2}})"
_YEAR = r"(?:,? (?P<yyyy>\d{4})(?: ?(?:года?|г\.?))?)?"
_PART_WORD = (
    r"(?P<part>начал[оеуа]|перв\w+ числ\w+|середин[аеуы]|конц[аеу]|концом|конец|early|start of|beginning of"
    r"|the start of|mid|middle of|the middle of|late|end of|the end of)[ -]"
)
_WEEK_WORD = rf"(?:(?:на )?(?:{_NEXT})недел\w+|next week|(?:на )?этой недел\w+|this week)"
_WD = rf"(?P<wd>{WEEKDAY})\.?"
_UNIT_AFTER = (
    r"(?P<unit>рабоч\w+ дн\w+|(?:business|working) days?|work ?days?|дн\w+|день|денек|сут\w+|нед\w*|недельк\w+"
    r"|мес\w*|год\w*|лет|полгод\w*|days?|weeks?|fortnight|months?|years?|half a year)"
)

RULES: tuple[Rule, ...] = (
    _rule(rf"{_PREPS}(?:послезавтра|the day after tomorrow|day after tomorrow)", _shift(2)),
    _rule(r"(?:позавчера|the day before yesterday|day before yesterday)", _shift(-2)),
    _rule(r"(?:вчера|вчерашн\w+|yesterday(?:'s)?)", _shift(-1)),
    _rule(rf"{_PREPS}(?:завтра|завтрашн\w+|tomorrow|tmrw|tmr|tomo|tmw|2moro)", _shift(1)),
    _rule(rf"{_PREPS}(?:сегодня|today|this (?=morning|afternoon|evening))", lambda _m, today, _c: (today, today, False)),
    _rule(rf"(?:{_COUNT}{_UNIT_AFTER}(?P<wd>)? (?:назад|тому назад|ago))", _ago),
    _rule(rf"(?:через|спустя|in|within) (?:примерно )?{_COUNT}{_UNIT_AFTER}(?: (?:(?:в|во|на|on) )?{_WD})?", _after),
    _rule(rf"(?P<n>\d{{1,2}}|an?) {_UNIT_AFTER}(?P<wd>)? (?:from now|from today|later|спустя)", _after),
    _rule(rf"(?P<unit>недел[ьия]|дн[яей]+|месяц\w*) через (?P<n>\d{{1,2}})(?P<wd>)?", _after),
    _rule(rf"{_PREPS}(?P<dd>\d{{1,2}})[./](?P<mm>\d{{2}})[./](?P<yyyy>\d{{4}}|\d{{2}})(?: ?г(?:ода?)?\.?)?", _dated),
    _rule(r"(?P<yyyy>20\d{2})-(?P<mm>\d{2})-(?P<dd>\d{2})", _dated),
    _rule(
        rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ое|ого|му|ому)|st|nd|rd|th)?,?(?: of)? (?P<month>{MONTH})\.?{_YEAR}",
        _dated,
    ),
    _rule(rf"{_PREPS}(?P<month>{MONTH})\.? (?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?(?P<yyyy>\d{{4}}))?(?!:\d| ?[ap]\.?m)", _dated),
    _rule(r"(?:(?:до|к|на|с|от|on|by|for) )(?P<dd>\d{1,2})[./](?P<mm>\d{1,2})(?!\d)", _dated),
    _rule(r"(?P<dd>\d{1,2})[./](?P<mm>\d{2})(?!\d)", _dated),
    _rule(rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ое|ого|му|ому))? ?(?:числ[ауое]м?)", _of_month),
    _rule(rf"{_PREPS}(?:{_WEEK_WORD}) (?:(?:в|во|on) )?{_WD}(?P<week>)?(?P<next>)?", lambda m, t, c: _in_week(m, t, c)),
    _rule(rf"{_PREPS}{_WD},? (?P<week>(?:на )?(?:{_NEXT})недел\w+|next week|(?:на )?этой недел\w+|this week)", lambda m, t, c: _in_week(m, t, c)),
    _rule(rf"{_PREPS}{_PART_WORD}(?:the )?(?P<nxt>{_NEXT})?(?:этой |this )?(?:the )?(?:рабочей )?(?:недел\w+|week)", _part_of_week),
    _rule(rf"{_PREPS}{_PART_WORD}(?:the )?(?P<nxt>{_NEXT})?(?:этого |this )?(?:the )?(?P<unit>месяц\w*|квартал\w*|года?|month|quarter|year)", _part_of_span),
    _rule(rf"{_PREPS}{_PART_WORD}(?P<month>{MONTH})", _part_of_month),
    _rule(rf"(?:(?:в|к|до|на) (?P<ru>)|(?:in|by|until) )(?P<month>{MONTH})(?! \d)", _part_of_month),
    _rule(rf"(?:(?:в|на|до|к|by|in|for|until) )?(?:{_NEXT})(?P<unit>недел\w+|месяц\w*|квартал\w*|week|month|quarter)", _next_span),
    _rule(rf"(?:в|in) (?:{_NEXT})(?P<unit>году|year)", _next_span),
    _rule(r"(?:после|after) (?:the )?(?:нового года|нг|новогодн\w+(?: праздник\w+)?|январск\w+(?: праздник\w+)?|new year'?s?(?: holidays)?)", lambda _m, t, c: (after_new_year(t, c), None, False)),
    _rule(r"(?:после|after) (?:the )?(?:праздник\w+|майск\w+(?: праздник\w+)?|holidays)", lambda m, t, c: (_after_holidays(m, t, c), None, False)),
    _rule(r"(?:до|к) (?:нового года|новому году|нг)", lambda _m, t, _c: (date(t.year, 12, 31), None, False)),
    _rule(rf"(?:(?:в|во|on) )?(?:the )?(?P<last>прошл\w+|минувш\w+|last) {_WD}", _weekday),
    _rule(rf"{_PREPS}(?P<next>{_NEXT}){_WD}", _weekday),
    _rule(rf"(?:{_PREPS}(?:эт[уаоие]\w* |ближайш\w+ |this |coming )?|(?<!кажд))(?P<wd>{WEEKDAY})\.?", _weekday),
    _rule(r"(?:до|к|на|ко|by|on|until|till|for|before) (?:the )?(?P<dd>\d{1,2})(?:-?(?:го|му|ого|ому|е|ое)|st|nd|rd|th)(?! [а-яa-z]{4,})", _of_month),
    _rule(r"(?:the )(?P<dd>\d{1,2})(?:st|nd|rd|th)(?! (?!at|in|and|for|by|on|morning|after)[a-z])", _of_month),
    _rule(r"(?<!пол )(?<!четверть )(?<!минут )(?<!половине )(?<!половина )(?P<dd>\d{1,2})-?(?:го|ого)(?= ?(?:$|[,;]| (?:в|к|с|утром|днем|вечером|после|до) ))", _of_month),
)  # fmt: skip


def _in_week(match: Match, today: date, _country: str) -> tuple[date | None, date | None, bool]:
    """В среду на следующей неделе, next week Wednesday."""
    this = re.search(r"этой|this", match.group()) is not None
    day = monday(today) + timedelta(days=(0 if this else 7) + weekday_of(match["wd"]))
    return (day if day >= today else None), None, False


def _after_holidays(match: Match, today: date, country: str) -> date:
    if "майск" not in match.group():
        return after_holidays(today, country)
    may = date(today.year + (today > date(today.year, 5, 8)), 5, 8)
    return after_holidays(may, country)


_NOT_A_DAY = re.compile(
    r"(?:кажд\w+|every|each|по|всю|прошл\w+) *$|\b(?:на той недел\w+|на прошлой недел\w+|last week) *$"
)
_DOUBTFUL = re.compile(r"^ ?(?:на той|на прошлой)|^ ?last week")


def find_days(plain: str, today: date, country: str) -> list[Day]:
    """Every day that is named, in order and not overlapping; earlier rules win."""
    found: list[Day] = []
    taken = [False] * (len(plain) + 1)
    for pattern, meaning in RULES:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(taken[start:end]) or _NOT_A_DAY.search(plain[:start]) or _DOUBTFUL.match(plain[end:]):
                continue
            if _is_a_word_of_speech(match, plain):
                continue
            try:
                day, earlier, told = meaning(match, today, country)
            except (ValueError, OverflowError):
                continue
            taken[start:end] = [True] * (end - start)
            if day is None and earlier is None:
                continue
            found.append(Day(day or earlier or today, start, end, told or day is None, earlier))
    return sorted(found, key=lambda day: day.start)


_SHORT = re.compile(r"(?:sat|sun|wed|mon|may|march|mar|чет|суб|сен|мар)\.?$")


def _is_a_word_of_speech(match: Match, plain: str) -> bool:
    """"Sat with them", "we may": a short word without a preposition is no day; with one or an hour it is."""
    text = match.group().strip()
    if not _SHORT.fullmatch(text):
        return False
    return re.match(r",? ?(?:at |в )?\d|$", plain[match.end() :]) is None
