"""Parts of a line whose words say nothing else: names, sums, dates."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Protocol


class Place(Protocol):
    """Characters `start` up to `end` of a line: a Span, a Token."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """Places of a line, in order, those that overlap as one."""

    _starts: tuple[int, ...] = ()
    _ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, *places: Place | None) -> "Taken":
        """Of these places; None is no place."""
        starts: list[int] = []
        ends: list[int] = []
        for place in sorted((one for one in places if one is not None), key=_start):
            if ends and place.start < ends[-1]:
                ends[-1] = max(ends[-1], place.end)
            else:
                starts.append(place.start)
                ends.append(place.end)
        return cls(tuple(starts), tuple(ends))

    def touches(self, place: Place) -> bool:
        """Whether a place has a character that is taken."""
        before = bisect_left(self._starts, place.end) - 1
        return before >= 0 and self._ends[before] > place.start


NOTHING = Taken()


def _start(place: Place) -> int:
    return place.start
