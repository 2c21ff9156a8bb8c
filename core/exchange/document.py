"""A JSON document of the bundle, walked with a note of every wrong place in it."""

import json
import re
from collections import Counter
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from core.exchange.cells import zone
from core.exchange.problems import Problem, Unusable, unusable_file
from core.exchange.source import Source
from core.money import MINOR, Money

LARGEST = 10**15
DIGITS = 15
"""More of them a JSON number does not keep for whoever reads it as a double."""
_LONGEST_DAYS = 36_500

K = TypeVar("K", bound=StrEnum)


def read_document(source: Source, file: str) -> Any:
    """Numbers with a point as exact decimals. Raises BadBundle for what is no JSON, Infinity and NaN too."""
    content = source.read(file)
    if content is None:
        raise unusable_file(file, "there is no such file")
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as wrong:
        raise unusable_file(file, f"broken JSON: {wrong.msg}", wrong.lineno) from None
    except (RecursionError, ValueError, ArithmeticError):
        raise unusable_file(file, "broken JSON") from None


def _refuse(word: str) -> None:
    raise ValueError(word)


class Walk:
    """Takes values out of a document and notes what is wrong, each with its path."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, path: str, reason: str) -> None:
        self.problems.append(Problem(self.file, 0, path, reason))

    def once(self, what: str, ids: list[str]) -> None:
        """Ids that stand twice are wrong."""
        for given, times in sorted(Counter(filter(None, ids)).items()):
            if times > 1:
                self.wrong(what, f"the id {given!r} stands twice")

    def mapping(self, path: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.wrong(path, "not an object")
        return {}

    def listing(self, path: str, value: Any) -> list[Any]:
        if isinstance(value, list):
            return value
        self.wrong(path, "not a list")
        return []

    def text(self, path: str, value: Any) -> str:
        """A text with something in it that every database and file can keep."""
        if isinstance(value, str) and value.strip() and "\0" not in value and _encodes(value):
            return value
        self.wrong(path, "wants a text")
        return ""

    def name(self, path: str, value: Any) -> str:
        """An id: spaces around it mean nothing."""
        return self.text(path, value).strip()

    def zone(self, path: str, value: Any) -> str:
        try:
            return zone(value) if isinstance(value, str) else zone("")
        except Unusable as unusable:
            self.wrong(path, str(unusable))
            return "UTC"

    def code(self, path: str, value: Any, pattern: str) -> str:
        if value is None or (isinstance(value, str) and re.fullmatch(pattern, value)):
            return value or ""
        self.wrong(path, "not a code")
        return ""

    def kind(self, path: str, value: Any, kind: type[K], default: K) -> K:
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        self.wrong(path, f"none of {', '.join(kind)}")
        return default

    def number(self, path: str, value: Any, least: int = 0, most: int = LARGEST) -> Decimal | None:
        """Exact; None for null and for what is wrong."""
        if value is None:
            return None
        if not isinstance(value, (int, Decimal)) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(path, f"not a number from {least} to {most}")
            return None
        found = Decimal(value)
        if len(found.normalize().as_tuple().digits) > DIGITS:
            self.wrong(path, f"more than {DIGITS} digits")
            return None
        return found

    def needed(self, path: str, value: Any, default: Decimal) -> Decimal:
        """A number that must not be missing, not below 0; `default` where it is wrong."""
        if value is None:
            self.wrong(path, "wants a number")
        found = self.number(path, value)
        return default if found is None else found

    def whole(self, path: str, value: Any, least: int) -> int | None:
        found = self.number(path, value, least, _LONGEST_DAYS)
        if found is None:
            return None
        if found % 1:
            self.wrong(path, "not a whole number")
        return int(found)

    def money(self, path: str, value: Any) -> Money:
        """Major units, at most two places, not below 0."""
        found = self.needed(path, value, Decimal(0)) * MINOR
        if found % 1:
            self.wrong(path, "more than two places")
        return Money(int(found))

    def flag(self, path: str, value: Any) -> bool:
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(path, "neither true nor false")
        return False


def json_number(value: Decimal) -> int | float:
    """Whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
