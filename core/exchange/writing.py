"""Values to cells and files: the same value always gives the same bytes. Source: BUNDLE.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Self

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
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, time):
        return value.isoformat("minutes" if value == value.replace(second=0, microsecond=0) else "auto")
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


class Folder:
    """Files written part by part: they take their names all together, at the end, or none does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parts: dict[str, Path] = {}

    @property
    def names(self) -> frozenset[str]:
        """Files that were begun."""
        return frozenset(self._parts)

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for name, part in self._parts.items():
            if kind is None:
                part.replace(self.path / name)
            else:
                part.unlink(missing_ok=True)

    @contextmanager
    def file(self, name: str) -> Iterator[IO[str]]:
        """UTF-8 without a mark, the same on every system."""
        self._parts[name] = self.path / f".{name}.part"
        with self._parts[name].open("w", encoding="utf-8", newline="") as opened:
            yield opened


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Small files, each whole or not at all."""
    with Folder(folder) as opened:
        for name, text in texts.items():
            with opened.file(name) as file:
                file.write(text)


def _quoted(text: str) -> str:
    if _NEEDS_QUOTES.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
