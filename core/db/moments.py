"""Times as whole microseconds since 1970 in SQL: exact differences on both databases."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class Microseconds(GenericFunction[int]):
    """A time column as a whole number."""

    type = BigInteger()
    name = "microseconds"
    inherit_cache = True


def microseconds(moment: ColumnElement[datetime] | Any) -> ColumnElement[int]:
    """Whole microseconds since 1970, UTC."""
    return Microseconds(moment)


@compiles(Microseconds)
def _by_epoch(element: Microseconds, compiler: SQLCompiler, **kwargs: Any) -> str:
    moment = compiler.process(element.clauses, **kwargs)
    return f"CAST(EXTRACT(EPOCH FROM {moment}) * 1000000 AS BIGINT)"


@compiles(Microseconds, "sqlite")
def _by_text(element: Microseconds, compiler: SQLCompiler, **kwargs: Any) -> str:
    """Kept as `2026-11-20 14:00:00.000000`."""
    moment = compiler.process(element.clauses, **kwargs)
    return f"(unixepoch({moment}) * 1000000 + CAST(substr({moment}, 21, 6) AS INTEGER))"
