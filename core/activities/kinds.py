"""What a manager does and what comes of it: the words of BUNDLE.md for activities and tasks."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """What was done or had."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    MESSAGE = "message"
    NOTE = "note"


class Outcome(StrEnum):
    """What came of it. An activity without an outcome holds NULL."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


class TaskKind(StrEnum):
    """What is to be done next. Imported tasks of other kinds are kept as TASK."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    SEND = "send"
    FOLLOW_UP = "follow_up"
    OFFER = "offer"
    TASK = "task"


LIVE_KINDS = (ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.VISIT)
