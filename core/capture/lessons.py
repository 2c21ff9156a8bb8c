"""What a correction on a card teaches: words of the line that were meant otherwise than they were read."""

from dataclasses import dataclass, replace

from core.capture.clients import ClientIndex, KnownClient
from core.capture.draft import Draft, Slot, Span
from core.capture.lexicon import phrases
from core.capture.names import is_everyday, name_words
from core.capture.naming import read_clients
from core.capture.signs import Line, read_signs
from core.capture.taken import Taken
from core.capture.words import Token, in_dictionary, listed, readings, tokens_of

PHRASE_MOST = 60
"""Characters of a phrase that is learned: a longer one is no word for anything."""
_WORDS_MOST = 4


@dataclass(frozen=True, slots=True)
class Lessons:
    """Phrases in lower case, ё as е; None where the line teaches nothing of the kind."""

    alias: str | None = None
    """What was called so is the client that was chosen."""
    stage: str | None = None
    reason: str | None = None


def lessons_of(read: Draft, saved: Draft, client: str) -> Lessons:
    """Compare a draft as it was read with how it was saved. `client`: the name of the client chosen."""
    line = read_signs(saved.text)
    if read.client.guessed:  # the grammar had left it open: that is what is corrected
        read = replace(read, client=Slot(candidates=read.client.candidates))
    reasoned = _was_set(read.lost_reason.value, saved.lost_reason.value)
    return Lessons(
        alias=_alias(line, read, saved, client) if read.client.value != saved.client.value else None,
        stage=_stage_words(line, saved) if _was_set(read.stage.value, saved.stage.value) else None,
        reason=_unread_clause(line, saved) if reasoned else None,
    )


def _was_set(read: object, saved: object) -> bool:
    return saved is not None and read != saved


def _phrase(text: str) -> str | None:
    phrase = " ".join(name_words(text))
    return phrase if 2 < len(phrase) <= PHRASE_MOST else None


def _alias(line: Line, read: Draft, saved: Draft, client: str) -> str | None:
    """The words that were taken for another client, or else the one strange word of the line."""
    if saved.client.value is None:
        return None
    span = read.client.span or _strange(line, saved)
    if span is None:
        return None
    said = saved.text[span.start : span.end]
    phrase = _phrase(said)
    if phrase is None or (len(name_words(said)) == 1 and phrase.isdigit()):
        return None
    before = saved.text[: span.start].rstrip()
    named = said[:1].isupper() and before[-1:] not in {"", ".", "!", "?"} and not _is_a_place(said)
    if _is_common(said, named=named) or (
        read.client.value is None and _was_offered(read, saved.client.value)
    ):
        return None
    if read.client.value is not None and read.client.confidence >= 0.95:
        return None  # the name of another client, said in full: the writer changed his mind
    alone = ClientIndex.of([KnownClient(1, client)])
    known = read_clients(tokens_of(said), alone, said)
    return None if known and known[0].whole and known[0].score >= 0.99 else phrase


def _is_a_place(said: str) -> bool:
    """В Москве, на Урале: a capital that names no house."""
    return any(one.lemma in _PLACES for one in readings(said.lower()))


_PLACES = listed("москва питер петербург урал сибирь казань самара екатеринбург новосибирск россия")


def _was_offered(read: Draft, client: int) -> bool:
    """One of several that fit alike was chosen: the next time they are asked about again."""
    offered = [one.value for one in read.client.candidates]
    return client in offered and len(offered) > 1


def _is_common(said: str, *, named: bool = False) -> bool:
    """One word of every day, or one with a meaning of its own: too common to stand for anything."""
    words = name_words(said)
    if len(words) != 1:
        return False
    return words[0] in phrases() or (is_everyday(words[0]) and not named)


def _strange(line: Line, draft: Draft) -> Span | None:
    """Words of no dictionary that mean nothing else to the department: what is left is a name."""
    taken = Taken.of(draft.new_contact.span, draft.contact.span, draft.amount.span)
    runs: list[list[Token]] = []
    for i, token in enumerate(line.tokens):
        if not _is_strange(line, i, taken):
            continue
        if runs and line.tokens[i - 1] is runs[-1][-1]:
            runs[-1].append(token)
        else:
            runs.append([token])
    return Span(runs[0][0].start, runs[0][-1].end) if len(runs) == 1 else None


def _is_strange(line: Line, i: int, taken: Taken) -> bool:
    token = line.tokens[i]
    if not token.is_word or len(token.norm) < 3 or any(sign.first <= i < sign.after for sign in line.signs):
        return False
    if taken.touches(token):
        return False
    if token.capital and i:
        return True
    return not in_dictionary(token.norm) if not token.norm.isascii() else token.capital


def _stage_words(line: Line, saved: Draft) -> str | None:
    """What stands after an arrow, or a short clause that was understood as nothing."""
    for first in line.arrows():
        return _short_clause(line, first, saved)
    for sign in line.of("stage.move"):
        return _short_clause(line, sign.after, saved)
    return _unread_clause(line, saved)


def _short_clause(line: Line, first: int, saved: Draft) -> str | None:
    """From here to the end of the clause, without prepositions before it."""
    if first >= len(line.tokens):
        return None
    clause = line.clauses[first]
    words = [
        i for i in range(first, len(line.tokens)) if line.clauses[i] == clause and line.tokens[i].is_word
    ]
    while words and len(line.word(words[0])) < 3:
        words = words[1:]
    return _learnable(line, words, saved)


def _unread_clause(line: Line, saved: Draft) -> str | None:
    """The one clause without client, act, figure or date."""
    found: list[str] = []
    for clause in sorted(set(line.clauses)):
        words = [i for i, one in enumerate(line.clauses) if one == clause and line.tokens[i].is_word]
        if not any(sign.clause == clause for sign in line.signs):
            phrase = _learnable(line, words, saved)
            if phrase is not None:
                found.append(phrase)
    return found[0] if len(found) == 1 else None


def _learnable(line: Line, words: list[int], saved: Draft) -> str | None:
    if not 1 <= len(words) <= _WORDS_MOST:
        return None
    span = Span(line.tokens[words[0]].start, line.tokens[words[-1]].end)
    slots = (saved.client, saved.contact, saved.new_contact, saved.amount, saved.next_step)
    step = saved.next_step.value
    if Taken.of(*(slot.span for slot in slots), step.due_span if step is not None else None).touches(span):
        return None
    said = line.text[span.start : span.end]
    tells = any(
        readings(line.word(i))[:1]
        and readings(line.word(i))[0].part in {"NOUN", "VERB", "PRTS", "ADJF", "ADJS"}
        for i in words
    )
    if _is_common(said.lower()):
        return None
    return _phrase(said) if tells or not all(is_everyday(line.word(i)) for i in words) else None
