"""The person at the client's that a line names (CAPTURE.md, slot `contact`)."""

from core.capture.context import ContactIndex, KnownContact
from core.capture.draft import Candidate, Slot, Span
from core.capture.names import forms, name_words, sound, stem
from core.capture.signs import Line
from core.capture.taken import Taken
from core.capture.words import Token, listed, nominative, readings

_WITH = listed("with reached met asked from to told spoke called emailed mr ms mrs")
_MASCULINE_BEFORE = listed("у от с со к до из для на через")


def read_contact(line: Line, client: int | None, contacts: ContactIndex, hidden: Taken) -> Slot[int]:
    """A known person of the client by surname or first name; of namesakes all are offered."""
    known = contacts.of_client(client) if client is not None else ()
    tokens = [token for token in line.tokens if token.is_word and not hidden.touches(token)]
    scored = [
        (score, span, person) for person in known for score, span in [_likeness(person, tokens)] if score > 0
    ]
    if not scored:
        return Slot()
    top = max(score for score, _, _ in scored)
    best = [(span, person) for score, span, person in scored if score == top]
    offered = tuple(Candidate(person.id, person.name, round(top / (top + 0.2), 3)) for _, person in best[:3])
    value = best[0][1].id if len(best) == 1 else None
    return Slot(value, best[0][0], offered[0].score, offered)


def _likeness(person: KnownContact, tokens: list[Token]) -> tuple[float, Span | None]:
    score, places = 0.0, list[Token]()
    for word in name_words(person.name):
        if len(word) < 3:
            continue
        hit = next((token for token in tokens if _is_same(word, token)), None)
        if hit is not None:
            score += 1.0
            places.append(hit)
    if not places:
        return 0.0, None
    return score, Span(min(token.start for token in places), max(token.end for token in places))


def _is_same(word: str, token: Token) -> bool:
    if token.norm == word:
        return True
    if not token.capital and not any(reading.person_name for reading in readings(token.norm)):
        return False
    near = {stem(form) for form in forms(token.norm)}
    return stem(word) in near or (sound(word) == sound(token.norm) and word.isascii() != token.norm.isascii())


def read_new_contact(line: Line, hidden: Taken) -> Slot[str]:
    """An unknown name, in the nominative, to offer as a new contact."""
    run: list[int] = []
    for i, token in enumerate(line.tokens):
        if token.is_word and not hidden.touches(token) and _is_a_person(line, i, bool(run)):
            run.append(i)
        elif run:
            break
    if not run:
        return Slot()
    span = Span(line.tokens[run[0]].start, line.tokens[run[-1]].end)
    feminine = _is_feminine(line, run)
    name = " ".join(nominative(line.word(i), feminine=feminine).title() for i in run)
    return Slot(None, span, 0.6, (Candidate(name, name, 0.6),))


def _is_a_person(line: Line, i: int, going_on: bool) -> bool:
    token = line.tokens[i]
    if token.norm.isascii():
        after = line.word(i - 1) in _WITH or (going_on and i > 0)
        return token.capital and after and token.text[1:].islower() and not _is_a_sign(line, i)
    if len(token.text) > 1 and token.text.isupper():
        return False
    best = readings(token.norm)[:3]
    named = [reading for reading in best if reading.person_name in {"Surn", "Name", "Patr"}]
    if not named or _is_a_sign(line, i):
        return False
    if token.capital:
        return named[0].score >= 0.1 or named[0] is best[0]
    return named[0] is best[0] and named[0].person_name == "Surn" and named[0].score > 0.4 and named[0].known


def _is_a_sign(line: Line, i: int) -> bool:
    return any(sign.first <= i < sign.after for sign in line.signs)


def _is_feminine(line: Line, run: list[int]) -> bool:
    if line.word(run[0] - 1) in _MASCULINE_BEFORE:
        genders = {reading.gender for i in run for reading in readings(line.word(i))[:1]}
        return genders == {"femn"}
    after = readings(line.word(run[-1] + 1))[:1] if line.word(run[-1] + 1) else ()
    if after and after[0].tense == "past":
        return after[0].gender == "femn"
    best = [reading for reading in readings(line.word(run[0])) if reading.person_name]
    return (
        bool(best)
        and all(reading.gender == "femn" for reading in best if reading.case == "nomn")
        and any(reading.case == "nomn" for reading in best)
    )
