"""What was done, what is planned and what the client will do: every act of a line."""

from collections.abc import Callable

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status, made
from core.capture.draft import Span
from core.capture.lexicon import words_of
from core.capture.nouns import noun_act
from core.capture.signs import Line, Sign
from core.capture.theirs import asked_act, theirs_act
from core.capture.verbs import english_act, russian_act
from core.capture.words import readings

_HOLDING = frozenset({"outcome", "acts", "base", "past", "nouns", "requests"})
"""Sections whose phrases take the words inside them."""


def read_acts(line: Line) -> list[Act]:
    """Every act of the line in order; conditions (если) hold no act."""
    acts: list[Act] = []
    unsure = {sign.clause for sign in line.of("steps.if")}
    phrases = [sign for sign in line.signs if sign.after - sign.first > 1 and sign.section in _HOLDING]
    for sign in line.signs:
        if sign.clause in unsure or _is_inside_longer(sign, phrases):
            continue
        act = _act(sign, line, acts)
        if act is not None:
            acts.append(act)
    acts.extend(_plain(line, acts, unsure))
    acts.sort(key=lambda act: (act.at, act.status is Status.STATE))
    return _without_doubles(acts)


def _is_inside_longer(sign: Sign, phrases: list[Sign]) -> bool:
    """Left in "left voicemail", звонок in "сбросили звонок"."""
    length = sign.after - sign.first
    return any(
        other.first <= sign.first and sign.after <= other.after and other.after - other.first > length
        for other in phrases
    )


def _act(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    if sign.section == "base":
        return english_act(sign, line, acts)
    if sign.section == "nouns":
        return noun_act(sign, line, acts)
    read = _READERS.get(sign.section)
    return read(sign, line) if read else None


def _told(sign: Sign, line: Line) -> Act | None:
    if line.word(sign.first - 1) in {"be", "being"}:
        return made(Status.PLAN, sign, line)
    return made(Status.NOT_DONE if sign.negated else Status.DONE, sign, line)


def _state(sign: Sign, line: Line) -> Act | None:
    """Отпуск, гарантия: their dates are nobody's step."""
    asked = line.of("requests.ask", clause=sign.clause)
    return Act(Status.STATE, sign) if sign.name == "waits_for_nothing" and not asked else None


_SPEAK_OF_OTHERS = frozenset(
    {"requests.ask", "requests.speech", "outcome.arranged", "outcome.moved", "theirs.words", "theirs.promise"}
)
_PROMISES = frozenset({"обещать", "пообещать", "готовый", "должный"})
_READERS: dict[str, Callable[[Sign, Line], Act | None]] = {
    "acts": russian_act,
    "past": _told,
    "requests": asked_act,
    "theirs": theirs_act,
    "steps": _state,
}


def _plain(line: Line, acts: list[Act], unsure: set[int]) -> list[Act]:
    """Verbs of no concept: заказать пропуск завтра is a step all the same, вчера обсудили has been."""
    taken = {act.at for act in acts} | {sign.first for sign in line.signs if _speaks_of_others(sign)}
    found: list[Act] = []
    for i, token in enumerate(line.tokens):
        clause = line.clauses[i]
        if i in taken or clause in unsure or not token.is_word or token.norm.isascii():
            continue
        status = _plain_status(line, i)
        if status is Status.WEAK and any(_begins_chain(act, i, line) for act in acts):
            continue
        if status is Status.WEAK and any(one.first < i for one in line.of("theirs.promise", clause=clause)):
            promised = any(one.lemma in _PROMISES for one in line.of("theirs.promise", clause=clause))
            status = Status.THEIRS if promised else Status.STATE
        if status is not None:
            found.append(Act(status, _plain_sign(line, i), None, TaskKind.FOLLOW_UP))
    return found


def _begins_chain(act: Act, i: int, line: Line) -> bool:
    """Позвонить поздравить, позвонить ей познакомиться: one step, by its first verb."""
    pronoun = i - act.at == 2 and any(one.part == "NPRO" for one in readings(line.word(i - 1))[:1])
    return act.status is Status.PLAN and (i - act.at == 1 or pronoun)


def _speaks_of_others(sign: Sign) -> bool:
    return sign.concept in _SPEAK_OF_OTHERS and sign.lemma != "быть"


def _plain_status(line: Line, i: int) -> Status | None:
    best = readings(line.word(i))[:1]
    if not best or best[0].part not in {"INFN", "VERB"} or line.word(i) in words_of("messengers.words"):
        return None
    if best[0].tense == "past":
        bare_was = best[0].lemma == "быть" and line.word(i + 1) not in {"у", "в", "во", "на"}
        return None if bare_was else Status.DONE
    if best[0].person == "3per" and best[0].tense == "futr" and best[0].lemma != "быть":
        return Status.THEIRS
    own = best[0].part == "INFN" or (best[0].person == "1per" and best[0].tense == "futr")
    return Status.WEAK if own else None


def _plain_sign(line: Line, i: int) -> Sign:
    token = line.tokens[i]
    return Sign(
        "acts.other", i, i + 1, line.clauses[i], token.norm, None, False, Span(token.start, token.end)
    )


_RANK = {
    Status.DONE: 0,
    Status.NO_ANSWER: 0,
    Status.PLAN: 1,
    Status.NOW: 1,
    Status.MOVED: 1,
    Status.NOT_DONE: 1,
}


def _without_doubles(acts: list[Act]) -> list[Act]:
    """One act a place: call back is a plan, not a client's answer besides."""
    best: dict[int, Act] = {}
    for act in acts:
        held = best.get(act.at)
        if held is None or _RANK.get(act.status, 2) < _RANK.get(held.status, 2):
            best[act.at] = act
    return list(best.values())
