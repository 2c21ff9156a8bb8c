"""Words for an hour: в 15, 3pm, полдевятого, после обеда, через 2 часа (CAPTURE.md, "Dates")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from core.capture.context import DayParts
from core.capture.day_words import OR_MORE, is_range

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day, or a distance from now in minutes. `part` names a part of the day, not an hour."""

    start: int
    end: int
    clock: time | None = None
    minutes_ahead: int | None = None
    duration_min: int | None = None
    part: str | None = None
    bare: bool = False
    """A number after a preposition that is an hour only beside a day or a verb."""
    told: bool = False
    close: bool = False
    """An hour only right after a day."""


Meaning = Callable[[Match, DayParts], Hour | None]
_PARTS: dict[str, tuple[str, str]] = {
    "morning": (
        (
            r"(?:с )?утра|утру|утром|утречком|с утречка|к утру|(?:в|до|за) (?:1-го|1|перв\w+) "
            r"половин[еыу] дня|(?:in the )?morning"
        ),
        "morning",
    ),
    "end_of_day": (
        (
            r"(?:до|к|в|под) конц[ауе] (?:рабочего )?дня|конец дня|(?:by |at |before )?(?:the )?"
            r"(?:end of (?:the )?(?:day|business)|eod|cob)"
        ),
        "end_of_day",
    ),
    "afternoon": (
        (
            r"после обеда|(?:во?|на) (?:2-го|2|втор\w+) половин[еыу](?: дня)?|(?<!с )днем(?! рожд)"
            r"|(?:in the )?afternoon|after lunch"
        ),
        "afternoon",
    ),
    "lunch": (
        r"(?:в|к|до|около|ближе к) обед[ау]?|обедом|(?:at|before|by|around) lunch(?:time)?",
        "lunch",
    ),
    "noon": (r"(?:в|к|до) (?:полдень|полудню|полудня)|(?:at |by |before )?(?:noon|midday)", "noon"),
    "evening": (
        r"(?:ближе )?(?:[кд]о? вечер[уа]|вечером|вечерком)|(?:in the )?evening|(?:this )?evening|tonight",
        "evening",
    ),
}
_AT = (
    r"(?:(?:ровно |примерно |около |ориентировочно )?(?:в|во|к|ко|на|с|до|после|около|at"
    r"|by|around|before|after|from|until|till|где-то в|часов в|часиков в|часа в|часам к) )"
)
_OF_DAY = r"(?P<of> ?(?:утра|дня|вечера|ночи|a\.?m\.?|p\.?m\.?|in the (?:morning|afternoon|evening)))"
_HOURS = r"(?: ?(?:час(?:а|ов|ам|у|ик\w*)?|ч\.?)(?! ?\d))"


def _rule(pattern: str, meaning: Meaning) -> tuple[re.Pattern[str], Meaning]:
    return re.compile(rf"(?<![\w.,:/$€₽\x01-])(?:{pattern})(?![\w\x01]|[.,:/]\d)"), meaning


def spoken_hour(hour: int, minute: int, of_day: str | None, part: str | None = None) -> time | None:
    """24 hours out of what was said: a bare 1-7 is afternoon, вечера and pm add 12."""
    said = (of_day or "").strip().replace(".", "")
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    late = said in {"pm", "вечера", "in the evening", "in the afternoon"} or part == "evening"
    early = said in {"am", "утра", "ночи", "in the morning"} or part == "morning"
    if late:
        hour += 12 if hour < 12 else 0
    elif early:
        hour = 0 if hour == 12 else hour
    elif said == "дня" or 1 <= hour <= 7:
        hour += 12 if 1 <= hour <= 7 else 0
    return time(hour, minute) if hour <= 23 else None


