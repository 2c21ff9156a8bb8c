"""A line cut into clauses, and the words in it that mean something to the department."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from core.capture.draft import Span
from core.capture.lexicon import Phrase, phrases
from core.capture.taken import NOTHING, Taken
from core.capture.words import Reading, Token, listed, readings, tokens_of

Words = Mapping[str, tuple[tuple[Phrase, str], ...]]
"""Phrases with their concepts, by the first word."""
_NO_WORDS: Words = MappingProxyType({})
_STOPS = frozenset(",;:!?()\n")
_TURNS = listed("но потом затем зато then but однако поэтому so")
_BETWEEN = listed(
    """пока уже еще так и мне нам нас меня наш этот очень особо сейчас больше вообще совсем опять снова
    сегодня у в к от с со из мы он они it me us the a an my our their our"""
)
_NO = listed("не ни нет not didn't don't doesn't couldn't can't haven't hasn't never won't")
_SOFT = listed("так и пока еще сразу больше нам мне их его совсем have yet")


@dataclass(frozen=True, slots=True)
class Sign:
    """A word or phrase of a concept: tokens `first` up to `after`, in clause `clause`."""

    concept: str
    first: int
    after: int
    clause: int
    lemma: str
    reading: Reading | None
    negated: bool
    span: Span

    @property
    def section(self) -> str:
        return self.concept.partition(".")[0]

    @property
    def name(self) -> str:
        return self.concept.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens, the clause of each, and the signs found, in order."""

    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[int, ...]
    signs: tuple[Sign, ...]
    infinitives: frozenset[int] = field(init=False, repr=False, compare=False)
    """Clauses that hold an infinitive: просят прислать, ask to send."""
    _by_concept: Mapping[tuple[str, int | None], list[Sign]] = field(init=False, repr=False, compare=False)
    """By concept or section, in a clause and (clause None) in the whole line."""
    _places: Mapping[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[tuple[str, int | None], list[Sign]] = defaultdict(list)
        for sign in self.signs:
            for name in (sign.concept, f"{sign.section}."):
                grouped[name, sign.clause].append(sign)
                grouped[name, None].append(sign)
        infinitives = (sign.clause for sign in self.signs if self._is_infinitive(sign))
        object.__setattr__(self, "infinitives", frozenset(infinitives))
        object.__setattr__(self, "_by_concept", dict(grouped))
        object.__setattr__(self, "_places", {id(sign): place for place, sign in enumerate(self.signs)})

    def _is_infinitive(self, sign: Sign) -> bool:
        if sign.section == "base":
            return self.word(sign.first - 1) in {"to", "me", "us"}
        return sign.reading is not None and sign.reading.part == "INFN"

    def of(self, *concepts: str, clause: int | None = None) -> list[Sign]:
        """Signs of these concepts, in order; `outcome.` means the whole section."""
        if len(concepts) == 1:
            return list(self._by_concept.get((concepts[0], clause), ()))
        found = {id(sign): sign for one in concepts for sign in self._by_concept.get((one, clause), ())}
        return sorted(found.values(), key=self._order)

    def _order(self, sign: Sign) -> int:
        return self._places[id(sign)]

    def clause_at(self, start: int) -> int:
        """The clause of the character at `start`."""
        inside = [
            clause for token, clause in zip(self.tokens, self.clauses, strict=True) if token.end > start
        ]
        return inside[0] if inside else (self.clauses[-1] if self.clauses else 0)

    def token_at(self, start: int) -> int:
        """The first token that ends after `start`."""
        return next((i for i, token in enumerate(self.tokens) if token.end > start), len(self.tokens))

    def word(self, index: int) -> str:
        """The normalised word at a place, or nothing outside of the line."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def clause_tokens(self, clause: int) -> list[Token]:
        """Words, numbers and marks of a clause, in order."""
        return [token for token, one in zip(self.tokens, self.clauses, strict=True) if one == clause]

    def arrows(self) -> Iterator[int]:
        """Places of the tokens that stand right after an arrow: -> КП отправлено, → КП отправлено."""
        for i, token in enumerate(self.tokens):
            if token.text == "→" or (token.text == ">" and self.word(i - 1) in {"-", "=", "–"}):
                yield i + 1

    def clause_span(self, clause: int) -> Span:
        """From the first to the last token of a clause, marks at its end left out."""
        inside = self.clause_tokens(clause)
        words = [token for token in inside if token.is_word or token.is_number] or inside
        return Span(words[0].start, words[-1].end)


def read_signs(text: str, hidden: Taken = NOTHING, own: Words = _NO_WORDS) -> Line:
    """Cut the line and find every sign; words inside `hidden` (a client's name) mean nothing else.

    `own`: words of this company besides those of the lexicon.
    """
    tokens = tokens_of(text)
    clauses = _clauses(text, tokens)
    known = [() if hidden.touches(token) else said(token.norm) for token in tokens]
    found: list[Sign] = []
    for i, words in enumerate(known):
        found.extend(_signs_at(i, words, tokens, clauses, known, own))
    return Line(text, tokens, clauses, tuple(found))


@lru_cache(maxsize=50_000)
def said(word: str) -> tuple[str, ...]:
    """A word and its likely dictionary forms; пришли is told of, not ordered."""
    if not word[:1].isalpha() or word.isascii():
        return (word,)
    every = readings(word)
    if not every:
        return (word,)
    told = max((reading.score for reading in every if reading.mood == "indc"), default=0.0)
    likely = (
        reading.lemma
        for reading in every
        if reading.score >= 0.3 * every[0].score and not (reading.mood == "impr" and told >= reading.score)
    )
    return tuple(dict.fromkeys((word, *likely)))


def _signs_at(
    first: int,
    words: tuple[str, ...],
    tokens: tuple[Token, ...],
    clauses: tuple[int, ...],
    known: list[tuple[str, ...]],
    own: Words,
) -> list[Sign]:
    """Every concept that starts here; of one section only its longest phrase."""
    found: dict[str, Sign] = {}
    for word in words:
        for phrase, concept in (*phrases().get(word, ()), *own.get(word, ())):
            after = _phrase_end(phrase, first, clauses, known, loose=concept == "reasons.no_budget")
            if after is None:
                continue
            held = found.get(concept)
            if held is not None and held.after >= after:
                continue
            reading = _reading_of(tokens[first].norm, word)
            span = Span(tokens[first].start, tokens[after - 1].end)
            negated = is_negated(tokens, clauses, first)
            found[concept] = Sign(concept, first, after, clauses[first], word, reading, negated, span)
    return list(found.values())


def _phrase_end(
    phrase: tuple[str, ...],
    first: int,
    clauses: tuple[int, ...],
    known: list[tuple[str, ...]],
    *,
    loose: bool,
) -> int | None:
    """Where a phrase ends that begins here; `loose`: up to three words of any kind may stand inside."""
    at = first + 1
    for word in phrase[1:]:
        skipped = 0
        while (
            at < len(known)
            and word not in known[at]
            and skipped < 3
            and (loose or _may_stand_between(known[at]))
        ):
            at, skipped = at + 1, skipped + 1
        if at >= len(known) or clauses[at] != clauses[first] or word not in known[at]:
            return None
        at += 1
    return at


def _may_stand_between(words: tuple[str, ...]) -> bool:
    """A pronoun, a preposition or a client's name: сделка с Каскадом сорвалась."""
    return not words or bool(set(words) & _BETWEEN)


def _reading_of(word: str, lemma: str) -> Reading | None:
    every = [reading for reading in readings(word) if reading.lemma == lemma]
    return every[0] if every else (readings(word) or (None,))[0]


def is_negated(tokens: tuple[Token, ...], clauses: tuple[int, ...], at: int) -> bool:
    """Не, ни, not just before the word, soft words between passed over."""
    back = at - 1
    while back >= 0 and clauses[back] == clauses[at] and tokens[back].norm in _SOFT:
        back -= 1
    if back < 0 or clauses[back] != clauses[at]:
        return False
    if tokens[back].norm in {"нет", "no"} and not tokens[at].norm.isascii():
        return not any(one.part in {"VERB", "INFN"} for one in readings(tokens[at].norm)[:1])
    return tokens[back].norm in _NO


def _clauses(text: str, tokens: tuple[Token, ...]) -> tuple[int, ...]:
    clause, found = 0, []
    for i, token in enumerate(tokens):
        if i and "\n" in text[tokens[i - 1].end : token.start]:
            clause += 1
        if token.norm in _TURNS:
            clause += 1
        found.append(clause)
        if _ends_clause(i, tokens, text):
            clause += 1
    return tuple(found)


def _ends_clause(i: int, tokens: tuple[Token, ...], text: str) -> bool:
    token = tokens[i]
    digits = 0 < i < len(tokens) - 1 and tokens[i - 1].is_number and tokens[i + 1].is_number
    glued = digits and tokens[i - 1].end == token.start and token.end == tokens[i + 1].start
    if token.text in _STOPS:
        return not glued
    if token.text == ".":
        return not glued and not _is_abbreviated(i, tokens)
    if token.text in {"-", "–", "—", "→", ">", "|", "/"}:
        spaced = (i and text[tokens[i - 1].end : token.start] == " ") or token.text in {"→", ">"}
        return bool(spaced) and not digits
    return False


_SHORT = re.compile(
    r"(?:след|тел|руб|тыс|млн|пн|вт|ср|чт|пт|сб|вс|дек|янв|фев|мар|апр|авг|сен|окт|ноя|г|т"
    r"|р|д|ул|стр|шт|доп|ком|п|м|h|a|p|[а-яa-z])"
)  # fmt: skip


def _is_abbreviated(i: int, tokens: tuple[Token, ...]) -> bool:
    nxt = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1].norm if i else ""
    return nxt is not None and _SHORT.fullmatch(before) is not None
