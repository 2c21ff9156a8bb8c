"""Rows into tables, in batches: what is new is added, what differs is changed, the rest is left alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Executable, Table, bindparam, insert, select, update

from core.db.base import Base
from core.work import Work

BATCH = 1000
T = TypeVar("T")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one file."""

    added: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.added + other.added, self.changed + other.changed, self.same + other.same)


def batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]


def table_of(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


async def pairs(work: Work, question: Executable) -> dict[Any, Any]:
    """Rows of two columns: the first leads to the second."""
    found = await work.session.execute(question)
    return dict(found.all())


async def ids_of(work: Work, model: type[Base]) -> dict[str, int]:
    """Every row's id by its external id."""
    table = table_of(model)
    given = table.c.external_id.is_not(None)
    return await pairs(work, select(table.c.external_id, table.c.id).where(given))


async def put(work: Work, model: type[Base], rows: Sequence[Values], *, fresh: Mapping[str, Any]) -> Tally:
    """Match rows by `external_id`. All give the same attributes; `fresh` fills the others of new rows.

    An empty telegram_id unlinks nobody; `custom` joins what is there; a changed row gets its next version.
    """
    tally = Tally()
    for batch in batches(rows):
        known = await _known(work, model, batch)
        added = [dict(fresh) | _born(row) for row in batch if row["external_id"] not in known]
        changed: list[Values] = []
        for row in batch:
            stored = known.get(row["external_id"])
            if stored is not None:
                wanted = _over(stored, row)
                if any(stored[name] != value for name, value in wanted.items()):
                    changed.append(wanted | {"id": stored["id"]})
        await add_rows(work, model, added)
        await change_rows(work, model, changed)
        tally += Tally(len(added), len(changed), len(batch) - len(added) - len(changed))
    return tally


async def add_rows(work: Work, model: type[Base], rows: Sequence[Values]) -> None:
    """Insert in the order given: ids follow it."""
    for batch in batches(rows):
        await work.session.execute(insert(table_of(model)), list(batch))


async def change_rows(
    work: Work, model: type[Base], rows: Sequence[Values], *, quietly: bool = False
) -> None:
    """Set columns by id; all rows name the same ones. Versioned rows get the next one, unless `quietly`."""
    if not rows:
        return
    table = table_of(model)
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0] if name != "id"}
    if "version" in table.c and not quietly:
        values["version"] = table.c.version + 1
    statement = update(table).where(table.c.id == bindparam("row_id")).values(values)
    for batch in batches(rows):
        renamed = [
            {("row_id" if name == "id" else f"new_{name}"): value for name, value in row.items()}
            for row in batch
        ]
        await work.session.execute(statement, renamed)


async def _known(work: Work, model: type[Base], batch: Sequence[Values]) -> dict[str, Values]:
    table = table_of(model)
    columns = [table.c.id, *(table.c[name] for name in batch[0])]
    question = select(*columns).where(table.c.external_id.in_([row["external_id"] for row in batch]))
    found = (await work.session.execute(question)).mappings()
    return {row["external_id"]: dict(row) for row in found}


def _born(row: Values) -> Values:
    if "custom" not in row:
        return row
    return row | {"custom": {title: cell for title, cell in row["custom"].items() if cell}}


def _over(stored: Values, row: Values) -> Values:
    """What the stored row should hold."""
    wanted = dict(row)
    if "custom" in row:
        joined = stored["custom"] | row["custom"]
        wanted["custom"] = {title: cell for title, cell in joined.items() if cell}
    if "telegram_id" in row and row["telegram_id"] is None:
        wanted["telegram_id"] = stored["telegram_id"]
    return wanted
