"""How many rows of a group meet a condition."""

from sqlalchemy import ColumnElement, case, func


def count_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The rows for which it holds."""
    return func.count(case((condition, 1)))