def _clock(match: Match, _parts: DayParts) -> Hour | None:
    found = match.groupdict()
    hour, minute = int(found["h"]), int(found.get("m") or 0)
    written = found.get("colon") is not None and len(found["h"]) == 2
    if written and not found.get("of"):
        said = time(hour, minute) if hour <= 23 and minute <= 59 else None
    else:
        said = spoken_hour(hour, minute, found.get("of"))
    bare = found.get("bare") is not None
    return None if said is None else Hour(match.start(), match.end(), clock=said, bare=bare)


def _to_hour(match: Match, _parts: DayParts) -> Hour | None:
    """Без четверти пять, quarter to five: minutes before the hour; полдевятого: half of it."""
    hour, before = int(match["h"] or 1), match.groupdict().get("to") is not None
    minutes = {"четверти": 15, "четверть": 15, "quarter": 15, "a quarter": 15, "пол": 30, "половина": 30}
    said = match["m"].strip()
    count = minutes.get(said) or (30 if said.startswith(("пол", "half")) else int(said))
    after = match.groupdict().get("past") is not None
    if after:
        time_said = spoken_hour(hour, count, match.groupdict().get("of"))
    else:
        hour, minute = (hour - 1) % 12 or 12, 60 - count if before else count
        time_said = spoken_hour(hour, minute, match.groupdict().get("of"))
    return None if time_said is None else Hour(match.start(), match.end(), clock=time_said)


def _span_of_hours(match: Match, _parts: DayParts) -> Hour | None:
    """С 10 до 12: the start, and how long."""
    of_day = match.groupdict().get("of")
    start = spoken_hour(int(match["h"]), int(match["m"] or 0), of_day)
    end = spoken_hour(int(match["h2"]), int(match["m2"] or 0), of_day)
    if start is None or end is None:
        return None
    if int(match["h"]) > 7 and of_day and "p" not in of_day and int(match["h"]) < 12:
        start = time(int(match["h"]), int(match["m"] or 0))
    minutes = end.hour * 60 + end.minute - start.hour * 60 - start.minute
    bare = match.groupdict().get("bare") is not None
    length = minutes if minutes > 0 else None
    return Hour(match.start(), match.end(), start, duration_min=length, bare=bare) if length else None


def _ahead(match: Match, _parts: DayParts) -> Hour | None:
    found = match.groupdict()
    if not is_range(match):
        return None
    count = float((found.get("n") or "1").replace(",", ".").replace("an", "1").replace("a", "1"))
    unit = match["unit"]
    minutes = count * (1 if re.match(r"м|min", unit) else 60)
    if re.match(r"пол|half", unit):
        minutes = 30
    extra = found.get("extra")
    minutes += 30 if extra and "пол" in extra else 0
    told = found.get("ago") is not None
    return (
        None
        if minutes > 60 * 48
        else Hour(match.start(), match.end(), minutes_ahead=round(-minutes if told else minutes), told=told)
    )


def _part(name: str) -> Meaning:
    def meaning(match: Match, parts: DayParts) -> Hour:
        return Hour(match.start(), match.end(), clock=getattr(parts, name), part=name)

    return meaning


def _begun(match: Match, _parts: DayParts) -> Hour | None:
    """В начале третьего: soon after two."""
    said = spoken_hour(int(match["h"]) - 1 or 12, 0, None)
    return None if said is None else Hour(match.start(), match.end(), clock=said)


def _one_o_clock(match: Match, _parts: DayParts) -> Hour:
    return Hour(match.start(), match.end(), clock=time(13))


def _dictated(match: Match, parts: DayParts) -> Hour | None:
    """В десять тридцать, в десять ноль ноль."""
    hour = int(match["h"])
    minute = 0 if match["m"] == "0 0" else int(match["m"])
    said = spoken_hour(hour, minute, match["of"])
    del parts
    return None if said is None else Hour(match.start(), match.end(), clock=said)


