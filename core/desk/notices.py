"""What people are told about drafts and records."""

from dataclasses import dataclass
from typing import ClassVar

from core.ids import DealId, DraftId, PendingEventId, TaskId
from core.notices.notice import Notice


@dataclass(frozen=True, kw_only=True)
class DraftReady(Notice):
    """The draft card; every version of a draft shows its card once."""

    kind: ClassVar[str] = "draft_ready"
    urgent: ClassVar[bool] = True
    draft_id: DraftId
    version: int


@dataclass(frozen=True, kw_only=True)
class DraftLacks(Notice):
    """The card of a draft that lacked something when all were recorded; once a `day` (ISO, local)."""

    kind: ClassVar[str] = "draft_lacks"
    urgent: ClassVar[bool] = True
    draft_id: DraftId
    day: str


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Notice):
    """The confirmation, with Undo."""

    kind: ClassVar[str] = "draft_saved"
    urgent: ClassVar[bool] = True
    draft_id: DraftId


@dataclass(frozen=True, kw_only=True)
class DraftClosed(Notice):
    """The draft was cancelled or its record taken back."""

    kind: ClassVar[str] = "draft_closed"
    urgent: ClassVar[bool] = True
    draft_id: DraftId
    state: str


@dataclass(frozen=True, kw_only=True)
class DealShown(Notice):
    """The deal card after a change of the deal."""

    kind: ClassVar[str] = "deal_shown"
    urgent: ClassVar[bool] = True
    deal_id: DealId
    version: int


@dataclass(frozen=True, kw_only=True)
class TaskDone(Notice):
    """The task is done; offers to record what came of it."""

    kind: ClassVar[str] = "task_done"
    urgent: ClassVar[bool] = True
    task_id: TaskId
    version: int


@dataclass(frozen=True, kw_only=True)
class TaskPostponed(Notice):
    """The task was put off; says to which day."""

    kind: ClassVar[str] = "task_postponed"
    urgent: ClassVar[bool] = True
    task_id: TaskId
    version: int


@dataclass(frozen=True, kw_only=True)
class TaskPlanned(Notice):
    """A task was planned by a button of a pushed message."""

    kind: ClassVar[str] = "task_planned"
    urgent: ClassVar[bool] = True
    task_id: TaskId


@dataclass(frozen=True, kw_only=True)
class TaskReopened(Notice):
    """«Сделано» was taken back: the task as it stands again."""

    kind: ClassVar[str] = "task_reopened"
    urgent: ClassVar[bool] = True
    task_id: TaskId
    version: int


@dataclass(frozen=True, kw_only=True)
class StageEventCame(Notice):
    """To a deal's owner: what the stage brings up by itself."""

    kind: ClassVar[str] = "stage_event_came"
    pending_id: PendingEventId
    deal_id: DealId
    title: str


@dataclass(frozen=True, kw_only=True)
class DealGiven(Notice):
    """To a deal's new owner: a won lead came to them."""

    kind: ClassVar[str] = "deal_given"
    urgent: ClassVar[bool] = True
    deal_id: DealId
