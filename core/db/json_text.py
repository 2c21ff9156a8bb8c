"""One key's text out of a JSON column, whatever letters the key has.

SQLite compares a path with the key as it was written, where a Russian letter is an escape: there the pairs
are gone through instead.
"""

from typing import Any

from sqlalchemy import ColumnElement, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class json_text(GenericFunction[str]):  # noqa: N801 (a function of SQL)
    """`json_text(column, key)`: the value of `key` as text; NULL where there is none."""

    type = String()
    inherit_cache = True
    name = "json_text"


@compiles(json_text, "sqlite")
def _on_sqlite(element: json_text, compiler: SQLCompiler, **options: Any) -> str:
    column, key = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(SELECT pair.value FROM json_each({column}) AS pair WHERE pair.key = {key})"  # noqa: S608 (both are bound)


@compiles(json_text)
def _elsewhere(element: json_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"jsonb_extract_path_text({compiler.process(element.clauses, **options)})"


def text_at(column: Any, key: str) -> ColumnElement[str]:
    """The text that stands under `key` in a JSON column."""
    return json_text(column, literal(key, String()))
