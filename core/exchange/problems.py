"""Why a bundle, or a row of it, cannot be used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.errors import CoreError

MOST_KEPT = 10_000
MOST_TEXT = 64_000_000
"""Characters of refused rows that are kept for rejected.csv; a hostile file has no end of them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in the bundle and a reason. `line` counts from 1 (the header); 0 stands for the whole file."""

    file: str
    line: int
    column: str
    reason: str
    row: tuple[str, ...] = ()
    """The row as it was given, for rejected.csv."""

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.file, f"line {self.line}" if self.line else "", self.column) if part
        )
        return f"{place}: {self.reason}"


@dataclass
class Problems:
    """The first ones are kept, all are counted."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0
    _text: int = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.kept) >= MOST_KEPT:
            return
        self._text += sum(map(len, problem.row))
        self.kept.append(problem if self._text <= MOST_TEXT else replace(problem, row=()))

    def add_all(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)


class BadBundle(CoreError):
    """Nothing was loaded, and these are the reasons: the first of them, `count` in all."""

    message_id = "error-bad-bundle"

    def __init__(self, problems: Iterable[Problem], count: int | None = None) -> None:
        self.problems = tuple(problems)
        self.count = len(self.problems) if count is None else count
        super().__init__(problems=self.count)


class Unusable(Exception):
    """A cell that cannot be used. Its only argument is the reason."""


def unusable_file(file: str, reason: str, line: int = 0, column: str = "") -> BadBundle:
    """A refusal of one whole file."""
    return BadBundle([Problem(file, line, column, reason)])
