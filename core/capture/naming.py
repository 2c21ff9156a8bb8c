"""The client that a line names: windows of its words against the base, and whether the best is clear."""

import re
from dataclasses import dataclass

from core.capture.clients import ClientIndex, Name, tells_apart
from core.capture.draft import Candidate, Slot, Span
from core.capture.names import is_everyday, is_verb_first
from core.capture.words import Token

CLEAR = 0.88
"""The least score at which a client is taken without asking."""
MARGIN = 0.08
"""How much better than the next one it must be."""
WORTH_ASKING = 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """A client thought to be named by tokens `first` up to `after`."""

    client: int
    score: float
    first: int
    after: int
    whole: bool
    span: Span
    person: bool = False


_RIVAL = re.compile(
    r"\b(?:конкурент\w*|сравнива\w+(?: \w+)? с|уш\w+ (?:к|в)|уход\w+ (?:к|в)|берут (?:у|в)|купил\w* (?:у|в)"
    r"|закупа\w+ (?:у|в)|работают со?|возят (?:у|от)|чем (?:у|в)|вместо"
    r"|went with|competitor|chose|compar\w+ (?:to|with)|buy\w* from) *$"
)
_GOODS = re.compile(
    r"\b(?:нуж\w+|прос\w+|хот\w+|заказ\w+|купить|интерес\w+|отгрузить|поставить|тонн\w*|шт"
    r"|need\w?|want\w*|asked for) *$"
)


def read_clients(tokens: tuple[Token, ...], index: ClientIndex, text: str) -> list[Mention]:
    """Every client that may be meant, best first; a longer name stands over what it holds."""
    near = [index.alike(token.norm) if token.is_word or token.is_number else {} for token in tokens]
    found: dict[int, Mention] = {}
    for mention in [*_joined(tokens, index), *_by_words(tokens, near, index)]:
        better = _weighed(mention, tokens, index, text)
        if better.score >= WORTH_ASKING and better.score > getattr(found.get(better.client), "score", 0.0):
            found[better.client] = better
    kept = [one for one in found.values() if not any(_holds(other, one) for other in found.values())]
    other_house = any(one.whole and not one.person for one in kept)
    kept = [_lowered(one, 0.12) if one.person and other_house else one for one in kept]
    return sorted(kept, key=lambda one: (-one.score, one.first, one.client))


def _holds(other: Mention, one: Mention) -> bool:
    """A longer whole name over a name inside it: Гранит Плюс over Гранит, Северсталь-Метиз over Метиз."""
    inside = other.first <= one.first and one.after <= other.after
    return (
        inside and other.whole and other.after - other.first > one.after - one.first and other.score >= CLEAR
    )


def _joined(tokens: tuple[Token, ...], index: ClientIndex) -> list[Mention]:
    """Строй Инвест written apart, АльфаТрейд together."""
    found: list[Mention] = []
    for first in range(len(tokens)):
        together = ""
        for after in range(first + 1, min(first + 4, len(tokens)) + 1):
            together += tokens[after - 1].norm if tokens[after - 1].is_word else ""
            for number in index.joined.get(together, ()) if len(together) > 3 else ():
                name = index.names[number]
                span = Span(tokens[first].start, tokens[after - 1].end)
                found.append(Mention(name.client, 0.98, first, after, True, span, name.person))
    return found


def _by_words(tokens: tuple[Token, ...], near: list[dict[str, float]], index: ClientIndex) -> list[Mention]:
    found: list[Mention] = []
    for first, words in enumerate(near):
        for number in sorted({number for word in words for number in index.of_word[word]}):
            mention = _matched(first, tokens, near, index.names[number])
            if mention is not None:
                found.append(mention)
    return found


def _matched(
    first: int, tokens: tuple[Token, ...], near: list[dict[str, float]], name: Name
) -> Mention | None:
    """The words of a name from this token on, marks between them passed over."""
    got: dict[str, float] = {}
    extra = 0
    at = last = first
    while at < len(tokens) and at - last <= 2 and len(got) + extra < len(name.words) + len(name.extra):
        token = tokens[at]
        if not (token.is_word or token.is_number):
            if token.text in ",;:!?()" or (token.text == "." and at > first and len(tokens[at - 1].norm) > 1):
                break
            at += 1
            continue
        fits = {word: score for word, score in near[at].items() if word not in got}
        best = max((word for word in fits if word in name.words), key=lambda word: fits[word], default=None)
        if best is not None:
            got[best] = fits[best]
        elif any(word in name.extra for word in fits):
            extra += 1
        else:
            break
        last = at = at + 1
    if not got:
        return None
    score, whole = _scored(name, got, extra)
    span = Span(tokens[first].start, tokens[last - 1].end)
    return Mention(name.client, score, first, last, whole, span, name.person)


def _scored(name: Name, got: dict[str, float], extra: int) -> tuple[float, bool]:
    likeness = min(got.values())
    if len(got) == len(set(name.words)):
        missing = min(len(name.extra) - extra, 1) if name.extra else 0
        return likeness * (0.92 if missing and not name.person else 0.95 if missing else 1.0), True
    letters = [word for word in name.words if not word.isdigit()]
    if len(got) == len(letters) and set(letters) == set(got):
        return likeness * 0.9, False
    if name.head in got and tells_apart(name.head):
        return likeness * 0.89, False
    apart = any(tells_apart(word) for word in got)
    return likeness * (0.75 if apart else 0.45), False


def _weighed(mention: Mention, tokens: tuple[Token, ...], index: ClientIndex, text: str) -> Mention:
    """Doubts by the words around: an everyday word for a part of a name, a rival, goods of that name."""
    words = [token for token in tokens[mention.first : mention.after] if token.is_word]
    capital = any(token.capital for token in words)
    lower = 0.0
    if words and not capital:
        if len(words) == 1 and is_verb_first(words[0].norm):
            lower += 0.2
        if not mention.whole and all(is_everyday(token.norm) for token in words):
            lower += 0.12
    if (
        not mention.whole
        and capital
        and mention.first == 0
        and all(is_everyday(token.norm) for token in words)
    ):
        lower += 0.04
    before = text[: mention.span.start].lower().rstrip("«\"' ") + " "
    if mention.first and (_RIVAL.search(before) or (not capital and _GOODS.search(before))):
        lower += 0.15
    if not index.by_id[mention.client].own:
        lower += 0.1
    return _lowered(mention, lower) if lower else mention


def _lowered(mention: Mention, by: float) -> Mention:
    score = round(mention.score - by, 3)
    return Mention(
        mention.client, score, mention.first, mention.after, mention.whole, mention.span, mention.person
    )


def client_slot(mentions: list[Mention], index: ClientIndex) -> Slot[int]:
    """The best client when it is clear, else up to three to ask about."""
    offered = tuple(
        Candidate(one.client, index.by_id[one.client].name, round(max(0.0, min(1.0, one.score)), 3))
        for one in mentions[:3]
    )
    if not mentions:
        return Slot()
    best = mentions[0]
    second = mentions[1].score if len(mentions) > 1 else 0.0
    own = index.by_id[best.client].own
    clear = best.score >= (CLEAR if own else CLEAR - 0.1) and best.score - second >= MARGIN - 1e-9
    return Slot(best.client if clear else None, best.span, offered[0].score, offered)
