"""Every word that a person reads, by Fluent. A missing key or parameter is an error, not a gap on a
screen.
"""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone
from fluent.syntax.ast import SelectExpression, VariableReference
from fluent.syntax.visitor import Visitor

FOLDER = Path(__file__).parent / "locales"
LANGUAGES = ("ru", "en")
DEFAULT = "ru"
Value = str | int
VALUE_MOST = 300
"""A name longer than that is cut: it would crowd out the sentence."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")


class MissingText(LookupError):
    """A key or a parameter that the locale does not have."""


class Html(str):
    """Text that is HTML already: Texts does not escape it again."""

    __slots__ = ()


class Texts:
    """The words of one language. Calling it gives one text; strings given to it are escaped for HTML."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else DEFAULT
        self._bundle = _bundle(self.language)

    def __call__(self, key: str, /, **values: Value) -> Html:
        """The text of `key` as HTML. Raises MissingText."""
        return Html(self._format(key, {name: _escaped(value) for name, value in values.items()}))

    def plain(self, key: str, /, **values: Value) -> str:
        """The text of `key` as it is, for buttons and alerts, which know no HTML. Raises MissingText."""
        return self._format(
            key, {name: _cut(value) if isinstance(value, str) else value for name, value in values.items()}
        )

    def has(self, key: str) -> bool:
        return bool(self._bundle.has_message(key))

    def either(self, key: str, fallback: str, /, **values: Value) -> str:
        """The plain text of `key`, or `fallback` (a company's own word) where there is none."""
        return self.plain(key, **values) if self.has(key) else fallback

    def _format(self, key: str, values: Mapping[str, Value]) -> str:
        steering = _steering(self, key)
        given = tuple(
            (name, value if isinstance(value, int) else _unmarked(value) if name in steering else _mark(name))
            for name, value in values.items()
        )
        said = _said(self, key, given)
        return _MARK.sub(lambda mark: str(values[mark[1]]), said) if _OPEN in said else said

    def say(self, key: str, values: Mapping[str, Value]) -> str:
        """The text as Fluent makes it, which takes long. Raises MissingText."""
        found, errors = self._bundle.format_pattern(self.pattern(key), dict(values))
        if errors or isinstance(found, FluentNone):
            raise MissingText(f"{key}: {errors}")
        return str(found)

    def pattern(self, key: str) -> Any:
        """As Fluent has read it. Raises MissingText."""
        message = self._bundle.get_message(key) if self._bundle.has_message(key) else None
        if message is None or message.value is None:
            raise MissingText(key)
        return message.value


class _Steering(Visitor):
    """The parameters by whose value a pattern chooses its words."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_SelectExpression(self, node: SelectExpression) -> None:  # noqa: N802 - Fluent's name
        if isinstance(node.selector, VariableReference):
            self.names.add(node.selector.id.name)
        self.generic_visit(node)


@lru_cache(maxsize=4096)
def _steering(texts: Texts, key: str) -> frozenset[str]:
    found = _Steering()
    found.visit(texts.pattern(key))
    return frozenset(found.names)


@lru_cache(maxsize=8192)
def _said(texts: Texts, key: str, values: tuple[tuple[str, Value], ...]) -> str:
    """A sentence with marks where names and sums are put in, which are always others."""
    return texts.say(key, dict(values))


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


def _unmarked(value: str) -> str:
    return value.replace(_OPEN, "")


def _escaped(value: Value) -> Value:
    return value if isinstance(value, (int, Html)) else html.escape(_cut(value), quote=False)


def _cut(value: str) -> str:
    return value if len(value) <= VALUE_MOST else value[: VALUE_MOST - 1].rstrip() + "…"


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> Any:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@lru_cache(maxsize=len(LANGUAGES))
def texts_of(language: str) -> Texts:
    """The words of a language, loaded once; an unknown language is Russian."""
    return Texts(language)
