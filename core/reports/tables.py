"""A report's JSON object as a table for a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]


def table(found: Json) -> str:
    """Figures one a line, lists of things as columns."""
    days = ", ".join(f"{name} {day}" for name, day in found["period"].items())
    lines = [f"{found['report']}: {days}"]
    for name, value in found["result"].items():
        lines += _lines(name, value)
    return "\n".join(lines)


def _lines(name: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return ["", f"{name} ({len(value)})", *_columns(value)]
    if isinstance(value, Mapping) and any(isinstance(inner, Mapping) for inner in value.values()):
        rows = [{name: key} | _flat(inner) for key, inner in value.items()]
        return ["", *_columns(rows)]
    if isinstance(value, Mapping):
        return [f"{name}: " + ", ".join(f"{key or '-'} {_text(inner)}" for key, inner in value.items())]
    return [f"{name}: {_text(value)}"]


def _flat(row: Mapping[str, Any]) -> Json:
    """Of a figure with its bounds the count alone."""
    return {
        key: value.get("count", value) if isinstance(value, Mapping) else value for key, value in row.items()
    }


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    titles = list(dict.fromkeys(key for row in rows for key in row))
    cells = [titles, *([_text(row.get(title)) for title in titles] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [_line(row, widths) for row in cells] if rows else []


def _line(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _text(value: Any) -> str:
    return "-" if value is None else str(value)
