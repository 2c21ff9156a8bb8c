"""Both languages say everything, and nothing that nobody asks for."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "bot" / "locales"
FACES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot").rglob("*.py"))]
CORE = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "core").rglob("*.py"))]


class _Parameters(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def _messages(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content[:80]}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                parameters = _Parameters()
                parameters.visit(entry)
                found[entry.id.name] = parameters.names
    return found


def test_both_languages_have_the_same_keys_with_the_same_parameters():
    assert _messages("ru") == _messages("en")


def _asked() -> tuple[set[str], list[str]]:
    """Whole keys named in code, and the beginnings of keys that are put together."""
    whole: set[str] = set()
    parts: list[str] = []
    for text in FACES + CORE:
        whole |= set(re.findall(r'"([a-z][a-zA-Z0-9_-]*)"', text))
        parts += re.findall(r'f"([a-z][a-z-]*-)\{', text)
    return whole, parts


def test_no_text_is_left_unused():
    whole, parts = _asked()
    unused = [
        key for key in _messages("ru") if key not in whole and not any(key.startswith(part) for part in parts)
    ]
    assert unused == []


@pytest.mark.parametrize("text", FACES)
def test_no_russian_word_stands_outside_the_locales(text):
    code = re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.DOTALL)
    assert re.findall(r'"[^"\n]*[а-яёА-ЯЁ][^"\n]*"', code) == []
