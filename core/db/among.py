"""Whether a column is one of many given values: listed on SQLite, one array on PostgreSQL."""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, Boolean, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class among(FunctionElement[bool]):  # noqa: N801 - written as a function
    """`column` is among the numbers of the parameter `values`, which is given with its list when it is asked.

    Thousands of parameters take PostgreSQL and its driver longer than the question; of one value SQLite makes
    a plan that looks through the whole table.
    """

    inherit_cache = True
    type = Boolean()

    def __init__(self, column: Any, values: BindParameter[Any]) -> None:
        super().__init__(column, values)

    def self_group(self, against: Any = None) -> "among":
        """As it stands: SQLite, which has no booleans, would be asked `... = 1`, and use no index then."""
        _ = against
        return self


def numbers(key: str) -> BindParameter[Any]:
    """The parameter of `among`: a list of whole numbers."""
    return bindparam(key, expanding=True)


@compiles(among)
def _listed(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    return compiler.process(column.in_(values), **options)


@compiles(among, "postgresql")
def _in_an_array(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    array = bindparam(values.key, type_=ARRAY(BigInteger))
    return f"{compiler.process(column, **options)} = ANY ({compiler.process(array, **options)})"
