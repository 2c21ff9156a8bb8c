"""The base of all tables."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, Double, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
from sqlalchemy.types import TypeEngine

from core.db.types import BigId, ExactDecimal, JsonValue, UtcDateTime
from core.ids import ALL_IDS
from core.money import Money

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

_TYPES: dict[Any, TypeEngine[Any]] = {
    **dict.fromkeys(ALL_IDS, BigId),
    Money: BigInteger(),
    int: BigInteger(),
    float: Double(),
    str: String(),
    date: Date(),
    datetime: UtcDateTime(),
    Decimal: ExactDecimal(),
    dict[str, Any]: JsonValue,
    dict[str, str]: JsonValue,
    list[str]: JsonValue,
    list[int]: JsonValue,
    list[dict[str, Any]]: JsonValue,
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """Tables are keyword-only dataclasses compared by identity. An enum column names its type by `enum_type`.

    Each table repeats `kw_only=True`: type checkers do not inherit it.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = _TYPES


def table_of(thing: type[Base]) -> Table:
    """The table itself, for statements that want no objects: the pipes' own, which every update pays."""
    table = thing.__table__
    assert isinstance(table, Table)
    return table
