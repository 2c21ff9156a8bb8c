"""Rows of a file, read by its columns: values where every cell can be used, problems where one cannot."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from core.exchange.cells import text
from core.exchange.layout import Column, File
from core.exchange.problems import Problem, Problems, Unusable, unusable_file
from core.exchange.sheets import Line, Sheet
from core.exchange.source import Source

BATCH = 2000
_MASK = (1 << 64) - 1


@dataclass(slots=True)
class Row:
    """`values` by attribute; what refers to other rows still holds their external ids."""

    line: Line
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Cell:
    """How a cell of a given column is read."""

    name: str
    attribute: str
    place: int
    read: Callable[[str], Any]
    wanted: bool
    blank: Any
    spaces_are_text: bool

    def empty(self) -> Any:
        """What an empty cell is. Raises Unusable where there must be something."""
        if self.wanted:
            raise Unusable("empty")
        return list(self.blank) if self.blank == () else self.blank


class Table:
    """A file under way. `given`: the columns that it has; `strange`: those that the bundle does not know."""

    def __init__(self, file: File, sheet: Sheet, problems: Problems) -> None:
        """Raises BadBundle where a column that every row needs is missing."""
        self.file = file
        self.sheet = sheet
        self.rows_read = 0
        self._problems = problems
        for column in file.columns:
            if column.wanted and column.name not in sheet.header:
                raise unusable_file(file.csv, "there is no such column", 1, column.name)
        places = {title: place for place, title in enumerate(sheet.header)}
        self.given = tuple(column for column in file.columns if column.name in places)
        known = {column.name for column in file.columns}
        self.strange = tuple(title for title in sheet.header if title not in known)
        self.customs: Mapping[str, Callable[[str], str]] = {}
        """Readers of the own fields by their names; whoever loads the rows sets them before."""
        self._places = places
        self._cells = tuple(_cell_of(column, places[column.name]) for column in self.given)
        self._seen: dict[int, int] = {}
        self._by_id = file.key == ("id",)
        self._key = tuple(column.attribute for column in file.key_columns)

    def problem(self, row: Row, column: str, reason: str) -> Problem:
        return Problem(self.file.csv, row.line.number, column, reason, tuple(row.line.cells))

    def batches(self) -> Iterator[list[Row]]:
        """Good rows, so many at a time. Raises BadBundle where the file ends in the middle of something."""
        rows = self._rows()
        size = None if self.file.whole else BATCH
        while batch := list(islice(rows, size)):
            yield batch

    def _rows(self) -> Iterator[Row]:
        for line in self.sheet:
            self.rows_read += 1
            reason = self.sheet.misfit(line)
            if reason:
                self._problems.add(Problem(self.file.csv, line.number, "", reason, tuple(line.cells)))
                continue
            values = self._values(line)
            if values is not None:
                row = Row(line, values)
                if self._first(row):
                    yield row

    def _values(self, line: Line) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        good = True
        for one in self._cells:
            cell = line.cells[one.place]
            try:
                if cell and (one.spaces_are_text or not cell.isspace()):
                    values[one.attribute] = one.read(cell)
                else:
                    values[one.attribute] = one.empty()
            except Unusable as unusable:
                good = self._refuse(line, one.name, unusable)
        if self.customs:
            custom = values["custom"] = {}
            for title, read in self.customs.items():
                cell = line.cells[self._places[title]]
                try:
                    custom[title] = read(cell) if cell else ""
                except Unusable as unusable:
                    good = self._refuse(line, title, unusable)
        return values if good else None

    def _refuse(self, line: Line, column: str, reason: Unusable) -> bool:
        self._problems.add(Problem(self.file.csv, line.number, column, str(reason), tuple(line.cells)))
        return False

    def _first(self, row: Row) -> bool:
        """Whether no row before had the same key: hashes of 64 bits, the keys of a million rows are large."""
        key = hash(tuple(map(row.values.__getitem__, self._key)))
        whole = row.line.number
        if not self._by_id:
            whole = (whole << 64) | (hash(tuple(map(_hashable, row.values.values()))) & _MASK)
        first = self._seen.setdefault(key, whole)
        if first == whole:
            return True
        number = first if self._by_id else first >> 64
        if self._by_id or (first ^ whole) & _MASK:
            reason = f"the same {', '.join(self.file.key)} as in line {number}"
            self._problems.add(self.problem(row, self.file.key[0], reason))
        return False


@contextmanager
def open_table(source: Source, file: File, problems: Problems) -> Iterator[Table | None]:
    """None where a file is missing that may be. Raises BadBundle for what is no CSV of these columns."""
    stream = source.open(file.csv)
    if stream is None:
        if file.needed:
            raise unusable_file(file.csv, "there is no such file")
        yield None
        return
    with stream:
        yield Table(file, Sheet(stream, {column.name for column in file.columns}), problems)


def _cell_of(column: Column, place: int) -> _Cell:
    spaces_are_text = column.read is text and not column.wanted
    return _Cell(
        column.name, column.attribute, place, column.read, column.wanted, column.blank, spaces_are_text
    )


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
