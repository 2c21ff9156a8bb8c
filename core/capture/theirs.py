"""What the client asks for, waits for or will do."""

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status, documents_near
from core.capture.signs import Line, Sign


def asked_act(sign: Sign, line: Line) -> Act | None:
    """Просят КП: a document to send. Нужна поставка к марту: nobody's step."""
    if sign.negated:
        return None
    if sign.name == "wait" and (sign.reading is None or sign.reading.person in {"1per", ""}):
        return Act(Status.THEIRS, sign, None, TaskKind.FOLLOW_UP)
    waited_for = sign.reading is not None and sign.reading.person == "1per"
    if sign.name != "ask" or waited_for:
        return None
    documents = documents_near(line, sign)
    has_verb = sign.clause in line.infinitives
    if documents and not has_verb:
        return Act(Status.ASKED, sign, None, TaskKind.SEND, documents)
    return None if has_verb or _has_noun_act(line, sign.clause) else Act(Status.STATE, sign)


def _has_noun_act(line: Line, clause: int) -> bool:
    return bool(line.of("nouns.", clause=clause))


def theirs_act(sign: Sign, line: Line) -> Act | None:
    """Подумает, оплатит, обещали подписать, жду ответ: the client's own act."""
    reading = sign.reading
    if sign.name != "words" or sign.negated:
        return None
    act = Act(Status.THEIRS, sign, None, TaskKind.FOLLOW_UP)
    if reading is None or reading.part in {"", "LATN"}:
        promised = any(one.first < sign.first for one in line.of("theirs.promise", clause=sign.clause))
        ongoing = line.tokens[sign.first].norm.endswith(("ing", "s")) or sign.lemma in {"payment", "decision"}
        return act if promised or ongoing else None
    if reading.part == "NOUN" or reading.person == "3per":
        return act
    promised = any(one.first < sign.first for one in line.of("theirs.promise", clause=sign.clause))
    if reading.part == "INFN" and promised:
        return act
    return act if sign.lemma in {"обещать", "пообещать"} else None
