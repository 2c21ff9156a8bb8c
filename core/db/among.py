"""Many numbers as one value of a question: thousands of values of their own take longer than the answer."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine


class Numbers(TypeDecorator[Collection[int]]):
    """Whole numbers: an array on PostgreSQL, a JSON list on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger()))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return json.dumps(list(value)) if dialect.name == "sqlite" else list(value)


class Among(GenericFunction[bool]):
    """Whether a column is one of the numbers."""

    type = Boolean()
    name = "among"
    inherit_cache = True


def among(column: Any, numbers: Collection[int] | BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a column is one of these numbers."""
    if not isinstance(numbers, BindParameter):
        numbers = bindparam(None, list(numbers), type_=Numbers())
    return Among(column, numbers)


@compiles(Among)
def _any(element: Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, numbers = (compiler.process(one, **kwargs) for one in element.clauses.clauses)
    return f"{column} = ANY (CAST({numbers} AS BIGINT[]))"


@compiles(Among, "sqlite")
def _in_list(element: Among, compiler: SQLCompiler, **kwargs: Any) -> str:
    column, numbers = (compiler.process(one, **kwargs) for one in element.clauses.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - the compiler's own text
