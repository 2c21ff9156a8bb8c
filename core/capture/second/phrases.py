"""Phrases of an answer, found in the line and read by our own grammar: a figure is never taken as said."""

import re
from typing import Any
from unicodedata import combining

from core.capture.draft import Slot, Span
from core.capture.moments import Moment
from core.capture.second.figures import Figures
from core.capture.second.unread import tells
from core.capture.taken import NOTHING, Taken
from core.capture.words import tokens_of

LONGEST = 200
"""Characters of a phrase; nobody needs a longer one to say where a slot was read."""


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
    cut = before.isalnum() and first.isalnum()
    return not cut and not (last.isalnum() and after.isalnum()) and not (after and combining(after))


def is_evidence(line: str, span: Span) -> bool:
    """Whether a phrase says something: it has a word that does, and no «не» stands before it."""
    before = tokens_of(line[: span.start])[-1:]
    if any(token.norm in {"не", "ни", "not", "no", "без"} for token in before):
        return False
    return any(tells(token) for token in tokens_of(line[span.start : span.end]))


def money_at(line: str, span: Span, figures: Figures) -> tuple[Slot[int], Slot[int]] | None:
    """The sum that our grammar sees there in the whole line, however little of it was shown, and the lower
    end of a range; None where there are two or none, or where it is a sum of something else than the deal.
    """
    seen = [(one, place) for one, place in figures.sums if _is_shown(line, span, place)]
    if len(seen) != 1 or seen[0][0].beside:
        return None
    (found, place), *_ = seen
    return Slot(found.amount, place), Slot(found.low, place) if found.low is not None else Slot()


def moment_at(line: str, span: Span, figures: Figures) -> Moment | None:
    """The moment that our grammar reads there in the whole line, however little of it was shown; None where
    there are two or none.
    """
    seen = [one for one in figures.moments if _is_shown(line, span, one.span)]
    return seen[0] if len(seen) == 1 else None


def _is_shown(line: str, span: Span, place: Span) -> bool:
    """Whether a phrase shows some of a figure that stands there: a number or a word of it, not "в" alone."""
    start, end = max(span.start, place.start), min(span.end, place.end)
    return end > start and any(token.is_number or len(token.norm) > 2 for token in tokens_of(line[start:end]))
