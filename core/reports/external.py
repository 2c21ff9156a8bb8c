"""The ids that people outside see: the bundle's, or for rows born here one made of their number."""

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal


def external_id(number: int, given: str | None) -> str:
    """The bundle's id of a row; the exchange writes the made one back when it exports, so that it stays."""
    return f"v{number}" if given is None else given


def external_id_of(given: Any, number: Any) -> ColumnElement[str]:
    """The same in SQL, of the columns."""
    return func.coalesce(given, literal("v") + cast(number, String))
