"""Nouns of a line as acts: звонок, встреча, переговоры у них; done, planned, moved or only spoken of."""

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status, made
from core.capture.signs import Line, Sign


def noun_act(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    """Звонок, встреча: done, planned (на встречу, след встреча), moved, or only spoken of (до встречи)."""
    if sign.name == "note" or any(act.at == sign.first for act in acts):
        return None
    before = line.word(sign.first - 1)
    if before == "от":
        return None
    if before in {"до", "перед", "к", "по", "без", "before", "о", "об", "about"} and not _arranged(
        sign, line
    ):
        return None
    if sign.lemma in {"презентация", "демо", "presentation"} and any(
        act.clause == sign.clause and act.step is TaskKind.SEND for act in acts
    ):
        return None
    if sign.name in {"email", "message"} and (before in {"на", "по", "в", "by", "to", "via"} or acts):
        return None
    if sign.name == "talks":
        return _talks(sign, line)
    if sign.negated or _did_not_happen(sign, line):
        return made(Status.NOT_DONE, sign, line)
    if [one for one in line.of("outcome.moved", clause=sign.clause) if not one.negated]:
        return made(Status.MOVED, sign, line)
    if _arranged(sign, line) or (before == "на" and _accusative(sign)):
        return made(Status.PLAN, sign, line)
    status = Status.DONE if before in {"после", "на", "after"} else Status.NOUN
    return made(status, sign, line)


def _accusative(sign: Sign) -> bool:
    return sign.reading is not None and sign.reading.case == "accs"


def _did_not_happen(sign: Sign, line: Line) -> bool:
    return any(one.negated for one in line.of("outcome.not_happened", clause=sign.clause))


def _talks(sign: Sign, line: Line) -> Act | None:
    """Переговоры у них are a meeting; the word alone is a stage's."""
    nxt, before = line.word(sign.after), line.word(sign.first - 1)
    if _arranged(sign, line):
        return made(Status.PLAN, sign, line)
    if nxt == "у" or before in {"провел", "провела", "провели", "были", "был", "прошли", "после"}:
        return made(Status.NOUN, sign, line)
    if before == "на" and sign.reading is not None and sign.reading.case == "loct":
        return made(Status.DONE, sign, line)
    return None


def _arranged(sign: Sign, line: Line) -> bool:
    for one in line.of("outcome.arranged", clause=sign.clause):
        if one.first < sign.first:
            return True
        if one.reading is not None and one.reading.part in {"PRTS", "PRTF"}:
            return True
        if line.tokens[one.first].norm in {"scheduled", "booked", "planned", "arranged"}:
            return True
    return False
