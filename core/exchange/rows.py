"""Rows of a file, read by its columns: values where every cell can be used, problems where one cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.exchange.cells import text
from core.exchange.layout import Column, File
from core.exchange.problems import Problem, Unusable, unusable_file
from core.exchange.sheets import Line, Sheet, read_sheet
from core.exchange.source import Source


@dataclass(frozen=True, slots=True)
class Row:
    """`values` by attribute; what refers to other rows still holds their external ids."""

    line: Line
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file, read. `given`: the columns that it has; `strange`: those without a place."""

    file: File
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    given: tuple[Column, ...]
    strange: tuple[str, ...]

    def problem(self, row: Row, column: str, reason: str) -> Problem:
        return Problem(f"{self.file.name}.csv", row.line.number, column, reason, row.line.cells)


def read_table(source: Source, file: File) -> Table:
    """Raises BadBundle for a needed file that is missing, and for what is no CSV of these columns."""
    name = f"{file.name}.csv"
    content = source.read(name)
    if content is None:
        if file.needed:
            raise unusable_file(name, "there is no such file")
        return Table(file, (), (), (), ())
    known = {column.name for column in file.columns}
    sheet = read_sheet(name, content, known)
    for column in file.columns:
        if column.wanted and column.name not in sheet.header:
            raise unusable_file(name, "there is no such column", 1, column.name)
    strange = tuple(title for title in sheet.header if title not in known)
    rows, problems = _read_rows(file, sheet, strange)
    given = tuple(column for column in file.columns if column.name in sheet.header)
    return Table(file, rows, problems, given, () if file.custom else strange)


def _read_rows(
    file: File, sheet: Sheet, strange: Iterable[str]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    places = {title: place for place, title in enumerate(sheet.header)}
    given = [(column, places[column.name]) for column in file.columns if column.name in places]
    customs = [(title, places[title]) for title in strange] if file.custom else []
    key = [column.attribute for name in file.key for column in file.columns if column.name == name]
    rows: list[Row] = []
    problems = list(sheet.problems)
    seen: dict[tuple[Any, ...], Row] = {}
    for line in sheet.lines:
        values, wrong = _values(sheet.file, line, given)
        if customs:
            values["custom"] = {title: line.cells[place] for title, place in customs}
        if wrong:
            problems += wrong
            continue
        row = Row(line, values)
        first = seen.setdefault(tuple(values[attribute] for attribute in key), row)
        if first is row:
            rows.append(row)
        elif first.values != values or file.key == ("id",):
            reason = f"the same {', '.join(file.key)} as in line {first.line.number}"
            problems.append(Problem(sheet.file, line.number, file.key[0], reason, line.cells))
    return tuple(rows), tuple(problems)


def _values(
    file: str, line: Line, given: Iterable[tuple[Column, int]]
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, place in given:
        cell = line.cells[place]
        try:
            values[column.attribute] = _value(column, cell)
        except Unusable as unusable:
            problems.append(Problem(file, line.number, column.name, str(unusable), line.cells))
    return values, problems


def _value(column: Column, cell: str) -> Any:
    spaces_alone_are_text = column.read is text and not column.wanted
    if cell.strip() or (cell and spaces_alone_are_text):
        return column.read(cell)
    if column.wanted:
        raise Unusable("empty")
    return list(column.blank) if isinstance(column.blank, tuple) else column.blank
