"""Values to cells and files: the same value always gives the same bytes. Source: BUNDLE.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.money import money_text

_NEEDS_QUOTES = frozenset(',"\r\n')


def cell(value: Any) -> str:
    """Times in UTC, lists joined by |, empty for unknown."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return "|".join(str(part) for part in value)
    return str(value)


def amount(value: int | None) -> str:
    """Minor units as the bundle has them."""
    return "" if value is None else money_text(value)


def plain(value: Decimal) -> str:
    """Without an exponent and idle zeros: 2.50 and 2.5 are one plan."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Quotes where a reader needs them, a lone carriage return too, which the standard writer leaves bare."""
    return "".join(csv_line(row) + "\n" for row in (header, *rows))


def csv_line(row: Sequence[str]) -> str:
    """One row without its end."""
    return ",".join(map(_quoted, row))


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """UTF-8 without a mark, the same on every system; each file whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_bytes(text.encode())
        part.replace(folder / name)


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
