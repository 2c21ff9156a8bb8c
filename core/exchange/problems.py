"""Why a bundle, or a row of it, cannot be used."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import CoreError


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


class BadBundle(CoreError):
    """Nothing was loaded, and these are the reasons."""

    message_id = "error-bad-bundle"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems=len(self.problems))


class Unusable(Exception):
    """A cell that cannot be used. Its only argument is the reason."""


def unusable_file(file: str, reason: str, line: int = 0, column: str = "") -> BadBundle:
    """A refusal of one whole file."""
    return BadBundle([Problem(file, line, column, reason)])
