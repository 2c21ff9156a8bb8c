"""Rows as plain JSON values, and back by their columns' types."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Enum, Table

from core.db.types import ExactDecimal, ShortDecimal, UtcDateTime


def to_plain(value: Any) -> Any:
    """A value as JSON takes it: times and dates in ISO 8601, decimals and enums as text."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def from_plain(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values again. Columns that the row does not know are left out."""
    return {column.key: _read(column.type, row[column.key]) for column in table.columns if column.key in row}


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, (ExactDecimal, ShortDecimal)):
        return Decimal(value)
    return kind.enum_class(value) if isinstance(kind, Enum) and kind.enum_class else value
