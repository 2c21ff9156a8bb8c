"""What the clock tells people by itself."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from core.ids import ClientId, NoticeId, TaskId
from core.notices.notice import Notice, Repeat


@dataclass(frozen=True, kw_only=True)
class MorningDigest(Notice):
    """The day ahead: a manager's own, a head's team. `day` is the person's local date, YYYY-MM-DD."""

    kind: ClassVar[str] = "morning_digest"
    repeat: ClassVar[Repeat] = Repeat.ONCE_AFTER_A_MINUTE
    lives: ClassVar[timedelta] = timedelta(hours=4)
    day: str


@dataclass(frozen=True, kw_only=True)
class ForgottenAlert(Notice):
    """Clients that fell silent: each once a silence. `day` is the local date of the person."""

    kind: ClassVar[str] = "forgotten_alert"
    repeat: ClassVar[Repeat] = Repeat.ONCE
    lives: ClassVar[timedelta] = timedelta(hours=8)
    day: str
    clients: list[ClientId]

    def key(self) -> str:
        return self.day


@dataclass(frozen=True, kw_only=True)
class EveningKpi(Notice):
    """The person's own figures of the day, and drafts that were not saved."""

    kind: ClassVar[str] = "evening_kpi"
    repeat: ClassVar[Repeat] = Repeat.NEVER
    lives: ClassVar[timedelta] = timedelta(hours=4)
    day: str


@dataclass(frozen=True, kw_only=True)
class TaskReminder(Notice):
    """A task comes up in a quarter of an hour. `due` tells one reminder from the next when the task is
    moved.
    """

    kind: ClassVar[str] = "task_reminder"
    repeat: ClassVar[Repeat] = Repeat.ONCE
    lives: ClassVar[timedelta] = timedelta(minutes=30)
    task_id: TaskId
    due: str


@dataclass(frozen=True, kw_only=True)
class DeadLetter(Notice):
    """To the director: a message that can never be delivered."""

    kind: ClassVar[str] = "dead_letter"
    notice_id: NoticeId


@dataclass(frozen=True, kw_only=True)
class UpdateBuried(Notice):
    """To the sender: this message of yours was put aside, here is its code."""

    kind: ClassVar[str] = "update_buried"
    error_id: str
