"""Nouns of a line as acts: звонок, встреча, переговоры у них; done, planned, moved or only spoken of."""

from core.activities.kinds import ActivityKind, TaskKind
from core.capture.act import Act, Status, documents_near, made
from core.capture.signs import Line, Sign
from core.capture.words import listed

_SPOKEN_OF = listed("до перед к по без before о об about насчет")
_THEIR_OWN = listed("совещание планерка собрание конференция выставка")
_SHOWN = listed("презентация демо presentation")
_BY_WHICH = listed("на по в by to via")
_HELD = listed("провел провела провели были был прошли после")


def noun_act(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    """Звонок, встреча: done, planned (на встречу, след встреча), moved, or only spoken of (до встречи)."""
    asked_for = {line.word(sign.first - step) for step in (1, 2, 3)} & {"asked", "asks", "wants"}
    if (
        sign.name == "call"
        and sign.lemma in {"callback", "call"}
        and "for" in {line.word(sign.first - 1), line.word(sign.first - 2)}
        and asked_for
    ):
        return made(Status.PLAN, sign, line, asked_back=True)
    if _is_sent_so(sign, line, acts):
        return Act(Status.DONE, sign, ActivityKind.EMAIL, TaskKind.SEND, documents_near(line, sign))
    taken = sign.name == "note" or any(act.at == sign.first for act in acts)
    if taken or _is_only_spoken_of(sign, line) or _is_means(sign, line, acts):
        return None
    status = _talks(sign, line) if sign.name == "talks" else _status(sign, line)
    return None if status is None else made(status, sign, line)


def _is_only_spoken_of(sign: Sign, line: Line) -> bool:
    """До встречи, отказались от встречи: nothing of the kind was had."""
    before = line.word(sign.first - 1)
    if sign.lemma in _THEIR_OWN and (before in {"на", "в"} or line.word(sign.after) == "у"):
        return True
    return before == "от" or (before in _SPOKEN_OF and not _arranged(sign, line))


def _is_sent_so(sign: Sign, line: Line, acts: list[Act]) -> bool:
    """КП повторно на мыло: a paper and where it went, without a verb."""
    if sign.name != "email" or line.word(sign.first - 1) != "на" or not documents_near(line, sign):
        return False
    return not any(act.clause == sign.clause for act in acts)


def _is_means(sign: Sign, line: Line, acts: list[Act]) -> bool:
    """Отправил презентацию, скинул на почту: what was sent and by which way, no act besides."""
    if sign.lemma in _SHOWN:
        return any(act.clause == sign.clause and act.step is TaskKind.SEND for act in acts)
    by_way = line.word(sign.first - 1) in _BY_WHICH or bool(acts)
    return sign.name in {"email", "message"} and by_way


def _status(sign: Sign, line: Line) -> Status:
    before = line.word(sign.first - 1)
    if sign.negated or _did_not_happen(sign, line):
        return Status.NOT_DONE
    if sign.lemma == "по" and sign.after - sign.first > 1:
        return Status.DONE
    if any(_is_told(one) for one in line.of("outcome.happened", clause=sign.clause)):
        return Status.DONE
    if any(not one.negated for one in line.of("outcome.moved", clause=sign.clause)):
        return Status.MOVED
    if _arranged(sign, line) or (before == "на" and _accusative(sign)):
        return Status.PLAN
    return Status.DONE if before in {"после", "на", "after"} else Status.NOUN


def _is_told(sign: Sign) -> bool:
    """Прошла, была, went well: past, not "будет" and not "пройдёт"."""
    past = sign.reading is None or sign.reading.tense in {"past", ""}
    return past and not sign.negated


def _accusative(sign: Sign) -> bool:
    return sign.reading is not None and sign.reading.case == "accs"


def _did_not_happen(sign: Sign, line: Line) -> bool:
    return any(one.negated for one in line.of("outcome.not_happened", clause=sign.clause))


def _talks(sign: Sign, line: Line) -> Status | None:
    """Переговоры у них are a meeting; the word alone is a stage's."""
    before = line.word(sign.first - 1)
    if _arranged(sign, line):
        return Status.PLAN
    if line.word(sign.after) == "у" or before in _HELD:
        return Status.NOUN
    if any(_is_told(one) for one in line.of("outcome.happened", clause=sign.clause)):
        return Status.DONE
    located = sign.reading is not None and sign.reading.case == "loct"
    return Status.DONE if before == "на" and located else None


def _arranged(sign: Sign, line: Line) -> bool:
    for one in line.of("outcome.arranged", clause=sign.clause):
        if one.first < sign.first:
            return True
        if one.reading is not None and one.reading.part in {"PRTS", "PRTF"}:
            return True
        if line.tokens[one.first].norm in {"scheduled", "booked", "planned", "arranged"}:
            return True
    return False
