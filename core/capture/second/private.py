"""What of a line is nobody else's: numbers of people and papers, addresses. Hidden sign by sign, so that
places in what is left are places of the line.
"""

import re

from core.capture.context import Context
from core.capture.draft import Span
from core.capture.second.figures import figures_of
from core.capture.speech import MASK
from core.capture.taken import Taken

HIDDEN = "#"
_MASKED = re.compile(f"{MASK}+")
ROUND = 100
"""Sums without a unit that are round are sums; 1234567 is a phone of a town."""
DIGITS_LEAST = 5
"""Of a figure that is no sum and no date: a phone, an INN, a number of a paper."""
_LONG = re.compile(r"\+?\d(?:[\s()./_–—\u200b-]{0,3}\d){9,}|\d{7,}")
_LOCAL = re.compile(r"(?<![\d.,])\d{3}[ -]?\d\d[ -]?\d\d(?![\d.,])|(?<![\d.,])\d{3}-\d{4}(?![\d.,])")
_ADDRESS = re.compile(
    r"[^\s@<>\"'(]+ ?(?:@|\(at\)| собака ) ?[^\s@<>\"']+[.,]\w+|(?<!\w)@\w{3,}|\bhttps?://\S+"
    r"|\b(?:[a-zа-я0-9][\w-]*\.)+(?:ru|com|net|org|me|io|рф|by|kz)\b(?:/\S*)?",
    re.IGNORECASE,
)


def without_private(line: str, context: Context) -> str:
    """The line with digits of phones, INN, accounts and long numbers of papers, addresses of mail and links
    made unreadable; sums and dates that our grammar reads stay.
    """
    figures = figures_of(line, context)
    speech = figures.masked
    sums = (place for one, place in figures.sums if one.marked or not one.amount % ROUND)
    told = Taken.of(*sums, *(moment.span for moment in figures.moments))
    signs = list(line)
    for match in _MASKED.finditer(speech.plain):
        span = speech.span(*match.span())
        if sum(char.isdigit() for char in line[span.start : span.end]) >= DIGITS_LEAST:
            _hide_digits(signs, span, Taken())
    for pattern in (_LONG, _LOCAL):
        for match in pattern.finditer(line):
            _hide_digits(signs, Span(*match.span()), Taken() if _is_mobile(match.group()) else told)
    for match in _ADDRESS.finditer(line):
        signs[match.start() : match.end()] = HIDDEN * len(match.group())
    return "".join(signs)


def _is_mobile(figure: str) -> bool:
    """Hidden even where it could be a sum: 9 161 234 567."""
    digits = "".join(filter(str.isdigit, figure))
    return (len(digits) == 10 and digits[0] == "9") or (len(digits) == 11 and digits[:2] in {"79", "89"})


def _hide_digits(signs: list[str], place: Span, told: Taken) -> None:
    for at in range(place.start, place.end):
        if signs[at].isdigit() and not told.touches(Span(at, at + 1)):
            signs[at] = HIDDEN
