"""The client that a line names: windows of its words against the base, and whether the best is clear."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.capture.clients import ClientIndex, Name, tells_apart
from core.capture.draft import Candidate, Slot, Span
from core.capture.speech import number_in_words
from core.capture.standing import doubt_of_place, wrong_gender
from core.capture.words import Token, in_dictionary, readings

CLEAR = 0.88
"""The least score at which a client is taken without asking."""
MARGIN = 0.08
"""How much better than the next one it must be."""
WIDE_MARGIN = 0.12
"""The same where a word of the best one's name was left out."""
WORTH_ASKING = 0.5
_RARE = 64
"""A word of more names than this is looked at beside its neighbours only."""
_ENDS_NAME = frozenset(",;:!?()")


@dataclass(frozen=True, slots=True)
class Mention:
    """A client thought to be named by tokens `first` up to `after`; `words` of its name were said."""

    client: int
    score: float
    first: int
    after: int
    whole: bool
    span: Span
    person: bool = False
    words: int = 1
    exact: bool = False
    """No word of the name was left out."""
    doubt: float = 0.0
    """What its place in the line took from the score."""


def read_clients(
    tokens: tuple[Token, ...],
    index: ClientIndex,
    text: str,
    today: frozenset[int] = frozenset(),
    least: float = WORTH_ASKING,
) -> list[Mention]:
    """Every client that may be meant, best first; a longer name stands over what it holds.

    `today`: of clients that fit alike these are offered first. `least`: the score that is worth a look.
    """
    near = [_near(token, index) for token in tokens]
    found: dict[int, Mention] = {}
    for mention in [*_joined(tokens, index), *_by_words(tokens, near, index), *_short(tokens, index)]:
        doubt = doubt_of_place(tokens, mention.first, mention.after, text, whole=mention.whole)
        if not index.by_id[mention.client].own:
            doubt += 0.1
        better = _lowered(mention, doubt) if doubt else mention
        if better.score >= least and better.score > getattr(found.get(better.client), "score", 0.0):
            found[better.client] = better
    several = [one for one in found.values() if one.words > 1 and one.after - one.first > 1]
    kept = [one for one in found.values() if not any(_holds(other, one) for other in several)]
    other_house = any(one.whole and not one.person for one in kept)
    kept = [_lowered(one, 0.12) if one.person and other_house else one for one in kept]
    return sorted(
        kept, key=lambda one: (-round(one.score, 2), one.client not in today, one.first, one.client)
    )


def _near(token: Token, index: ClientIndex) -> dict[str, float]:
    if not (token.is_word or token.is_number):
        return {}
    counted = number_in_words(token.norm) if token.is_word else None
    if counted is not None:
        return index.alike(token.norm, typos=False) | index.alike(str(counted))
    word = token.norm.removesuffix("'s")
    return index.alike(word, typos=token.capital or not in_dictionary(word))


def _holds(other: Mention, one: Mention) -> bool:
    """More words of a name over fewer inside them: Гранит Плюс over Гранит, Castlegate Housing over
    Castlegate plc.
    """
    inside = other.first <= one.first and one.after <= other.after
    longer = other.after - other.first > one.after - one.first and other.words > one.words
    return inside and longer and other.score >= (CLEAR if other.whole else CLEAR - 0.02)


def _mention(index: ClientIndex, number: int, score: float, tokens: tuple[Token, ...], at: range) -> Mention:
    name = index.names[number]
    span = Span(tokens[at.start].start, tokens[at.stop - 1].end)
    return Mention(
        name.client, score, at.start, at.stop, True, span, name.person, len(name.words), not name.extra
    )


def _joined(tokens: tuple[Token, ...], index: ClientIndex) -> list[Mention]:
    """Строй Инвест written apart, АльфаТрейд together."""
    found: list[Mention] = []
    for first in range(len(tokens)):
        together = ""
        for after in range(first + 1, min(first + 4, len(tokens)) + 1):
            token = tokens[after - 1]
            if token.text in _ENDS_NAME:
                break
            together += token.norm if token.is_word or (token.is_number and together) else ""
            for number in index.joined(together) if len(together) > 3 else ():
                name = index.names[number]
                if after - first > 1 or len(name.words) > 1:
                    score = 0.98 if not name.extra else 0.95
                    found.append(_mention(index, number, score, tokens, range(first, after)))
    return found


