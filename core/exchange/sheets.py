"""A CSV file of the bundle: header, rows, and where each stands. Rows are read as they are asked for."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.exchange.problems import unusable_file
from core.exchange.source import Stream


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was given. `number`: the line of the file where it begins."""

    number: int
    cells: list[str]


class Sheet:
    """A file's header and the rows below it. Raises BadBundle for what is no CSV, whenever it is met."""

    def __init__(self, stream: Stream, known: Collection[str]) -> None:
        """Spaces around the names of `known` columns mean nothing."""
        self.file = stream.name
        self.stream = stream
        self._rows = self._read()
        first = next(self._rows, None)
        if first is None:
            raise unusable_file(self.file, "empty: not even a header")
        self.header = tuple(name.strip() if name.strip() in known else name for name in first.cells)
        _check_header(self.file, self.header)

    def __iter__(self) -> Iterator[Line]:
        return self._rows

    def _read(self) -> Iterator[Line]:
        """Rows that hold anything. A field longer than the reader takes is refused as well."""
        reader = csv.reader(self.stream, strict=True)
        start = 1
        try:
            for cells in reader:
                if cells:
                    yield Line(start, cells)
                start = reader.line_num + 1
        except csv.Error as wrong:
            raise unusable_file(self.file, f"broken CSV: {wrong}", start) from None

    def misfit(self, line: Line) -> str:
        """Why a row is none of this sheet; empty where it is one."""
        if len(line.cells) != len(self.header):
            return f"{len(line.cells)} cells under {len(self.header)} columns"
        if any("\0" in cell for cell in line.cells):
            return "holds a character that cannot be kept"
        return ""


def _check_header(file: str, header: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for place, name in enumerate(header, start=1):
        if not name.strip():
            raise unusable_file(file, f"column {place} has no name", 1)
        if "\0" in name:
            raise unusable_file(file, f"the name of column {place} cannot be kept", 1)
        if name in seen:
            raise unusable_file(file, "stands twice in the header", 1, name)
        seen.add(name)
