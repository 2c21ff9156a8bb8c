"""Text in the order of its code points, on both databases: SQLite does so by itself, PostgreSQL is told."""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class CodePoints(GenericFunction[str]):
    """A text to sort by."""

    type = String()
    name = "code_points"
    inherit_cache = True


def in_code_points(text: ColumnElement[str]) -> ColumnElement[str]:
    """The same text, ordered by code points."""
    return CodePoints(text)


@compiles(CodePoints)
def _told(element: CodePoints, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f'{compiler.process(element.clauses, **kwargs)} COLLATE "C"'


@compiles(CodePoints, "sqlite")
def _by_itself(element: CodePoints, compiler: SQLCompiler, **kwargs: Any) -> str:
    return compiler.process(element.clauses, **kwargs)
