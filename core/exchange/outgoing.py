"""The rows of one file on their way out: sorted by what names them, read by the thousand."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, ColumnElement, or_, select

from core.db.base import table_of
from core.exchange.fields import titles_of
from core.exchange.layout import Column, File
from core.exchange.load_targets import norm_scope_text, plan_scope_text
from core.exchange.naming import names_of
from core.exchange.storing import pairs
from core.exchange.writing import cell
from core.work import Reading

PAGE = 20_000
BATCH = 2000
_Key = tuple[Any, Any, tuple[str, ...]]
_Values = dict[str, Any]


class Names:
    """External ids by the file that they are ids of. What is undone has none: nothing refers to it."""

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._of: dict[str, dict[int, str]] = {}

    async def of(self, file: str) -> dict[int, str]:
        if file not in self._of:
            question = names_of(file)
            model = question.column_descriptions[0]["entity"]
            if hasattr(model, "undone_at"):
                question = question.where(model.undone_at.is_(None))
            found = await pairs(self._read, question)
            self._of[file] = {number: name for name, number in found.items()}
        return self._of[file]


class Outgoing:
    """The rows of one file."""

    def __init__(self, read: Reading, file: File, names: Names) -> None:
        self.file = file
        self._read = read
        self._names = names
        self._table = table_of(file.model)
        self._number = self._table.primary_key.columns[0]
        self._order: list[Any] = []
        self._titles: list[str] = []
        self._known: dict[str, dict[int, str]] = {}
        self._also: dict[str, ColumnElement[Any]] = {name: self._table.c[name] for name in file.also}

    @property
    def header(self) -> list[str]:
        return [*(column.name for column in self.file.columns), *self._titles]

    async def sort(self) -> int:
        """Find the rows and their order: by the key; those of one order in that of their numbers."""
        file = self.file
        ordered = file.named(file.order or file.key)
        rest = tuple(column for column in file.key_columns if column not in ordered)
        if file.custom is not None:
            self._titles = await titles_of(self._read, file, self._where())
        shown = {column.name: self._shown(column) for column in (*ordered, *rest)}
        keys: list[_Key] = []
        async for page in self._pages(shown | self._also):
            await self._learn(ordered + rest)
            for number, values in page:
                texts = [self._text(column, values) for column in ordered]
                others = tuple(self._text(column, values) for column in rest)
                if all(texts) and all(others):
                    sorted_by = [
                        _sortable(values[column.name], text)
                        for column, text in zip(ordered, texts, strict=True)
                    ]
                    keys.append((sorted_by[0] if len(sorted_by) == 1 else tuple(sorted_by), number, others))
        keys.sort(key=itemgetter(0, 1))
        self._order = list(_once(keys, alone=file.key == ("id",)))
        return len(self._order)

    async def batches(self) -> AsyncIterator[list[list[str]]]:
        """Cells of so many rows at a time. What belongs to something undone stays home with it."""
        await self._learn(self.file.columns)
        shown = {column.name: self._shown(column) for column in self.file.columns} | self._also
        if self.file.custom is not None:
            shown["custom"] = self._table.c.custom
        question = select(self._number, *(one.label(f"c_{n}") for n, one in enumerate(shown.values())))
        for start in range(0, len(self._order), BATCH):
            numbers = self._order[start : start + BATCH]
            found = await self._read.session.execute(question.where(self._number.in_(numbers)))
            rows = {number: dict(zip(shown, values, strict=True)) for number, *values in found}
            yield [row for number in numbers if (row := self._cells(rows[number])) is not None]

    def _cells(self, values: _Values) -> list[str] | None:
        row = [self._text(column, values) for column in self.file.columns]
        for column, text in zip(self.file.columns, row, strict=True):
            if column.wanted and column.refers and not text:
                return None
        return row + [cell(values["custom"].get(title)) for title in self._titles]

    def _text(self, column: Column, values: _Values) -> str:
        value = values[column.name]
        if column.name == "scope":
            return self._scope(values)
        if column.refers:
            return "" if value is None else self._known[column.refers].get(value, "")
        return column.write(value)

    def _scope(self, values: _Values) -> str:
        person = self._known["employees"].get(values["employee_id"], "")
        if "team_id" in values:
            team = self._known["teams"].get(values["team_id"], "")
            return plan_scope_text(values["scope"], team, person)
        return norm_scope_text(values["function"], person)

    def _shown(self, column: Column) -> ColumnElement[Any]:
        if column.shown is not None:
            return column.shown
        return self._table.c[column.attribute if column.attribute in self._table.c else self._number.name]

    async def _learn(self, columns: Sequence[Column]) -> None:
        """Names of what the columns refer to."""
        wanted = {column.refers for column in columns if column.refers}
        if any(column.name == "scope" for column in columns):
            wanted |= {"employees", "teams"}
        for file in wanted - self._known.keys():
            self._known[file] = await self._names.of(file)

    async def _pages(
        self, shown: dict[str, ColumnElement[Any]]
    ) -> AsyncIterator[Iterator[tuple[Any, _Values]]]:
        """All rows that an export writes, by their numbers."""
        question = (
            select(self._number, *(one.label(f"c_{n}") for n, one in enumerate(shown.values())))
            .where(*self._where())
            .order_by(self._number)
            .limit(PAGE)
        )
        last: Any = None
        while True:
            page = question if last is None else question.where(self._number > last)
            rows = (await self._read.session.execute(page)).all()
            if not rows:
                return
            last = rows[-1][0]
            yield ((number, dict(zip(shown, values, strict=True))) for number, *values in rows)

    def _where(self) -> list[ColumnElement[bool]]:
        where = list(self.file.where)
        if "undone_at" in self._table.c:
            where.append(self._table.c.undone_at.is_(None))
        if self.file.details and not self.file.where:
            further = [self._table.c[one.attribute] for one in self.file.columns if not one.wanted]
            where.append(or_(*(_said(column) for column in further)))
        return where


def _said(column: Any) -> ColumnElement[bool]:
    said: ColumnElement[bool] = column.is_(True) if isinstance(column.type, Boolean) else column.is_not(None)
    return said


def _sortable(value: Any, text: str) -> str:
    """Whole numbers sort as numbers."""
    return f"{value:020d}" if isinstance(value, int) and text.isdecimal() else text


def _once(keys: Sequence[_Key], *, alone: bool) -> Iterator[Any]:
    """Numbers in order; of rows with one and the same key the last one, in the place of the first."""
    if alone:
        yield from (number for _, number, _ in keys)
        return
    first: Callable[[_Key], Any] = itemgetter(0)
    for _, group in groupby(keys, key=first):
        yield from {rest: number for _, number, rest in group}.values()
