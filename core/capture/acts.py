"""What was done, what is planned and what the client will do: each verb and noun of a line as an act."""

from dataclasses import dataclass, replace
from enum import StrEnum

from core.activities.kinds import ActivityKind, TaskKind
from core.capture.draft import Span
from core.capture.lexicon import words_of
from core.capture.signs import Line, Sign
from core.capture.words import readings


class Status(StrEnum):
    """Whose act it is, and whether it took place."""

    DONE = "done"
    NOT_DONE = "not_done"
    NO_ANSWER = "no_answer"
    NOUN = "noun"
    """Звонок, встреча: done, unless a date ahead makes it a plan."""
    NOW = "now"
    """Встречаемся, звоню: a plan when dated, else done."""
    PLAN = "plan"
    WEAK = "weak"
    """Any other verb of the manager: a step only when dated."""
    ASKED = "asked"
    MOVED = "moved"
    THEIRS = "theirs"
    STATE = "state"
    """Отпуск, гарантия: a date of it is nobody's step."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a line."""

    status: Status
    sign: Sign
    kind: ActivityKind | None = None
    step: TaskKind | None = None
    documents: frozenset[str] = frozenset()
    asked_back: bool = False
    """The client asked to be called: an answer was got on the phone."""

    @property
    def clause(self) -> int:
        return self.sign.clause

    @property
    def at(self) -> int:
        return self.sign.first


_KINDS: dict[str, tuple[ActivityKind | None, TaskKind]] = {
    "call": (ActivityKind.CALL, TaskKind.CALL),
    "reach": (ActivityKind.CALL, TaskKind.CALL),
    "talk": (ActivityKind.CALL, TaskKind.CALL),
    "meeting": (ActivityKind.MEETING, TaskKind.MEETING),
    "talks": (ActivityKind.MEETING, TaskKind.MEETING),
    "visit": (ActivityKind.VISIT, TaskKind.VISIT),
    "write": (ActivityKind.EMAIL, TaskKind.SEND),
    "text": (ActivityKind.MESSAGE, TaskKind.SEND),
    "email": (ActivityKind.EMAIL, TaskKind.SEND),
    "message": (ActivityKind.MESSAGE, TaskKind.SEND),
    "send": (ActivityKind.EMAIL, TaskKind.SEND),
    "prepare": (None, TaskKind.SEND),
    "hand": (None, TaskKind.SEND),
    "sign": (None, TaskKind.FOLLOW_UP),
    "agree": (None, TaskKind.FOLLOW_UP),
    "receive": (None, TaskKind.FOLLOW_UP),
    "go_out": (None, TaskKind.FOLLOW_UP),
    "follow_up": (None, TaskKind.FOLLOW_UP),
}
_DIGITAL = frozenset({"offer", "contract", "invoice", "price", "paper"})
_TO = frozenset("to will should must please let's i'll we'll can and then need gonna".split())
_ARTICLES = frozenset("the a our my this first second good great long short quick had after zoom video his her".split())
_WE = frozenset("i we i'll we'll me us".split())
_STRANGERS = frozenset("отпуск больничный командировка".split())


def read_acts(line: Line) -> list[Act]:
    """Every act of the line in order; conditions (если) hold no act."""
    acts: list[Act] = []
    unsure = {sign.clause for sign in line.of("steps.if")}
    for sign in line.signs:
        if sign.clause in unsure or _is_inside_longer(sign, line):
            continue
        act = _act(sign, line, acts)
        if act is not None:
            acts.append(act)
    acts.extend(_weak(line, acts, unsure))
    acts.sort(key=lambda act: (act.at, act.status is Status.STATE))
    return _without_doubles(acts)


def _is_inside_longer(sign: Sign, line: Line) -> bool:
    """Left in "left voicemail", звонок in "сбросили звонок"."""
    length = sign.after - sign.first
    return any(
        other.first <= sign.first
        and sign.after <= other.after
        and other.after - other.first > length
        and other.section in {"outcome", "acts", "base", "past", "nouns", "requests"}
        for other in line.signs
    )


