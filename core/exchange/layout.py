"""How a file of the bundle is described: its columns, what names a row, where the rows are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from core.clients.fields import FieldOf
from core.db.base import Base
from core.exchange import cells
from core.exchange.writing import amount, cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. `to`: the attribute it fills, its own name where empty.

    `refers`: the file whose ids it holds. `wanted`: no row without it. `blank`: what an empty cell is.
    `write`: the value as a cell. `shown`: what an export writes, where that is not the attribute itself.
    """

    name: str
    read: Callable[[str], Any] = cells.text
    to: str = ""
    refers: str = ""
    wanted: bool = False
    blank: Any = None
    write: Callable[[Any], str] = cell
    shown: ColumnElement[Any] | None = None

    @property
    def attribute(self) -> str:
        return self.to or self.name


@dataclass(frozen=True, slots=True)
class File:
    """`key`: columns that name a row. `match`: the attributes that a stored row is known by, `among`: the one
    that it is looked up by; both follow from the key where they are not given.

    `custom`: unknown columns are own fields of such things. `table`: it is written even without a row.
    `details`: further columns of rows that stand in another file. `born`: attributes for new rows alone.
    `order`: what an export sorts by, where it is not the key. `where`: the rows that an export writes.
    `whole`: few rows, that are looked at together. `also`: further attributes that an export needs.
    """

    name: str
    model: type[Base]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    match: tuple[str, ...] = ()
    among: str = ""
    custom: FieldOf | None = None
    needed: bool = False
    table: bool = False
    details: bool = False
    whole: bool = False
    born: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    where: tuple[ColumnElement[bool], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def csv(self) -> str:
        return f"{self.name}.csv"

    @property
    def key_columns(self) -> tuple[Column, ...]:
        return self.named(self.key)

    @property
    def matched(self) -> tuple[str, ...]:
        return self.match or tuple(column.attribute for column in self.key_columns)

    def named(self, names: tuple[str, ...]) -> tuple[Column, ...]:
        by_name = {column.name: column for column in self.columns}
        return tuple(by_name[name] for name in names)


def own_id() -> Column:
    return Column("id", cells.word, to="external_id", wanted=True)


def ref(name: str, file: str, *, to: str = "", wanted: bool = False) -> Column:
    return Column(name, cells.word, to=to or f"{name}_id", refers=file, wanted=wanted)


def person(name: str, *, to: str = "") -> Column:
    return ref(name, "employees", to=to)


def at(name: str, *, wanted: bool = False) -> Column:
    return Column(name, cells.moment, wanted=wanted)


def money(name: str, *, wanted: bool = False) -> Column:
    return Column(name, cells.money, wanted=wanted, write=amount)


def note(name: str) -> Column:
    """A text that is empty where nobody wrote any."""
    return Column(name, blank="")


def flag(name: str) -> Column:
    """yes, or empty for no."""
    return Column(name, cells.yes_no, blank=False)
