"""Words of a line and what a dictionary knows of them (pymorphy3, loaded once, when first asked)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

LONGEST = 40
"""Nothing longer is a word of a dictionary: it is taken as it stands."""

_RUSSIAN = re.compile(r"[а-я]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Reading:
    """One grammatical reading of a form, in the dictionary's own short names."""

    lemma: str
    part: str
    case: str
    number: str
    gender: str
    tense: str
    person: str
    mood: str
    person_name: str
    known: bool
    score: float


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, and where it stands in the line."""

    text: str
    norm: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def listed(words: str) -> frozenset[str]:
    """Words written in a row, as a set."""
    return frozenset(words.split())


def normal(text: str) -> str:
    """Lower case, ё as е."""
    return text.lower().replace("ё", "е").replace("’", "'")


@lru_cache(maxsize=4)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut a line into words, numbers and marks, in order."""
    return tuple(Token(m.group(), normal(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text))


@cache
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer()


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Every reading of a normalised Russian word, the likeliest first; none of any other word."""
    if len(word) > LONGEST or _RUSSIAN.fullmatch(word) is None:
        return ()
    return tuple(_reading(parse) for parse in _dictionary().parse(word)[:8])


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    name = next((mark for mark in ("Surn", "Name", "Patr", "Orgn") if mark in tag), "")
    return Reading(
        lemma=normal(parse.normal_form),
        part=str(tag.POS or ""),
        case=str(tag.case or ""),
        number=str(tag.number or ""),
        gender=str(tag.gender or ""),
        tense=str(tag.tense or ""),
        person=str(tag.person or ""),
        mood=str(tag.mood or ""),
        person_name=name,
        known=bool(parse.is_known),
        score=float(parse.score),
    )


def lemmas(word: str) -> tuple[str, ...]:
    """Dictionary forms of a normalised word, without repeats; the word itself when there are none."""
    return tuple(dict.fromkeys(reading.lemma for reading in readings(word))) or (word,)


def in_dictionary(word: str) -> bool:
    """Whether the word is a known Russian one, not a guess by its ending."""
    return any(reading.known for reading in readings(word))


@lru_cache(maxsize=4096)
def nominative(word: str, *, feminine: bool = False) -> str:
    """A person's name as it stands in a list of contacts: Иванова of a man is Иванов."""
    if len(word) > LONGEST or _RUSSIAN.fullmatch(word) is None:
        return word
    gender = "femn" if feminine else "masc"
    parses = [parse for parse in _dictionary().parse(word) if {"Surn", "Name", "Patr"} & parse.tag.grammemes]
    parses.sort(key=lambda parse: parse.tag.gender != gender)
    changed = parses[0].inflect({"nomn", "sing"}) if parses else None
    return str(changed.word) if changed else word
