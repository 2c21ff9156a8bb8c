"""An act of a line: who acts, whether it took place, and what it is worth as a record or a step."""

from dataclasses import dataclass
from enum import StrEnum

from core.activities.kinds import ActivityKind, TaskKind
from core.capture.signs import Line, Sign


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


def made(status: Status, sign: Sign, line: Line, *, asked_back: bool = False) -> Act | None:
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
    if kind is ActivityKind.EMAIL and line.of("messengers.words", clause=sign.clause):
        kind = ActivityKind.MESSAGE
    if sign.name == "follow_up" and status is Status.DONE:
        return None
    return Act(status, sign, kind, step, documents, asked_back)


def documents_near(line: Line, sign: Sign) -> frozenset[str]:
    """Papers named in the clause of a verb: КП, договор, счёт, прайс, образцы."""
    return frozenset(one.name for one in line.of("documents.", clause=sign.clause))
