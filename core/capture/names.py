"""How names are spelled alike: legal forms, endings, transliteration (METRICS.md, `audit`)."""

import re
from functools import lru_cache

from core.capture.lexicon import name_lists
from core.capture.words import normal, readings, tokens_of

_WORDS = name_lists()
LEGAL_FORMS = _WORDS["legal"]
"""Dropped when a line is compared with names."""
HOUSE_WORDS = _WORDS["house"]
"""Words that a name is often said without."""
KINDS = _WORDS["kinds"]
"""What kind of house it is: said or left out."""
COMMON_PARTS = _WORDS["common"] | KINDS
"""Parts that tell a name from no other: never enough alone."""

_LETTERS: dict[str, str] = {
    **dict(zip("абвгдеезийклмнопрстуфхыэ", "abvgdeeziiklmnoprstufhie", strict=True)),
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_SOUNDS = (
    ("ight", "ait"),
    ("sch", "sh"), ("tch", "ch"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("zh", "j"),
    ("qu", "kv"),
    ("ks", "x"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ch", "h"), ("tc", "c"), ("ts", "c"),
    ("c", "k"), ("q", "k"), ("w", "v"), ("yu", "u"), ("ya", "a"), ("iu", "u"), ("ia", "a"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "g"),
)  # fmt: skip
_ENDING = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|иям|иях|ов|ев|ой|ей|ую|юю|ая|яя|ое|ее|ые"
    r"|ие"

                     r"|ый|ий|ым|им|ых|их|ом|ем|ам|ям|ах|ях|ью|ия|ии|ию|[аеиоуыэюяйь])$")  # fmt: skip


def joined_name(name: str) -> str:
    """A name written together: words of letters and digits without legal forms."""
    words = re.findall(r"[^\W_]+", normal(name))
    return "".join(word for word in words if word not in LEGAL_FORMS)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its case ending; at least three letters are left."""
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= 3 else word


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """One spelling for a name in Cyrillic and Latin: акме and Acme are both akme."""
    latin = "".join(_LETTERS.get(char, char) for char in word)
    for written, heard in _SOUNDS:
        latin = latin.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", latin)


_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a word as heard, with its first letter: coffee and кофе are both kf."""
    heard = sound(word).replace("eu", "ev").replace("au", "av").replace("z", "s")
    return heard[:1] + _VOWELS.sub("", heard[1:])


def deletions(key: str) -> tuple[str, ...]:
    """A spelling and all spellings that lack one letter of it: two that share one are a typo apart."""
    return (key, *dict.fromkeys(key[:i] + key[i + 1 :] for i in range(len(key))))


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """What a word of the line may be in a base: itself and its dictionary forms as a name or a thing."""
    if not word.isalpha() or word.isascii():
        return (word,)
    named = (reading.lemma for reading in readings(word) if reading.part in {"NOUN", "ADJF", "PRTF", ""})
    return tuple(dict.fromkeys((word, *named)))


@lru_cache(maxsize=50_000)
def is_verb_first(word: str) -> bool:
    """Стали, жди: a form that is read as a name only when nothing else fits."""
    best = readings(word)[:1]
    return bool(best) and best[0].part in {
        "VERB",
        "INFN",
        "PREP",
        "CONJ",
        "PRCL",
        "NPRO",
        "ADVB",
        "GRND",
        "PRED",
    }


def name_words(name: str) -> list[str]:
    """Words and numbers of a name, normalised, marks dropped."""
    return [token.norm for token in tokens_of(name) if token.is_word or token.is_number]


@lru_cache(maxsize=50_000)
def is_everyday(word: str) -> bool:
    """A word of the dictionary that is nobody's name: мир, вектор; not Северсталь."""
    known = [reading for reading in readings(word) if reading.known]
    return bool(known) and not any(reading.person_name for reading in known)