def _short(tokens: tuple[Token, ...], index: ClientIndex) -> list[Mention]:
    """СРЦ for Сибирский Ремонтный Центр, Уралгидро for Уралгидромаш."""
    found: list[Mention] = []
    for i, token in enumerate(tokens):
        if not token.is_word or in_dictionary(token.norm):
            continue
        if 3 <= len(token.norm) <= 5:
            score = 0.93 if token.text.isupper() else 0.89
            found += [
                _mention(index, number, score, tokens, range(i, i + 1))
                for number in index.initials(token.norm)
            ]
        longer = index.shortened(token.norm)
        for number in index.of_word(longer) if longer else ():
            if index.names[number].words == (longer,):
                found.append(_mention(index, number, 0.9, tokens, range(i, i + 1)))
    return found


def _by_words(tokens: tuple[Token, ...], near: list[dict[str, float]], index: ClientIndex) -> list[Mention]:
    found: list[Mention] = []
    for first, words in enumerate(near):
        for number in sorted(_names_at(first, words, near, index)):
            mention = _matched(first, tokens, near, index.names[number])
            if mention is not None:
                found.append(mention)
    return found


def _names_at(first: int, words: Iterable[str], near: list[dict[str, float]], index: ClientIndex) -> set[int]:
    """Names that may begin at this token: of a word that many names hold, only those that hold a neighbour
    too, and those that are this word alone.
    """
    found: set[int] = set()
    for word in words:
        numbers = index.of_word(word)
        if len(numbers) <= _RARE:
            found.update(numbers)
            continue
        found.update(index.joined(word))
        for neighbours in near[first + 1 : first + 4]:
            for other in neighbours:
                if other != word:
                    found.update(set(numbers).intersection(index.of_word(other)))
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
            if token.text in _ENDS_NAME or (
                token.text == "." and at > first and len(tokens[at - 1].norm) > 2
            ):
                break
            at += 1
            continue
        fits = {word: score for word, score in near[at].items() if word not in got}
        best = max((word for word in fits if word in name.words), key=lambda word: fits[word], default=None)
        if best is not None:
            likely = fits[best]
            if name.person and wrong_gender(tokens, at, best):
                likely -= 0.12
            got[best] = likely
        elif any(word in name.extra for word in fits) or (name.person and got and _is_initial(token, name)):
            extra += 1
        elif got and token.norm in {"and", "и", "номер", "n"}:
            at += 1
            continue
        else:
            break
        last = at = at + 1
    if not got:
        return None
    score, whole = _scored(name, got, extra)
    span = Span(tokens[first].start, tokens[last - 1].end)
    exact = whole and (name.person or extra == len(name.extra))
    return Mention(name.client, score, first, last, whole, span, name.person, len(got) + extra, exact)


def _is_initial(token: Token, name: Name) -> bool:
    """Сергей Иванович of Петренко С.И."""
    return token.norm[:1] in name.extra and any(one.person_name for one in readings(token.norm)[:2])


def _scored(name: Name, got: dict[str, float], extra: int) -> tuple[float, bool]:
    likeness = min(got.values())
    if len(got) == len(set(name.words)):
        if name.person:
            return likeness * (1.06 if extra else 0.97 if name.extra else 1.0), True
        return likeness * (0.96 if len(name.extra) > extra else 1.0), True
    letters = [word for word in name.words if not word.isdigit()]
    if len(got) == len(letters) and set(letters) == set(got):
        return likeness * 0.9, False
    if any(tells_apart(word) for word in got):
        return likeness * (0.9 if len(got) > 1 or name.head in got else 0.89), False
    return likeness * (0.9 if len(got) > 1 else 0.45), False


def _lowered(mention: Mention, by: float) -> Mention:
    return replace(mention, score=round(mention.score - by, 3), doubt=mention.doubt + by)


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
    ahead = best.score - second >= MARGIN - 1e-9 or _fits_whole(mentions)
    ahead = ahead and (best.exact or not any(_fits_alike(one, best) for one in mentions[1:]))
    clear = best.score >= (CLEAR if own else CLEAR - 0.1) and ahead
    return Slot(best.client if clear else None, best.span, offered[0].score, offered)


def _fits_alike(one: Mention, best: Mention) -> bool:
    """Логист-Центр and Логист-Про where only Логист was said: the place of the word decides nothing."""
    gap = best.score + best.doubt - one.score - one.doubt
    return (one.first, one.after) == (best.first, best.after) and gap < WIDE_MARGIN - 1e-9


def _fits_whole(mentions: list[Mention]) -> bool:
    """A name that fits whole beats those of which words were left out: Вита, not Вита Фарм."""
    best, place = mentions[0], (mentions[0].first, mentions[0].after)
    others = [one for one in mentions[1:] if best.score - one.score < MARGIN - 1e-9]
    return best.exact and all(not one.exact and (one.first, one.after) == place for one in others)
