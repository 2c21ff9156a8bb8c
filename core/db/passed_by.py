"""A column that SQLite is not to look rows up by: an index on it would find too many."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement, ReturnTypeFromArgs


class passed_by(ReturnTypeFromArgs[Any]):  # noqa: N801 - written as a function
    """The column itself. SQLite, which knows no statistics here, would take its index before a better one;
    PostgreSQL decides by itself. Source: SQLite, The Next-Generation Query Planner, unary "+".
    """

    name = "passed_by"
    inherit_cache = True


@compiles(passed_by)
def _itself(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    (column,) = element.clauses
    return compiler.process(column, **options)


@compiles(passed_by, "sqlite")
def _unindexed(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    (column,) = element.clauses
    return f"+{compiler.process(column, **options)}"