def _beside(match: Match, _parts: DayParts) -> Hour | None:
    """Завтра 11, пт 15-00: an hour without a word of its own, which only a day just before makes one."""
    minute = 0 if (match.groupdict().get("m") or "00") == "0 0" else int(match.groupdict().get("m") or 0)
    said = spoken_hour(int(match["h"]), minute, None)
    return None if said is None else Hour(match.start(), match.end(), clock=said, bare=True, close=True)


_DIGITS = r"(?P<n>\d{1,3}(?:[.,]5)?|an?)"
RULES = (
    _rule(rf"через (?P<unit>минут|часа|часика) (?P<n>\d{{1,3}}){OR_MORE}(?! мин)", _ahead),
    _rule(
        r"(?:через|чрез|черз|спустя|in|within|в течение) "
        rf"(?:{_DIGITS}{OR_MORE} )?(?P<unit>полчас(?:а|ик\w*)?|пол часа|half an hour"
        r"|час(?:а|ов|ик\w*|ок)?|минут(?:у|ы|к\w+|очк\w+)?|мин\.?"
        r"|hours?|hrs?|minutes?|mins?)(?P<extra> с половиной)?"
    , _ahead),
    _rule(rf"(?P<unit>минут|часа?|часик\w*) (?:через|так через) (?P<n>\d{{1,3}}){OR_MORE}", _ahead),
    _rule(
        rf"(?:{_DIGITS} )?(?P<unit>полчас\w*|half an hour|час\w*|минут\w*|мин|hours?|hrs?"
        r"|minutes?|mins?) (?P<ago>назад|ago)"
    , _ahead),
    _rule(
        rf"(?:с|от|между|from|between) (?P<h>\d{{1,2}})(?:[:.-](?P<m>\d{{2}}))?{_HOURS}? (?:до|по|и|to"
        rf"|till|until|and) (?P<h2>\d{{1,2}})(?:[:.-](?P<m2>\d{{2}}))?{_HOURS}?{_OF_DAY}?"
    , _span_of_hours),
    _rule(
        rf"(?:с|from|between) (?P<h>\d{{1,2}})(?:[:.](?P<m>\d{{2}}))? (?:до|по|to|till|until)"
        rf" (?:половин[ыау]|пол|half past) (?P<h2>\d{{1,2}})(?P<m2>)(?:-го)?{_OF_DAY}?",
        _span_of_hours,
    ),
    _rule(rf"{_AT}?(?P<h>\d{{1,2}}):(?P<m>\d{{2}}) ?- ?(?P<h2>\d{{1,2}}):(?P<m2>\d{{2}})", _span_of_hours),
    _rule(rf"{_AT}?(?P<h>\d{{1,2}})(?P<colon>:)(?P<m>\d{{2}})(?::\d\d)?{_OF_DAY}?", _clock),
    _rule(
        rf"{_AT}(?P<h>\d{{1,2}})(?P<colon>[-.])(?P<m>00|[1-5][05]|3\d|4\d|5\d"
        rf"|05){_HOURS}?{_OF_DAY}?"
    , _clock),
    _rule(rf"{_AT}(?P<h>\d{{1,2}})(?P<m>)-(?P<h2>\d{{1,2}})(?P<m2>){_HOURS}?{_OF_DAY}?", _span_of_hours),
    _rule(rf"(?P<h>\d{{1,2}})(?P<m>)-(?P<h2>\d{{1,2}})(?P<m2>)(?:{_HOURS}|{_OF_DAY})", _span_of_hours),
    _rule(r"(?P<bare>)(?P<h>\d{1,2})(?P<m>)-(?P<h2>\d{1,2})(?P<m2>)", _span_of_hours),
    _rule(rf"{_AT}?(?P<h>\d{{1,2}}) ?часов (?P<m>\d{{1,2}}) мин\w*{_OF_DAY}?", _clock),
    _rule(
        rf"{_AT}?без (?P<to>)(?P<m>четверти|\d{{1,2}})(?: минут\w*)? (?P<h>\d{{1,2}})"
        rf"(?:-го)?{_OF_DAY}?"
    , _to_hour),
    _rule(rf"{_AT}?без (?P<to>)(?P<m>четверти|\d{{1,2}})(?: минут\w*)? (?P<h>)час{_OF_DAY}?", _to_hour),
    _rule(rf"{_AT}?(?P<m>четверть|пол|половин[ауе]) (?P<h>\d{{1,2}})-го{_OF_DAY}?", _to_hour),
    _rule(rf"{_AT}?(?P<m>\d{{1,2}}) минут (?P<h>\d{{1,2}})-го{_OF_DAY}?", _to_hour),
    _rule(
        rf"{_AT}?(?P<m>half|a quarter|quarter|\d{{1,2}}) (?P<past>past) "
        rf"(?P<h>\d{{1,2}}){_OF_DAY}?"
    , _to_hour),
    _rule(
        rf"{_AT}?(?P<m>a quarter|quarter|\d{{1,2}}) (?P<to>to|before) "
        rf"(?P<h>\d{{1,2}}){_OF_DAY}?"
    , _to_hour),
    _rule(rf"{_AT}(?P<h>\d{{1,2}}) (?P<m>00|[1-5][05]|0 0){_HOURS}?{_OF_DAY}?", _dictated),
    _rule(rf"{_AT}?(?P<h>\d{{1,2}}){_HOURS}?{_OF_DAY}", _clock),
    _rule(rf"{_AT}(?P<h>\d{{1,2}}){_HOURS}", _clock),
    _rule(r"(?:at )?(?P<h>\d{1,2}) ?o'?clock", _clock),
    _rule(r"(?:в )?начале (?P<h>\d{1,2})-го(?! ?(?:кварт|месяц|год|числ|час|раз|этап))", _begun),
    _rule(r"(?:(?:в|к|ко) (?P<hour>час)(?: дня)?)(?! ночи)", _one_o_clock),
    *(_rule(pattern, _part(name)) for pattern, name in _PARTS.values()),
    _rule(
        r"(?P<weak>до|после|около|на|с|by|after|before|around|until|till|from) "
        r"(?P<h>\d{1,2})(?P<bare>)"
    , _clock),
    _rule(
        r"(?:ровно |примерно |около |часов |часиков |часа )?(?:в|во|к|ко|at) (?P<h>\d{1,2})"
        r"(?P<plain>)(?! ?[-/.]?\d)(?!-(?:го|му|й|м|е|я|ой|ю)\b)(?! кварт| кв\b)"
    , _clock),
    _rule(r"(?P<bare>)(?P<h>1\d|2[0-3]|\d)(?P<colon>[ -])(?P<m>00|[1-5][05]|0 0)", _beside),
    _rule(r"(?P<bare>)(?P<h>1\d|2[0-3]|[1-9])(?= ?(?:$|[,;.!)]))", _beside),
)  # fmt: skip


_DAYS = re.compile(r"(?:на |за )?[2-4] дня$")
_LASTING = re.compile(
    r"\b(?:за|срок\w*|отсрочк\w*|на|еще|все|эти|последн\w+|первы\w+|кажд\w+|доставк\w+|\d) ?$"
)


def _is_a_term(match: Match, plain: str) -> bool:
    """Срок 3 дня, за 3 дня: days, not three in the afternoon."""
    if _DAYS.match(match.group()) is None:
        return False
    return (
        match.group()[0] in "нз"
        or _LASTING.search(plain[max(0, match.start() - 20) : match.start()]) is not None
    )


def find_hours(plain: str, parts: DayParts) -> list[Hour]:
    """Every hour that is named, in order and not overlapping; earlier rules win."""
    found: list[Hour] = []
    taken = [False] * (len(plain) + 1)
    for pattern, meaning in RULES:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            hour = None if _is_a_term(match, plain) else meaning(match, parts)
            if hour is None:
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            found.append(hour)
    return sorted(found, key=lambda hour: hour.start)
