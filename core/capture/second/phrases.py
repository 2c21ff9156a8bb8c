"""Phrases of an answer, found in the line and read by our own grammar: a figure is never taken as said."""

import re
from typing import Any

from core.capture.context import Context
from core.capture.draft import Slot, Span
from core.capture.masks import mask_figures
from core.capture.moments import Moment, read_moments
from core.capture.money import Money, read_money
from core.capture.speech import MASK, Speech, hear
from core.capture.taken import NOTHING, Taken

LONGEST = 200
"""Characters of a phrase; nobody needs a longer one to say where a slot was read."""
_BESIDE = 24
"""Characters beside a figure that could make another figure of it."""
_GOES_ON = re.compile(r"[\d.,'’][.,:/*x×х–-]? ?$|\d ?(?:до|to|and|или|и|на|or) $", re.IGNORECASE)
"""Before a figure: it is the end of another one, of a range or of a measure."""


def place_of(line: str, phrase: Any, taken: Taken = NOTHING) -> Span | None:
    """Where a phrase stands in the line as whole words, in places that are not taken; None where it does not.

    Anything may come as a phrase. Letters of either size, ё and е, one space and several are the same.
    """
    if not isinstance(phrase, str) or len(phrase) > LONGEST:
        return None
    words = phrase.strip(" \t\r\n\"'«».,;:!?").replace("ё", "е").replace("Ё", "Е").split()
    if not words:
        return None
    said = line.replace("ё", "е").replace("Ё", "Е")
    wanted = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = wanted.search(said)
    while found is not None:
        span = Span(*found.span())
        if _is_whole(said, span) and not taken.touches(span):
            return span
        found = wanted.search(said, found.start() + 1)
    return None


def _is_whole(text: str, span: Span) -> bool:
    before, first = text[span.start - 1 : span.start], text[span.start]
    last, after = text[span.end - 1], text[span.end : span.end + 1]
    return not (before.isalnum() and first.isalnum()) and not (last.isalnum() and after.isalnum())


def money_at(line: str, span: Span) -> tuple[Slot[int], Slot[int]] | None:
    """The sum there and the lower end of a range, by our grammar; None where it is no sum of itself (a number
    without a unit is only offered), or where what stands beside it makes it another one.
    """
    before = line[max(0, span.start - _BESIDE) : span.start]
    if _is_hidden(mask_figures(hear(line)), span) or _GOES_ON.search(before):
        return None
    said, more = line[span.start : span.end], line[span.end : span.end + _BESIDE]
    alone, beside = _sum_of(said), _sum_of(said + more)
    if alone.amount.value is None or alone.amount.value != beside.amount.value:
        return None
    if alone.low.value != beside.low.value or _has_more_figures(said, alone):
        return None
    low: Slot[int] = Slot(alone.low.value, span) if alone.low.value is not None else Slot()
    return Slot(alone.amount.value, span), low


def _sum_of(said: str) -> Money:
    return read_money(mask_figures(hear(said)))


def _has_more_figures(said: str, money: Money) -> bool:
    """300 на 40: who names more than a sum was not understood."""
    span = money.amount.span
    if span is None:
        return True
    return any(char.isdigit() for char in said[: span.start] + said[span.end :])


def moment_at(line: str, span: Span, context: Context) -> Moment | None:
    """The moment that our grammar reads there in the whole line, however little of it was shown; None where
    there are two or none.
    """
    speech = read_money(mask_figures(hear(line))).rest
    seen = [one for one in read_moments(speech, context) if Taken.of(one.span).touches(span)]
    return seen[0] if len(seen) == 1 else None


def _is_hidden(speech: Speech, span: Span) -> bool:
    """A phone, a quantity, a number of a paper: figures of another kind."""
    return MASK in speech.plain[slice(*speech.place(span))]
