"""Words as data: every concept of the grammar with the words that mean it, in Russian and English."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Phrase = tuple[str, ...]

LANGUAGES = ("ru", "en")


@cache
def phrases() -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases by their first word, longest first, each with its concept: `acts.call`, `documents.offer`."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for language in LANGUAGES:
        for section, concepts in _read(language).items():
            for name, words in concepts.items():
                concept = f"stages_alike.{name}" if section == "stages_alike" else f"{section}.{name}"
                for entry in words.split():
                    phrase = tuple(entry.split("|"))
                    found.setdefault(phrase[0], []).append((phrase, concept))
    return {first: tuple(sorted(group, key=lambda one: -len(one[0]))) for first, group in found.items()}


@cache
def words_of(concept: str) -> frozenset[str]:
    """Single words of a concept, of both languages."""
    section, _, name = concept.partition(".")
    found: set[str] = set()
    for language in LANGUAGES:
        found.update(_read(language).get(section, {}).get(name, "").split())
    return frozenset(found)


@cache
def alike() -> dict[str, str]:
    """A word of a stage's name to the group of words that mean the same stage."""
    groups = _read("en")["stages_alike"]
    return {word: name for name, words in groups.items() for word in words.split()}


@cache
def name_lists() -> dict[str, frozenset[str]]:
    """Words inside the names of companies, by what they are: legal, house, kinds, common."""
    return {name: frozenset(words.split()) for name, words in _read("names").items()}


@cache
def _read(language: str) -> dict[str, Any]:
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
