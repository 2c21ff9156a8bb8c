"""What may come of handing a notice to a messenger, and what follows from it: pure data and one pure
function.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.notices.notice import Repeat
from core.notices.outbox import NoticeState, Parcel

MOST_ATTEMPTS = 10
BACKOFF_MOST = 300.0


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; `message` is the number it bears there (None: nothing had to be changed)."""

    message: int | None


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """The reason for it is gone: an empty digest, a task done meanwhile."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The messenger asks for patience. Costs no attempt."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person blocked the bot or left."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The messenger will never take it."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive, and may another time."""

    why: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Nobody knows whether it arrived."""

    why: str


Outcome = Sent | NothingToSay | Wait | Unreachable | Refused | Failed | Doubtful


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `again`: when to try next, from now; None: never."""

    state: NoticeState
    again: timedelta | None = None
    attempts: int = 0
    doubts: int = 0
    message: int | None = None
    error: str | None = None


def verdict(parcel: Parcel, outcome: Outcome, jitter: float) -> Verdict:
    """The rule by kind of failure. `jitter` in [0, 1) spreads retries out."""
    stays = Verdict(NoticeState.DUE, attempts=parcel.attempts, doubts=parcel.doubts)
    match outcome:
        case Sent(message):
            return replace(stays, state=NoticeState.SENT, message=message)
        case NothingToSay():
            return replace(stays, state=NoticeState.EXPIRED)
        case Wait(seconds):
            return replace(stays, again=timedelta(seconds=seconds))
        case Unreachable():
            return replace(stays, state=NoticeState.UNREACHABLE)
        case Refused(why):
            return replace(stays, state=NoticeState.DEAD, error=why)
        case Failed(why):
            return _backed_off(parcel, why, jitter)
        case Doubtful(why):
            return doubted(parcel, why, jitter)


def _backed_off(parcel: Parcel, why: str, jitter: float) -> Verdict:
    attempts = parcel.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return Verdict(NoticeState.DEAD, attempts=attempts, doubts=parcel.doubts, error=why)
    pause = min(2.0**parcel.attempts, BACKOFF_MOST) * (0.5 + jitter / 2)
    return Verdict(NoticeState.DUE, timedelta(seconds=pause), attempts, parcel.doubts, error=why)


def doubted(parcel: Parcel, why: str, jitter: float) -> Verdict:
    """After an ambiguous end: repeated by the rule of its kind, or given up as unknown."""
    doubts = parcel.doubts + 1
    match parcel.notice.repeat:
        case Repeat.ALWAYS:
            later = _backed_off(parcel, why, jitter)
            return Verdict(later.state, later.again, later.attempts, doubts, error=why)
        case Repeat.ONCE if doubts <= 1:
            return Verdict(NoticeState.DUE, timedelta(), parcel.attempts, doubts, error=why)
        case Repeat.ONCE_AFTER_A_MINUTE if doubts <= 1:
            return Verdict(NoticeState.DUE, timedelta(minutes=1), parcel.attempts, doubts, error=why)
        case _:
            return Verdict(NoticeState.UNKNOWN, attempts=parcel.attempts, doubts=doubts, error=why)
