"""An amended message: which of its lines are as they were, changed, new or struck out."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest


def pair_lines(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Places of lines in `before` and `now`; None before for a new line, None now for one struck out.

    A line that stands in both is its own pair wherever others moved it; between such lines those that
    changed are paired in order.
    """
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for _, from_before, to_before, from_now, to_now in matcher.get_opcodes():
        yield from zip_longest(range(from_before, to_before), range(from_now, to_now))
