"""Rows into tables, in batches: what is new is added, what differs is changed, the rest is left alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import Executable, Table, bindparam, delete, inspect, select, update

from core.db.base import Base, table_of
from core.exchange.bulk import Values, insert_rows
from core.work import Reading, Work

BATCH = 2000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one file."""

    added: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.added + other.added, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where rows of a kind are kept. `match`: attributes that a stored row is known by, `among`: the one that
    it is looked up by; `born`: attributes that new rows alone take; `fresh`: what the others of these hold.

    `empty`: nothing stands there yet, so nobody has to look.
    """

    model: type[Base]
    match: tuple[str, ...] = ("external_id",)
    among: str = "external_id"
    born: frozenset[str] = frozenset()
    fresh: Mapping[str, Any] | None = None
    empty: bool = False

    @property
    def number(self) -> str:
        """The attribute that numbers a row."""
        return str(inspect(self.model).primary_key[0].name)


def batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]


async def pairs(read: Reading, question: Executable) -> dict[Any, Any]:
    """Rows of two columns: the first leads to the second."""
    found = await read.session.execute(question)
    return dict(found.all())


async def is_empty(work: Work, model: type[Base]) -> bool:
    table = table_of(model)
    return (await work.session.execute(select(*table.primary_key.columns).limit(1))).first() is None


def fresh_of(model: type[Base]) -> Values:
    """What the columns hold that nobody has given, where that is not NULL."""
    found: Values = {}
    made = {one.name: one.default_factory for one in fields(model)}
    for column in table_of(model).columns:
        if column.nullable or column.primary_key:
            continue
        factory = made.get(column.name)
        if column.default is not None and column.default.is_scalar:
            found[column.name] = column.default.arg  # type: ignore[attr-defined]
        elif callable(factory):
            found[column.name] = factory()
    return found


async def put(work: Work, shelf: Shelf, rows: Sequence[Values]) -> Tally:
    """Match rows with what stands on the shelf. All give the same attributes.

    An empty telegram_id unlinks nobody; `custom` joins what is there; a changed row gets its next version.
    """
    fresh = fresh_of(shelf.model) if shelf.fresh is None else shelf.fresh
    tally = Tally()
    for batch in batches(rows):
        known = {} if shelf.empty else await _known(work, shelf, batch)
        added: list[Values] = []
        changed: list[Values] = []
        for row in batch:
            stored = known.get(tuple(map(row.__getitem__, shelf.match)))
            if stored is None:
                added.append(_born(row))
                continue
            wanted = _over(stored, row, shelf.born)
            if any(stored[name] != value for name, value in wanted.items()):
                changed.append(wanted | {shelf.number: stored[shelf.number]})
        await insert_rows(work.session, shelf.model, added, fresh)
        await change_rows(work, shelf.model, changed)
        tally += Tally(len(added), len(changed), len(batch) - len(added) - len(changed))
    return tally


async def remove_all(work: Work, *models: type[Base]) -> None:
    for model in models:
        await work.session.execute(delete(model))


async def change_rows(work: Work, model: type[Base], rows: Sequence[Values]) -> None:
    """Set columns by number; all rows name the same ones. Versioned rows get the next one."""
    if not rows:
        return
    table = table_of(model)
    number = table.primary_key.columns[0]
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}", type_=table.c[name].type) for name in rows[0] if name != number.name
    }
    if "version" in table.c:
        values["version"] = table.c.version + 1
    statement = update(table).where(number == bindparam("row_id")).values(values)
    for batch in batches(rows):
        renamed = [
            {("row_id" if name == number.name else f"new_{name}"): value for name, value in row.items()}
            for row in batch
        ]
        await work.session.execute(statement, renamed)


async def _known(work: Work, shelf: Shelf, batch: Sequence[Values]) -> dict[tuple[Any, ...], Values]:
    """Rows that may be meant; of two that are matched alike, the later one."""
    table: Table = table_of(shelf.model)
    names = [name for name in batch[0] if name not in shelf.born]
    if shelf.number not in names:
        names.append(shelf.number)
    question = (
        select(*(table.c[name] for name in names))
        .where(table.c[shelf.among].in_({row[shelf.among] for row in batch}))
        .order_by(table.c[shelf.number])
    )
    found = await work.session.execute(question)
    stored = (dict(zip(names, values, strict=True)) for values in found)
    return {tuple(map(row.__getitem__, shelf.match)): row for row in stored}


def _born(row: Values) -> Values:
    if "custom" not in row:
        return row
    return row | {"custom": {title: cell for title, cell in row["custom"].items() if cell}}


def _over(stored: Values, row: Values, born: frozenset[str]) -> Values:
    """What the stored row should hold."""
    wanted = {name: value for name, value in row.items() if name not in born} if born else row
    if "custom" in row:
        joined = stored["custom"] | row["custom"]
        wanted = wanted | {"custom": {title: cell for title, cell in joined.items() if cell}}
    if "telegram_id" in row and row["telegram_id"] is None:
        wanted = wanted | {"telegram_id": stored["telegram_id"]}
    return wanted
