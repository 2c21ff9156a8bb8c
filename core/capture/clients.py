"""Which client a line speaks of (CAPTURE.md, slot `client`)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.capture.draft import Candidate
from core.capture.names import (
    COMMON_PARTS,
    HOUSE_WORDS,
    LEGAL_FORMS,
    forms,
    name_words,
    normalised_name,
    sound,
    stem,
)
from core.capture.words import in_dictionary, readings


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
    extra: frozenset[str] = frozenset()
    person: bool = False
    alias: bool = False

    @property
    def head(self) -> str:
        return next((word for word in self.words if not word.isdigit()), self.words[0])


@dataclass(slots=True)
class _Keys:
    """Where each spelling of a word occurs."""

    words: dict[str, set[str]] = field(default_factory=dict)

    def put(self, key: str, word: str) -> None:
        if key:
            self.words.setdefault(key, set()).add(word)


class ClientIndex:
    """Names of the base, ready to be looked up. Built once and kept by the caller."""

    def __init__(self, clients: tuple[KnownClient, ...] = ()) -> None:
        self.clients = clients
        self.by_id = {client.id: client for client in clients}
        self.names: list[Name] = []
        self.of_word: dict[str, list[int]] = {}
        self.joined: dict[str, list[int]] = {}
        self._stems, self._sounds = _Keys(), _Keys()
        for client in clients:
            for spelled in (client.name, *client.aliases):
                self._put(client, spelled, alias=spelled is not client.name)
        self._vocabulary = sorted(word for word in self.of_word if len(word) >= 4 and word.isalpha())

    @classmethod
    def of(cls, clients: Iterable[KnownClient]) -> "ClientIndex":
        """Prepare the names once; a changed base wants a new index."""
        return cls(tuple(clients))

    def _put(self, client: KnownClient, spelled: str, *, alias: bool) -> None:
        said = name_words(spelled)
        person = bool(said) and said[0] in {"ип", "чп", "кфх"} and len(said) > 1
        core = [word for word in said if word not in LEGAL_FORMS]
        words = [word for word in core if word not in HOUSE_WORDS and not (person and len(word) == 1)]
        words = words or core
        if not words:
            return
        extra = frozenset(core) - frozenset(words)
        if person:
            extra, words = extra | frozenset(words[1:]), words[:1]
        number = len(self.names)
        self.names.append(Name(client.id, tuple(words), extra, person, alias))
        for word in set(words) | extra:
            if word not in self.of_word:
                self._stems.put(stem(word), word)
                self._sounds.put(sound(stem(word)), word)
                self._sounds.put(sound(word), word)
            self.of_word.setdefault(word, []).append(number)
        self.joined.setdefault("".join(words), []).append(number)

    def alike(self, word: str) -> dict[str, float]:
        """Words of the base that this word of a line may be, with likeness from 0 to 1."""
        found: dict[str, float] = {}
        if word in self.of_word:
            found[word] = 1.0
        if word.isdigit() or len(word) < 2:
            return found
        known = in_dictionary(word)
        for form in forms(word):
            self._spelled_alike(form, found, known=known)
        if max(found.values(), default=0.0) < 0.9:
            for form in forms(word)[:2]:
                self._typed_alike(form, found, known=known)
        return found

    def _spelled_alike(self, form: str, found: dict[str, float], *, known: bool) -> None:
        if form in self.of_word:
            found[form] = 1.0
        if len(form) < 3:
            return
        for near in sorted(self._stems.words.get(stem(form), ())):
            fits = 0.99 if not known or near[:1] == form[:1] else 0.8
            found[near] = max(found.get(near, 0.0), fits)
        heard = self._sounds.words.get(sound(form), set()) | self._sounds.words.get(sound(stem(form)), set())
        for near in sorted(heard):
            other_script = near.isascii() != form.isascii()
            found[near] = max(found.get(near, 0.0), 0.96 if other_script else 0.84)

    def _typed_alike(self, form: str, found: dict[str, float], *, known: bool) -> None:
        if len(form) < 4:
            return
        allowed = 1 if len(form) < 7 else 2
        near_words = process.extract(
            form, self._vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=5
        )
        for near, distance, _ in near_words:
            longest = max(len(near), len(form))
            score = 1 - distance / longest if distance > 1 or longest < 6 or known else 0.92
            found[near] = max(found.get(near, 0.0), min(score, 0.82) if score < 0.9 else score)

    def begins(self, prefix: str) -> list[str]:
        """Words of the base that begin so, for short forms and search."""
        return [word for word in self._vocabulary if word.startswith(prefix)] if len(prefix) >= 3 else []


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
            for number in index.of_word[other]:
                said = points.setdefault(number, {})
                said[word] = max(said.get(word, 0.0), score)
    for number, said in points.items():
        name = index.names[number]
        share = min(len(said) / max(len(name.words), 1), 1.0)
        score = sum(said.values()) / len(asked) * (0.85 + 0.15 * share)
        best[name.client] = max(best.get(name.client, 0.0), score)
    for number in index.joined.get(normalised_name(query), ()):
        best[index.names[number].client] = 1.0
    ranked = sorted(best, key=lambda client: (-round(best[client], 2), not index.by_id[client].own, client))
    return tuple(Candidate(one, index.by_id[one].name, round(best[one], 3)) for one in ranked[:limit])


def tells_apart(word: str) -> bool:
    """Whether a part of a name is enough to think of it: no common part, adjective or number."""
    if word in COMMON_PARTS or word in HOUSE_WORDS or word.isdigit() or len(word) < 3:
        return False
    best = readings(word)[:1]
    return not (best and best[0].known and best[0].part in {"ADJF", "PRTF", "ADVB", "PREP", "CONJ"})
