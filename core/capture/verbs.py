"""Verbs of a line as acts, by tense, person and negation, in Russian and in English."""

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status, made
from core.capture.signs import Line, Sign
from core.capture.words import Reading, listed

_TO = listed("to will should must please let's i'll we'll can and then need gonna")
_ARTICLES = listed("the a our my this first second good great long short quick had after zoom video his her")
_NAMED_BY = listed("for under no")
_WE = listed("i we i'll we'll me us")


def russian_act(sign: Sign, line: Line) -> Act | None:
    reading = sign.reading
    if reading is None:
        return None
    status = _status(sign, line)
    if status is None:
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
        return _failed(sign) if sign.negated else Status.DONE
    if reading.part == "INFN":
        return _infinitive(sign, line)
    if reading.mood == "impr" or reading.person == "2per":
        return None if sign.negated else Status.PLAN
    if reading.person:
        return _third_person(sign, reading) if reading.person == "3per" else _first_person(sign, reading)
    return Status.DONE if sign.name == "text" and reading.part == "NOUN" else None


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
    joint = sign.name in {"meeting", "talks"}
    if not joint and any(one.first < sign.first for one in theirs):
        return Status.THEIRS
    return Status.PLAN


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
