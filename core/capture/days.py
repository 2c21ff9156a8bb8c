"""Words for a day: завтра, в пятницу, 12.12, до конца месяца (CAPTURE.md, "Dates")."""

import re
from dataclasses import dataclass
from datetime import date

from core.capture import day_meanings as means
from core.capture.day_words import MONTH, OR_MORE, WEEKDAY, Match
from core.capture.words import listed, readings


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named. `told` ones are past for sure, `open` ones may be past beside a past verb."""

    day: date
    start: int
    end: int
    told: bool = False
    earlier: date | None = None
    """The same words said of what has been: last Friday for "в пятницу"."""
    weekday: bool = False
    """Only a day of the week was said."""


Rule = tuple[re.Pattern[str], means.Meaning]


def _rule(pattern: str, meaning: means.Meaning) -> Rule:
    return re.compile(rf"(?<![\w.,/\x01])(?:{pattern})(?![\w\x01])"), meaning


_N = r"(?P<n>\d{1,3}|an?|(?:a )?couple(?: of)?)"

_COUNT = rf"(?:{_N} )?"

_NEXT = r"след(?:\.|у\w*щ\w+)? ?|будущ\w+ |next "

_PREP = r"(?:в|во|на|до|к|ко|с|на самое|on|by|for|until|till|before|in|the|at|from|to) "

_PREPS = rf"(?:(?:{_PREP}){{0,2}})"

_YEAR = r"(?:,? (?P<yyyy>\d{4})(?: ?(?:года?|г\.?))?)?"

_PART_WORD = (
    r"(?P<part>начал[оеуа]|перв\w+ числ\w+|середин[аеуы]|конц[аеу]|концом|конец|early|start of|beginning of"
    r"|the start of|mid|middle of|the middle of|late|end of|the end of)[ -]"
)

_WEEK_WORD = rf"(?:(?:на )?(?:{_NEXT})недел\w+|next week|(?:на )?этой недел\w+|this week)"

_WD = rf"(?P<wd>{WEEKDAY})\.?"

_UNIT_AFTER = (
    r"(?P<unit>рабоч\w+ дн(?:я|ей|ями)|(?:business|working) days?|work ?days?|дн(?:я|ей|ями)|день|денек"
    r"|деньк\w+|сут(?:ки|ок)|нед(?:ел\w+)?|мес(?:яц\w*)?|год(?:а|ик\w*)?|лет|полгод(?:а|ик\w*)?|days?|weeks?"
    r"|fortnight|months?|years?|half a year)"
)

RULES: tuple[Rule, ...] = (
    _rule(rf"{_PREPS}(?:послезавтра|the day after tomorrow|day after tomorrow)", means.shifted(2)),
    _rule(r"(?:позавчера|the day before yesterday|day before yesterday)", means.shifted(-2)),
    _rule(r"(?:вчера|вчерашн\w+|yesterday(?:'s)?)", means.shifted(-1)),
    _rule(rf"{_PREPS}(?:завтра|завтрашн\w+|tomm?orr?ow|tmrw|tmr|tomo|tmw|2moro)", means.shifted(1)),
    _rule(rf"(?P<n>\d{{1,2}}|an?) {_UNIT_AFTER}(?P<wd>)? (?:from now|from today|later|спустя)", means.after),
    _rule(rf"(?:a week (?:on|from) {_WD}|(?P<on>{WEEKDAY}) week)", means.week_on),
    _rule(rf"{_PREPS}(?:сегодня|today|this (?=morning|afternoon|evening))", means.today_itself),
    _rule(rf"(?:{_COUNT}{_UNIT_AFTER}(?P<wd>)? (?:назад|тому назад|ago))", means.ago),
    _rule(
        rf"(?:через|спустя) (?P<unit>дня|недели|месяца) (?P<n>\d{{1,2}}){OR_MORE}(?P<wd>)?"
        rf"(?! ?(?:{MONTH}|числ))",
        means.after,
    ),
    _rule(
        rf"(?:через|чрез|черз|спустя|in|within) (?:примерно )?(?:{_N}{OR_MORE} )?{_UNIT_AFTER}"
        rf"(?: (?:(?:в|во|на|on) )?{_WD})?",
        means.after,
    ),
    _rule(
        rf"(?P<unit>недел[ьия]|дн[яей]+|месяц\w*) через (?P<n>\d{{1,2}}){OR_MORE}(?P<wd>)?"
        rf"(?! ?(?:{MONTH}|числ))",
        means.after,
    ),
    _rule(
        rf"{_PREPS}(?P<dd>\d{{1,2}})[./](?P<mm>\d{{2}})[./](?P<yyyy>\d{{4}}|\d{{2}})(?: ?г"
        r"(?:ода?)?\.?)?",
        means.dated,
    ),
    _rule(r"(?P<yyyy>20\d{2})-(?P<mm>\d{2})-(?P<dd>\d{2})", means.dated),
    _rule(
        rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ого))? (?P<month>{MONTH}) (?:{_NEXT}года?|of next year)",
        means.of_next_year,
    ),
    _rule(
        rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ого))?(?: числ[ауое]м?)? (?:след\.? |следующего |будущего )"
        r"мес(?:яца|\.)?",
        means.of_next_month,
    ),
    _rule(
        rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?го)?(?: ?- ?| или | or )\d{{1,2}}(?:-?(?:го|е))? "
        rf"(?P<month>{MONTH})\.?{_YEAR}",
        means.dated,
    ),
    _rule(
        rf"{_PREPS}(?:(?P<ten>10-х|десятых)|20-х|двадцатых) числ\w+(?: (?P<month>{MONTH}))?", means.tens_of
    ),
    _rule(
        r"(?:в|во|на|in) (?:the )?"
        r"(?:(?P<n>[1-4])(?:-?(?:го|й|м|ом|st|nd|rd|th))? (?:квартал\w*|кв\.?|quarter)|q(?P<q>[1-4]))",
        means.in_quarter,
    ),
    _rule(
        (
            rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ое|ого|му|ому)|st|nd|rd|th)?,?(?: of)? "
            rf"(?P<month>{MONTH})\.?{_YEAR}"
        ),
        means.dated,
    ),
    _rule(
        rf"{_PREPS}(?P<month>{MONTH})\.? (?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?"
        rf"(?P<yyyy>\d{{4}}))?(?!:\d| ?[ap]\.?m)",
        means.dated,
    ),
    _rule(r"(?:(?:до|к|на|с|on|by|for|to|again) )(?P<dd>\d{1,2})[./](?P<mm>\d{1,2})(?!\d)", means.dated),
    _rule(r"(?P<dd>[3-9]|[12]\d|3[01])/(?P<mm>\d|1[0-2])(?= ?(?:$|[,;)]|at |в |by ))", means.dated),
    _rule(r"(?P<dd>\d{1,2})[./](?P<mm>\d{2})(?!\d)", means.dated),
    _rule(rf"{_PREPS}(?P<dd>\d{{1,2}})(?:-?(?:го|е|ое|ого|му|ому))? ?(?:числ[ауое]м?)", means.of_month),
    _rule(rf"{_PREPS}(?:{_WEEK_WORD}) (?:(?:в|во|on) )?{_WD}(?P<week>)?(?P<next>)?", means.in_week),
    _rule(
        rf"{_PREPS}{_WD},? (?P<week>(?:на )?(?:{_NEXT})недел\w+|next week|(?:на )?этой недел\w+"
        r"|this week)",
        means.in_week,
    ),
    _rule(
        rf"{_PREPS}{_PART_WORD}(?:the )?(?P<nxt>{_NEXT})?(?:этой |this )?(?:the )?(?:рабочей )?"
        r"(?:недел\w+|week)",
        means.part_of_week,
    ),
    _rule(
        rf"{_PREPS}{_PART_WORD}(?:the )?(?P<nxt>{_NEXT})?(?:этого |this )?(?:the )?"
        r"(?P<unit>месяц\w*|квартал\w*|года?|month|quarter|year)",
        means.part_of_span,
    ),
    _rule(rf"{_PREPS}{_PART_WORD}(?P<month>{MONTH})", means.part_of_month),
    _rule(rf"(?:(?:в|к|до|на) (?P<ru>)|(?:in|by|until) )(?P<month>{MONTH})(?! \d)", means.part_of_month),
    _rule(
        rf"(?:(?:в|на|до|к|by|in|for|until) )?(?:{_NEXT})(?P<unit>недел\w+|месяц\w*|квартал\w*"
        r"|week|month|quarter)",
        means.next_span,
    ),
    _rule(rf"(?:в|in) (?:{_NEXT})(?P<unit>году|year)", means.next_span),
    _rule(
        r"(?:после|after) (?:the )?(?:нового года|нг|новогодн\w+(?: праздник\w+)?|январск\w+"
        r"(?: праздник\w+)?|new year'?s?(?: holidays)?)",
        means.past_new_year,
    ),
    _rule(
        r"(?:после|after) (?:the )?(?:праздник\w+|майск\w+(?: праздник\w+)?|holidays)", means.past_holidays
    ),
    _rule(r"(?:до|к) (?:нового года|новому году|нг)", means.year_end),
    _rule(rf"(?:(?:в|во|on) )?(?:the )?(?P<last>прошл\w+|минувш\w+|last) {_WD}", means.weekday),
    _rule(rf"{_PREPS}(?P<next>{_NEXT}){_WD}", means.weekday),
    _rule(
        rf"(?:{_PREPS}(?:эт[уаоие]\w* |ближайш\w+ |this |coming )?|(?<!кажд))"
        rf"(?P<wd>{WEEKDAY})\.?",
        means.weekday,
    ),
    _rule(
        r"(?:до|к|на|ко|by|on|until|till|for|before) (?:the )?(?P<dd>\d{1,2})(?:-?(?:го|му|ого"
        r"|ому|е|ое)|st|nd|rd|th)(?! [а-яa-z]{4,})",
        means.of_month,
    ),
    _rule(
        r"(?:the )(?P<dd>\d{1,2})(?:st|nd|rd|th)(?! (?!at|in|and|for|by|on|morning"
        r"|after)[a-z])",
        means.of_month,
    ),
    _rule(
        r"(?<!пол )(?<!начале )(?<!конце )(?<!четверть )(?<!минут )(?<!половине )(?<!половина )"
        r"(?<!половины )(?P<dd>\d{1,2})-?(?:го|ого)(?= ?(?:$|[,;.]| (?:в|к|с|утром|днем|вечером|после|до) ))",
        means.of_month,
    ),
)

_NOT_A_DAY = re.compile(
    r"(?:кажд\w+|every|each|по|от|dated|всю|прошл\w+|кроме|вместо|except|instead of) *$"
    r"|\b(?:не|ни|not)(?: (?:в|во|на|к|on))? *$"
    r"|\b(?:на той недел\w+|на прошлой недел\w+|last week) *$"
)

_DOUBTFUL = re.compile(
    r"^ ?(?:на той|на прошлой)|^ ?(?:of )?last (?:week|month|year)"
    r"|^ ?(?:прошл\w+|минувш\w+|позапрошл\w+|следующ\w+|будущ\w+) (?:год|месяц)"
    r"|^ ?(?:год|\d+ года?|недел\w+|месяц) назад|^ after next"
)
"""Behind a day: it is no day of those that the rules reckon."""


def find_days(plain: str, today: date, country: str) -> list[Day]:
    """Every day that is named, in order and not overlapping; earlier rules win."""
    found: list[Day] = []
    taken = [False] * (len(plain) + 1)
    for pattern, meaning in RULES:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if (
                any(taken[start:end])
                or _NOT_A_DAY.search(plain[max(0, start - 40) : start])
                or _DOUBTFUL.match(plain[end:])
            ):
                continue
            if _is_a_word_of_speech(match, plain) or _is_surroundings(match, plain):
                continue
            try:
                day, earlier, told = meaning(match, today, country)
            except (ValueError, OverflowError):
                continue
            taken[start:end] = [True] * (end - start)
            if day is None and earlier is None:
                continue
            only_weekday = meaning is means.weekday and day is not None
            found.append(Day(day or earlier or today, start, end, told or day is None, earlier, only_weekday))
    return sorted(found, key=lambda day: day.start)


_SHORT = re.compile(r"(?:sat|sun|wed|mon|may|march|mar|чет|суб|сен|мар)\.?$")


def _is_a_word_of_speech(match: Match, plain: str) -> bool:
    """We may, they sat: a short word without a preposition is a day only beside an hour."""
    text = match.group().strip()
    if not _SHORT.fullmatch(text):
        return False
    return re.match(r",? ?(?:at |в )?\d|$", plain[match.end() :]) is None


_MIDWEEK = re.compile(r"(?:(?P<prep>\w+) )?(?P<word>сред[аеуы])$")
_WHICH = listed("этот тот следующий ближайший будущий прошлый прошедший каждый весь наступающий")


def _is_surroundings(match: Match, plain: str) -> bool:
    """Среду передачи данных, агрессивную среду, в среде разработки: no day of the week."""
    said = _MIDWEEK.search(match.group())
    if said is None:
        return False
    if said["prep"] == "в" and said["word"] == "среде":
        return True
    if said["prep"] is not None:
        return False
    before = readings(_word_beside(plain[: match.start()], -1))[:1]
    if any(one.known and one.part in {"ADJF", "PRTF"} and one.lemma not in _WHICH for one in before):
        return True
    after = readings(_word_beside(plain[match.end() :], 0))[:2]
    owners = (one for one in after if one.part == "NOUN" and one.case == "gent")
    return any(one.known and not one.person_name for one in owners)


def _word_beside(text: str, place: int) -> str:
    """The first (0) or last (-1) word, where only a space parts it from the day."""
    joined = text.startswith(" ") if place == 0 else text.endswith(" ")
    words = text.split()
    return words[place] if joined and words else ""
