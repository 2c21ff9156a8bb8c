"""Verbs of a line as acts, by tense, person and negation, in Russian and in English."""

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status, made
from core.capture.lexicon import words_of
from core.capture.signs import Line, Sign
from core.capture.words import Reading, listed, readings

_TO = listed("to will should must please let's i'll we'll can and then need gonna")
_ARTICLES = listed("the a our my this first second good great long short quick had after zoom video his her")
_NAMED_BY = listed("for under no")
_WE = listed("i we i'll we'll me us")


def russian_act(sign: Sign, line: Line) -> Act | None:
    reading = sign.reading
    if reading is None:
        return None
    status = _status(sign, line)
    if status is None or (sign.name == "visit" and _moved_by_others(sign, line)):
        return None
    if status is Status.THEIRS:
        return Act(status, sign, None, TaskKind.FOLLOW_UP)
    asked_back = (
        status is Status.PLAN and sign.name in {"call", "reach", "talk"} and _after_speech(sign, line)
    )
    return made(status, sign, line, asked_back=asked_back)


def _status(sign: Sign, line: Line) -> Status | None:
    reading = sign.reading
    if reading is None or reading.part == "PRTF":
        return None
    if reading.tense == "past":
        wished = {line.word(sign.first - step) for step in (1, 2, 3, 4)} & {"чтобы", "чтоб"}
        if wished:
            return Status.ASKED
        return _failed(sign) if sign.negated else Status.DONE
    if reading.part == "INFN":
        return _infinitive(sign, line)
    if reading.mood == "impr" or reading.person == "2per":
        return None if sign.negated else Status.PLAN
    if reading.person:
        return _third_person(sign, reading) if reading.person == "3per" else _first_person(sign, reading)
    return Status.DONE if sign.name == "text" and reading.part == "NOUN" else None


def _moved_by_others(sign: Sign, line: Line) -> bool:
    """Машина выехала, курьер заехал: nobody of the department went."""
    lemmas = {one.lemma for one in readings(line.word(sign.first - 1)) if one.case == "nomn"}
    return bool(lemmas & words_of("theirs.movers"))


def _failed(sign: Sign) -> Status:
    """Не дозвонился is nobody's answer, не звонил is nothing."""
    return Status.NO_ANSWER if sign.name == "reach" else Status.NOT_DONE


def _first_person(sign: Sign, reading: Reading) -> Status:
    if sign.negated:
        return _failed(sign)
    return Status.PLAN if reading.tense == "futr" else Status.NOW


def _third_person(sign: Sign, reading: Reading) -> Status:
    if reading.tense == "pres" and sign.name in {"talk", "reach"}:
        return Status.STATE if sign.name == "talk" else Status.DONE
    return Status.THEIRS


def _infinitive(sign: Sign, line: Line) -> Status | None:
    before = [
        one
        for one in line.of("outcome.failed", clause=sign.clause)
        if sign.first - 4 <= one.first < sign.first
    ]
    after = [one for one in line.of("outcome.failed", clause=sign.clause) if 0 < one.first - sign.first <= 6]
    for modal in [*before, *after]:
        if modal.negated:
            return _failed(sign)
        if modal.reading is not None and modal.reading.tense == "past":
            return Status.DONE
    if sign.negated:
        return Status.NO_ANSWER if sign.name == "reach" else None
    theirs = line.of("theirs.promise", clause=sign.clause)
    if any(one.lemma == "хотеть" for one in theirs) and any(
        one.first < sign.first for one in line.of("documents.", clause=sign.clause)
    ):
        return Status.PLAN
    joint = sign.name in {"meeting", "talks"}
    promised = [one for one in theirs if one.first < sign.first and not _verb_between(line, one, sign)]
    if not joint and promised and not _promised_by_oneself(promised[-1], line):
        return Status.THEIRS
    return Status.PLAN


def _verb_between(line: Line, promise: Sign, sign: Sign) -> bool:
    """Хочет обновить десять, отправить предложение: the second infinitive is of nobody's wish."""
    return any(
        reading.part in {"VERB", "INFN"}
        for i in range(promise.after, sign.first)
        for reading in readings(line.word(i))[:1]
    )


def _promised_by_oneself(promise: Sign, line: Line) -> bool:
    """Обещал выслать, with nobody named who promised: the writer did."""
    reading = promise.reading
    said = promise.lemma in {"обещать", "пообещать"} and reading is not None
    if not said or reading is None or reading.tense != "past" or reading.number != "sing":
        return False
    near = (promise.first - 1, promise.first - 2, promise.after)
    return not any(_is_somebody(line, i, promise.clause) for i in near)


def _is_somebody(line: Line, i: int, clause: int) -> bool:
    if not 0 <= i < len(line.tokens) or line.clauses[i] != clause or not line.tokens[i].is_word:
        return False
    word = line.word(i)
    if word in words_of("theirs.people"):
        return True
    best = readings(word)[:2]
    return any(
        one.case == "nomn" and (one.person_name or one.lemma in words_of("theirs.people")) for one in best
    )


def _after_speech(sign: Sign, line: Line) -> bool:
    return any(0 < sign.first - one.first <= 6 for one in line.of("requests.speech", clause=sign.clause))


def _is_of_another(promise: Sign, line: Line) -> bool:
    """Acme will call is the client's; will call, we'll call are one's own."""
    at = promise.first - 1
    return (
        at >= 0
        and line.clauses[at] == promise.clause
        and line.tokens[at].is_word
        and line.word(at) not in _WE
    )


def english_act(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    """A base form heads the line as something done ("call Acme"), else it is a plan."""
    before = line.word(sign.first - 1)
    promised = [one for one in line.of("theirs.promise", clause=sign.clause) if one.first < sign.first]
    if sign.name == "meeting" and before.endswith("s") and line.clauses[sign.first - 1] == sign.clause:
        return None
    if before in _NAMED_BY and sign.after - sign.first == 1:
        return None
    if promised and _is_of_another(promised[-1], line):
        return Act(Status.THEIRS, sign, None, TaskKind.FOLLOW_UP)
    if sign.negated:
        return made(Status.NOT_DONE, sign, line)
    also_noun = any(one.first == sign.first and one.section == "nouns" for one in line.signs)
    if also_noun and before not in _TO and sign.after - sign.first == 1:
        first = not any(act.status is not Status.STATE for act in acts)
        if first or before in _ARTICLES:
            return None
    asked_back = sign.name == "call" and (_after_speech(sign, line) and before in {"to", "me", "us"})
    return made(Status.PLAN, sign, line, asked_back=asked_back)
