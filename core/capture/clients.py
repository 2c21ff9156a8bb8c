"""The base of clients as a line is compared with it (CAPTURE.md, slot `client`)."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from core.capture.draft import Candidate
from core.capture.names import (
    COMMON_PARTS,
    HOUSE_WORDS,
    KINDS,
    LEGAL_FORMS,
    forms,
    joined_name,
    name_words,
    skeleton,
    sound,
    stem,
)
from core.capture.typos import TypoTable
from core.capture.words import in_dictionary, readings

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client of the base; `own` ones are the person's own and come first."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """One way a client is called: the words that must be said, and those that may be."""

    client: int
    words: tuple[str, ...]
    extra: frozenset[str] = _NOBODY
    person: bool = False
    alias: bool = False

    @property
    def head(self) -> str:
        return next((word for word in self.words if not word.isdigit()), self.words[0])

    @property
    def together(self) -> str:
        """The words that must be said, written as one."""
        return "".join(self.words)

    @property
    def initials(self) -> str | None:
        """Сибирский Ремонтный Центр as срц; of a person or a name of one word None."""
        letters = [word[0] for word in self.words if not word.isdigit()]
        return "".join(letters) if len(letters) > 1 and not self.person else None


class _Keys:
    """Where each spelling of a word occurs: mostly in one word, kept without a set around it."""

    def __init__(self) -> None:
        self._words: dict[str, str | tuple[str, ...]] = {}

    def put(self, key: str, word: str) -> None:
        held = self._words.get(key)
        if held is None:
            self._words[key] = word
        elif isinstance(held, str):
            self._words[key] = held if held == word else (held, word)
        elif word not in held:
            self._words[key] = (*held, word)

    def of(self, key: str) -> tuple[str, ...]:
        held = self._words.get(key, ())
        return (held,) if isinstance(held, str) else held


class ClientIndex:
    """Names of the base, ready to be looked up. Built once and kept by the caller."""

    def __init__(self, clients: tuple[KnownClient, ...] = ()) -> None:
        self.clients = clients
        self.by_id = {client.id: client for client in clients}
        self.names: list[Name] = []
        self._of_word: dict[str, list[int]] = {}
        self._joined: dict[str, int | tuple[int, ...]] = {}
        self._initials: dict[str, int | tuple[int, ...]] = {}
        self._stems, self._sounds, self._skeletons = _Keys(), _Keys(), _Keys()
        for client in clients:
            for spelled in (client.name, *client.aliases):
                self._put(client, spelled, alias=spelled is not client.name)
        self._vocabulary = sorted(word for word in self._of_word if len(word) >= 4 and word.isalpha())
        self._typos = TypoTable([*self._vocabulary, *map(stem, self._vocabulary)])

    @classmethod
    def of(cls, clients: Iterable[KnownClient]) -> "ClientIndex":
        """Prepare the names once; a changed base wants a new index."""
        return cls(tuple(clients))

    def _put(self, client: KnownClient, spelled: str, *, alias: bool) -> None:
        named = named_by(spelled, client.id, alias=alias)
        if named is None:
            return
        number = len(self.names)
        self.names.append(named)
        for word in (*dict.fromkeys(named.words), *named.extra):
            held = self._of_word.get(word)
            if held is None:
                self._of_word[word] = [number]
                self._put_word(word)
            else:
                held.append(number)
        _add(self._joined, named.together, number)
        if named.initials is not None:
            _add(self._initials, named.initials, number)

    def _put_word(self, word: str) -> None:
        cut = stem(word)
        self._stems.put(cut, word)
        self._sounds.put(sound(cut), word)
        self._sounds.put(sound(word), word)
        if word.isascii() and word.isalpha():
            self._skeletons.put(skeleton(word), word)

    def of_word(self, word: str) -> list[int]:
        """Numbers of the names that hold a word."""
        return self._of_word.get(word, [])

    def joined(self, together: str) -> tuple[int, ...]:
        """Numbers of the names whose words written together are these letters."""
        return _held(self._joined, together)

    def initials(self, letters: str) -> tuple[int, ...]:
        """Numbers of the names of several words that begin with these letters: СРЦ."""
        return _held(self._initials, letters)

    def alike(self, word: str, *, typos: bool = True) -> dict[str, float]:
        """Words of the base that this word of a line may be, with likeness from 0 to 1.

        `typos`: whether a word that no rule of endings or sounds explains may be a misspelt one.
        """
        found: dict[str, float] = {}
        if word in self._of_word:
            found[word] = 1.0
        if word.isdigit() or len(word) < 2:
            return found
        known = in_dictionary(word)
        for form in forms(word):
            self._spelled_alike(form, found, exact=form == word, known=known)
        if max(found.values(), default=0.0) < 0.9:
            self._heard_alike(word, found)
        if typos and max(found.values(), default=0.0) < 0.9:
            for form in forms(word)[:2]:
                self._typed_alike(form, found, known=known)
        return found

    def _spelled_alike(self, form: str, found: dict[str, float], *, exact: bool, known: bool) -> None:
        if form in self._of_word:
            found[form] = max(found.get(form, 0.0), 1.0 if exact else 0.999)
        if len(form) < 3:
            return
        for near in self._stems.of(stem(form)):
            if near == form:
                continue
            fits = 0.99 if not known or near[:1] == form[:1] else 0.8
            if form in self._of_word and not _inflected(form, near):
                fits = 0.8
            found[near] = max(found.get(near, 0.0), fits)
        for near in dict.fromkeys((*self._sounds.of(sound(form)), *self._sounds.of(sound(stem(form))))):
            other_script = near.isascii() != form.isascii()
            found[near] = max(found.get(near, 0.0), 0.98 if other_script else 0.84)

    def _heard_alike(self, word: str, found: dict[str, float]) -> None:
        """Coffee is кофе, Bakery is бейкери: the same consonants in the other script."""
        if word.isascii() or len(word) < 4:
            return
        for form in forms(word)[:2]:
            bones = skeleton(form)
            for near in self._skeletons.of(bones) if len(bones) > 1 else ():
                likeness = ratio(sound(near), sound(form)) / 100
                if likeness >= (0.6 if len(bones) > 2 else 0.7):
                    found[near] = max(found.get(near, 0.0), 0.93)

    def _typed_alike(self, form: str, found: dict[str, float], *, known: bool) -> None:
        if len(form) < 4:
            return
        cut = stem(form)
        numbers = self._typos.near(form) | self._typos.near(cut)
        for near in {self._vocabulary[number % len(self._vocabulary)] for number in numbers}:
            distance = min(OSA.distance(cut, stem(near)), OSA.distance(form, near))
            if distance > 2 or (distance > 1 and len(form) < 7):
                continue
            longest = max(len(near), len(form))
            score = 1 - distance / longest if distance > 1 or longest < 6 or known else 0.92
            found[near] = max(found.get(near, 0.0), min(score, 0.82) if score < 0.9 else score)

    def begins(self, prefix: str) -> list[str]:
        """Words of the base that begin so, for short forms and search."""
        return list(self._beginning(prefix)) if len(prefix) >= 3 else []

    def _beginning(self, prefix: str) -> Iterator[str]:
        at = bisect_left(self._vocabulary, prefix)
        while at < len(self._vocabulary) and self._vocabulary[at].startswith(prefix):
            yield self._vocabulary[at]
            at += 1

    def shortened(self, word: str) -> str | None:
        """The one word of the base that begins so and goes on: Уралгидро is Уралгидромаш."""
        if len(word) < 5 or in_dictionary(word):
            return None
        longer = self._beginning(word)
        first, second = next(longer, None), next(longer, None)
        return first if second is None and first != word else None


def _add(keys: dict[str, int | tuple[int, ...]], key: str, number: int) -> None:
    held = keys.get(key)
    if held is None:
        keys[key] = number
    else:
        keys[key] = (*(held if isinstance(held, tuple) else (held,)), number)


def _held(keys: dict[str, int | tuple[int, ...]], key: str) -> tuple[int, ...]:
    held = keys.get(key, ())
    return held if isinstance(held, tuple) else (held,)


def _inflected(form: str, near: str) -> bool:
    """Whether one is a case form of the other: Ковалева of Ковалев; not Коваль and Ковалев."""
    return near in forms(form) or form in forms(near)


_TRADERS = frozenset({"ип", "чп", "кфх", "гкфх", "пбоюл", "глава"})
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{2,})[»”“\"]")


def _inside_quotes(spelled: str) -> str:
    """СХПК «Дружба»: what stands before the quotes is a form of law, however it is called."""
    quoted = _QUOTED.search(spelled)
    return quoted.group(1) if quoted is not None and any(map(str.isalnum, quoted.group(1))) else spelled


def named_by(spelled: str, client: int = 0, *, alias: bool = False) -> Name | None:
    """What of a name must be said. Kinds of houses may be left out where a word of its own is left."""
    said = [intern(word) for word in name_words(_inside_quotes(spelled))]
    person = bool(said) and said[0] in _TRADERS and len(said) > 1
    core = [word for word in said if word not in LEGAL_FORMS and not (person and word in _TRADERS)] or said
    own = [word for word in core if word not in HOUSE_WORDS and not (person and len(word) == 1)] or core
    telling = [word for word in own if word not in KINDS]
    own = own if len(own) == len(core) or any(map(tells_apart, own)) else core
    words = telling if len(telling) < len(own) and any(map(tells_apart, telling)) else own
    if not words:
        return None
    extra = frozenset(core) - frozenset(words)
    if person:
        extra, words = extra | frozenset(words[1:]), words[:1]
    return Name(client, tuple(words), extra or _NOBODY, person, alias)


def find_clients(query: str, index: ClientIndex, limit: int = 3) -> tuple[Candidate[int], ...]:
    """Clients whose name, alias or part of the name is near the query, best first; scores from 0 to 1."""
    asked = [word for word in name_words(query) if word not in LEGAL_FORMS]
    best: dict[int, float] = {}
    points: dict[int, dict[str, float]] = {}
    for word in asked:
        near = index.alike(word)
        for other in index.begins(word):
            near[other] = max(near.get(other, 0.0), 0.9)
        for other, score in near.items():
            for number in index.of_word(other):
                said = points.setdefault(number, {})
                said[word] = max(said.get(word, 0.0), score)
    for number, said in points.items():
        name = index.names[number]
        share = min(len(said) / max(len(name.words), 1), 1.0)
        score = sum(said.values()) / len(asked) * (0.85 + 0.15 * share)
        best[name.client] = max(best.get(name.client, 0.0), score)
    for number in index.joined(joined_name(query)):
        best[index.names[number].client] = 1.0
    ranked = sorted(best, key=lambda client: (-round(best[client], 2), not index.by_id[client].own, client))
    return tuple(Candidate(one, index.by_id[one].name, round(best[one], 3)) for one in ranked[:limit])


def tells_apart(word: str) -> bool:
    """Whether a part of a name is enough to think of it: no common part, adjective or number."""
    if word in COMMON_PARTS or word in HOUSE_WORDS or word.isdigit() or len(word) < 3:
        return False
    best = readings(word)[:1]
    return not (best and best[0].known and best[0].part in {"ADJF", "PRTF", "ADVB", "PREP", "CONJ"})
