"""Figures by number as figures by external id."""

from collections.abc import Mapping
from typing import Any, TypeVar

K = TypeVar("K")


def named(figures: Mapping[K | None, Any], names: Mapping[K, str]) -> dict[str, Any]:
    """By external id, ascending; what has none stands first, under ""."""
    by_name = {"" if key is None else names[key]: value for key, value in figures.items()}
    return dict(sorted(by_name.items()))
