"""Words and their bits that the rules of days are made of (CAPTURE.md, "Dates")."""

import re

Match = re.Match[str]
OR_MORE = r"(?:(?:-| - | или | or | to | )(?P<more>\d{1,3})|-тройку| тройку)?"
"""Behind a number of days or minutes: два-три, "2 3" as it is dictated. What is waited for is the first."""


def is_range(match: Match) -> bool:
    """Whether two numbers that were matched can be one about so large: 2-3, 5 to 10, not 2 15."""
    first, more = match["n"], match.groupdict().get("more")
    if more is None:
        return True
    return first is not None and first.isdigit() and int(first) < int(more) <= max(3 * int(first), 5)


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


def weekday_of(word: str) -> int:
    """0 for Monday."""
    return next(i for i, forms in enumerate(_WEEKDAYS) if re.fullmatch(forms, word))


def month_of(word: str) -> int:
    """1 for January."""
    return next(i for i, forms in enumerate(_MONTHS, 1) if re.fullmatch(forms, word))
