"""A part of a question that is worked out once, whatever is made of it; the planner would inline it."""

from typing import Any

from sqlalchemy import CTE, CompoundSelect, Select


def materialized(question: Select[Any] | CompoundSelect[Any], name: str) -> CTE:
    """WITH name AS MATERIALIZED (...), on both databases."""
    return question.cte(name).prefix_with("MATERIALIZED")