def _act(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    match sign.section:
        case "acts":
            return _russian(sign, line)
        case "past":
            return _made(Status.NOT_DONE if sign.negated else Status.DONE, sign, line)
        case "base":
            return _english(sign, line, acts)
        case "nouns":
            return _noun(sign, line, acts)
        case "requests":
            return _request(sign, line)
        case "theirs":
            return _theirs(sign, line)
        case "steps" if sign.name == "waits_for_nothing" and not line.of("requests.ask", clause=sign.clause):
            return Act(Status.STATE, sign)
    return None


def _made(status: Status, sign: Sign, line: Line, *, asked_back: bool = False) -> Act | None:
    kind, step = _KINDS[sign.name]
    documents = documents_near(line, sign)
    if sign.name == "go_out":
        if not documents or status is not Status.DONE:
            return None
        kind, step = ActivityKind.EMAIL, TaskKind.SEND
    if sign.name == "send" and documents and not documents & _DIGITAL:
        kind = None
    if sign.lemma in {"выставить", "выставлять"}:
        kind = ActivityKind.EMAIL
    if kind in {ActivityKind.EMAIL} and line.of("messengers.words", clause=sign.clause):
        kind = ActivityKind.MESSAGE
    if sign.name == "follow_up" and status is Status.DONE:
        return None
    return Act(status, sign, kind, step, documents, asked_back)


def documents_near(line: Line, sign: Sign) -> frozenset[str]:
    """Papers named in the clause of a verb: КП, договор, счёт, прайс, образцы."""
    return frozenset(one.name for one in line.of("documents.", clause=sign.clause))


def _russian(sign: Sign, line: Line) -> Act | None:
    reading = sign.reading
    if reading is None:
        return None
    status = _status(sign, line)
    if status is None:
        return None
    if status is Status.THEIRS:
        return Act(status, sign, None, TaskKind.FOLLOW_UP)
    asked_back = status is Status.PLAN and sign.name in {"call", "reach", "talk"} and _after_speech(sign, line)
    return _made(status, sign, line, asked_back=asked_back)


def _status(sign: Sign, line: Line) -> Status | None:
    reading = sign.reading
    if reading is None:
        return None
    if reading.part in {"PRTS", "PRTF"} or reading.tense == "past" or reading.part == "GRND":
        if not sign.negated:
            return Status.DONE
        return Status.NO_ANSWER if sign.name == "reach" else Status.NOT_DONE
    if reading.part == "INFN":
        return _infinitive(sign, line)
    if reading.mood == "impr" or reading.person == "2per":
        return None if sign.negated else Status.PLAN
    if reading.person == "3per":
        return _third_person(sign)
    if reading.person == "1per":
        if sign.negated:
            return Status.NO_ANSWER if sign.name == "reach" else Status.NOT_DONE
        return Status.PLAN if reading.tense == "futr" else Status.NOW
    return Status.DONE if sign.name == "text" and reading.part == "NOUN" else None


def _third_person(sign: Sign) -> Status:
    if sign.reading is not None and sign.reading.tense == "pres" and sign.name in {"talk", "reach"}:
        return Status.STATE if sign.name == "talk" else Status.DONE
    return Status.THEIRS


def _infinitive(sign: Sign, line: Line) -> Status | None:
    before = [one for one in line.of("outcome.failed", clause=sign.clause) if sign.first - 4 <= one.first < sign.first]
    after = [one for one in line.of("outcome.failed", clause=sign.clause) if 0 < one.first - sign.first <= 3]
    for modal in [*before, *after]:
        if modal.negated:
            return Status.NO_ANSWER if sign.name == "reach" else Status.NOT_DONE
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


def _english(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    """A base form heads the line as something done ("call Acme"), else it is a plan."""
    before = line.word(sign.first - 1)
    promised = [one for one in line.of("theirs.promise", clause=sign.clause) if one.first < sign.first]
    if promised and line.word(promised[-1].first - 1) not in _WE and promised[-1].first > 0:
        return Act(Status.THEIRS, sign, None, TaskKind.FOLLOW_UP)
    if sign.negated:
        return _made(Status.NOT_DONE, sign, line)
    also_noun = any(one.first == sign.first and one.section == "nouns" for one in line.signs)
    if also_noun and before not in _TO and sign.after - sign.first == 1:
        first = not any(act.status is not Status.STATE for act in acts)
        if first or before in _ARTICLES:
            return None
    asked_back = sign.name == "call" and (
        _after_speech(sign, line) and before in {"to", "me", "us"}
    )
    return _made(Status.PLAN, sign, line, asked_back=asked_back)


def _noun(sign: Sign, line: Line, acts: list[Act]) -> Act | None:
    """Звонок, встреча: done, planned (на встречу, след встреча), moved, or only spoken of (до встречи)."""
    if sign.name == "note" or any(act.at == sign.first for act in acts):
        return None
    before = line.word(sign.first - 1)
    if before in {"до", "перед", "к", "по", "без", "before", "о", "об", "about"} and not _arranged(sign, line):
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
        return _made(Status.NOT_DONE, sign, line)
    if [one for one in line.of("outcome.moved", clause=sign.clause) if not one.negated]:
        return _made(Status.MOVED, sign, line)
    if _arranged(sign, line) or (before == "на" and _accusative(sign)):
        return _made(Status.PLAN, sign, line)
    status = Status.DONE if before in {"после", "на", "after"} else Status.NOUN
    return _made(status, sign, line)


def _accusative(sign: Sign) -> bool:
    return sign.reading is not None and sign.reading.case == "accs"


def _did_not_happen(sign: Sign, line: Line) -> bool:
    return any(one.negated for one in line.of("outcome.not_happened", clause=sign.clause))


def _talks(sign: Sign, line: Line) -> Act | None:
    """Переговоры у них are a meeting; the word alone is a stage's."""
    nxt, before = line.word(sign.after), line.word(sign.first - 1)
    if _arranged(sign, line):
        return _made(Status.PLAN, sign, line)
    if nxt == "у" or before in {"провел", "провела", "провели", "были", "был", "прошли", "после"}:
        return _made(Status.NOUN, sign, line)
    if before == "на" and sign.reading is not None and sign.reading.case == "loct":
        return _made(Status.DONE, sign, line)
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


def _request(sign: Sign, line: Line) -> Act | None:
    """Просят КП: a document to send. Нужна поставка к марту: nobody's step."""
    if sign.negated:
        return None
    if sign.name == "wait" and (sign.reading is None or sign.reading.person in {"1per", ""}):
        return Act(Status.THEIRS, sign, None, TaskKind.FOLLOW_UP)
    if sign.name != "ask":
        return None
    documents = documents_near(line, sign)
    has_verb = any(
        one.clause == sign.clause and _is_infinitive(line, one) for one in range_signs(line, sign.clause)
    )
    if documents and not has_verb:
        return Act(Status.ASKED, sign, None, TaskKind.SEND, documents)
    return None if has_verb or _has_noun_act(line, sign.clause) else Act(Status.STATE, sign)


def _has_noun_act(line: Line, clause: int) -> bool:
    return bool(line.of("nouns.", clause=clause))


def range_signs(line: Line, clause: int) -> list[Sign]:
    """Signs of one clause."""
    return [sign for sign in line.signs if sign.clause == clause]


def _is_infinitive(line: Line, sign: Sign) -> bool:
    if sign.section == "base":
        return line.word(sign.first - 1) in {"to", "me", "us"}
    return sign.reading is not None and sign.reading.part == "INFN"


def _theirs(sign: Sign, line: Line) -> Act | None:
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


def _weak(line: Line, acts: list[Act], unsure: set[int]) -> list[Act]:
    """Verbs of no concept: заказать пропуск завтра is a step of the manager's all the same."""
    taken = {act.at for act in acts}
    found: list[Act] = []
    for i, (token, clause) in enumerate(zip(line.tokens, line.clauses, strict=True)):
        if i in taken or clause in unsure or not token.is_word or token.norm.isascii():
            continue
        best = readings(token.norm)[:1]
        if not best or best[0].part not in {"INFN", "VERB"} or token.norm in words_of("messengers.words"):
            continue
        planned = best[0].part == "INFN" or (best[0].person == "1per" and best[0].tense == "futr")
        if not planned:
            continue
        sign = _plain_sign(line, i)
        theirs = any(one.first < i for one in line.of("theirs.promise", clause=clause))
        found.append(Act(Status.STATE if theirs else Status.WEAK, sign, None, TaskKind.FOLLOW_UP))
    return found


def _plain_sign(line: Line, i: int) -> Sign:
    token = line.tokens[i]
    return Sign("acts.other", i, i + 1, line.clauses[i], token.norm, None, False, Span(token.start, token.end))


_RANK = {Status.DONE: 0, Status.NO_ANSWER: 0, Status.PLAN: 1, Status.NOW: 1, Status.MOVED: 1, Status.NOT_DONE: 1}


def _without_doubles(acts: list[Act]) -> list[Act]:
    """One act a place: call back is a plan, not a client's answer besides."""
    best: dict[int, Act] = {}
    for act in acts:
        held = best.get(act.at)
        if held is None or _RANK.get(act.status, 2) < _RANK.get(held.status, 2):
            best[act.at] = act
    return [replace(act) for act in best.values()]
