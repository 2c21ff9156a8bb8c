"""What of a line is nobody else's: numbers of people and papers, addresses. Hidden sign by sign, so that
places in what is left are places of the line.
"""

import re

from core.capture.context import Context
from core.capture.draft import Span
from core.capture.masks import mask_figures
from core.capture.moments import read_moments
from core.capture.money import read_money
from core.capture.speech import MASK, hear
from core.capture.taken import Taken

HIDDEN = "#"
_MASKED = re.compile(f"{MASK}+")
DIGITS_LEAST = 5
"""Of a figure that is no sum and no date: a phone, an INN, a number of a paper."""
_LONG = re.compile(r"\+?\d(?:[ ()./-]{0,2}\d){9,}")
_ADDRESS = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+|(?<!\w)@\w{3,}|\bt\.me/\S+|\bhttps?://\S+", re.IGNORECASE
)


def without_private(line: str, context: Context) -> str:
    """The line with digits of phones, INN, accounts and long numbers of papers, addresses of mail and links
    made unreadable; sums and dates that our grammar reads stay.
    """
    speech = mask_figures(hear(line))
    money = read_money(speech)
    moments = read_moments(money.rest, context)
    told = Taken.of(money.amount.span, *(moment.span for moment in moments))
    signs = list(line)
    for match in _MASKED.finditer(speech.plain):
        span = speech.span(*match.span())
        if sum(char.isdigit() for char in line[span.start : span.end]) >= DIGITS_LEAST:
            _hide_digits(signs, span, Taken())
    for match in _LONG.finditer(line):
        _hide_digits(signs, Span(*match.span()), told)
    for match in _ADDRESS.finditer(line):
        signs[match.start() : match.end()] = HIDDEN * len(match.group())
    return "".join(signs)


def _hide_digits(signs: list[str], place: Span, told: Taken) -> None:
    for at in range(place.start, place.end):
        if signs[at].isdigit() and not told.touches(Span(at, at + 1)):
            signs[at] = HIDDEN
