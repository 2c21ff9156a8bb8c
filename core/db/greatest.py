"""The greatest of several values in SQL: GREATEST, which SQLite calls max."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import ReturnTypeFromArgs


class Greatest(ReturnTypeFromArgs[Any]):
    """The greatest of its arguments; none of them NULL: the databases do not agree on what comes out then."""

    name = "greatest"
    inherit_cache = True


def greatest(*values: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of values that are not NULL."""
    return Greatest(*values)


@compiles(Greatest, "sqlite")
def _max(element: Greatest, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"max{compiler.process(element.clause_expr, **kwargs)}"
