"""Column types that mean the same on both databases."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Double, Enum, Integer, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite drops zones, so there it is kept naive in UTC; a naive value is refused.

    Raises ValueError for a naive datetime.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        _ = dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept as text, exact on both databases: plans and norms, which are few and never summed in
    SQL.
    """

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        _ = dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        _ = dialect
        return None if value is None else Decimal(value)


class ShortDecimal(TypeDecorator[Decimal]):
    """A decimal of at most 15 digits that SQL can compare: percents, minutes, quantities. Kept as a double,
    which holds that many digits without loss.
    """

    impl = Double()
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> float | None:
        _ = dialect
        return None if value is None else float(value)

    def process_result_value(self, value: float | None, dialect: Dialect) -> Decimal | None:
        _ = dialect
        if value is None:
            return None
        exact = Decimal(repr(float(value)))
        whole = exact.to_integral_value()
        return whole if whole == exact else exact


BigId = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only in an INTEGER primary key."""

JsonValue: TypeEngine[Any] = JSON().with_variant(JSONB(), "postgresql")


def enum_type(kind: type[StrEnum]) -> Enum:
    """A StrEnum stored by value in a plain column: no ENUM type on PostgreSQL, no names instead of values."""
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda members: [m.value for m in members]
    )
