"""Sums and moments of a line, read together: its other figures masked first, then the sums."""

from dataclasses import dataclass

from core.capture.context import Context
from core.capture.draft import Span
from core.capture.masks import mask_figures
from core.capture.moments import Moment, read_moments
from core.capture.money import Sum, find_sums, read_money
from core.capture.speech import Speech, hear


@dataclass(frozen=True, slots=True)
class Figures:
    """`masked`: the line without figures of other kinds; `rest`: without sums too; sums with places."""

    masked: Speech
    rest: Speech
    sums: tuple[tuple[Sum, Span], ...]
    moments: tuple[Moment, ...]


def figures_of(line: str, context: Context) -> Figures:
    """All figures that mean something, also the sums that are only offered."""
    masked = mask_figures(hear(line))
    rest = read_money(masked).rest
    sums = tuple((one, masked.span(one.start, one.end)) for one in find_sums(masked))
    return Figures(masked, rest, sums, tuple(read_moments(rest, context)))
