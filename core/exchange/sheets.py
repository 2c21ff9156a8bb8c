"""A CSV file of the bundle: header, rows, and where each stands."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.exchange.problems import Problem, unusable_file


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was given. `number`: the line of the file where it begins."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header, the rows that fit it, and those that do not."""

    file: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read_sheet(file: str, content: str, known: Collection[str] = ()) -> Sheet:
    """Spaces around the names of `known` columns mean nothing. Raises BadBundle for what is no CSV."""
    rows = _rows(file, content)
    first = next(rows, None)
    if first is None:
        raise unusable_file(file, "empty: not even a header")
    header = tuple(name.strip() if name.strip() in known else name for name in first.cells)
    _check_header(file, header)
    lines: list[Line] = []
    problems: list[Problem] = []
    for line in rows:
        reason = _misfit(line, header)
        if reason:
            problems.append(Problem(file, line.number, "", reason, line.cells))
        else:
            lines.append(line)
    return Sheet(file, header, tuple(lines), tuple(problems))


def _rows(file: str, content: str) -> Iterator[Line]:
    """Rows that hold anything. A field longer than the reader takes is refused as well."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if cells:
                yield Line(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error as wrong:
        raise unusable_file(file, f"broken CSV: {wrong}", start) from None


def _check_header(file: str, header: tuple[str, ...]) -> None:
    for place, name in enumerate(header, start=1):
        if not name.strip():
            raise unusable_file(file, f"column {place} has no name", 1)
        if header.index(name) != place - 1:
            raise unusable_file(file, "stands twice in the header", 1, name)


def _misfit(line: Line, header: tuple[str, ...]) -> str:
    if len(line.cells) != len(header):
        return f"{len(line.cells)} cells under {len(header)} columns"
    if any("\0" in cell for cell in line.cells):
        return "holds a character that cannot be kept"
    return ""
