"""Names for numbers: the id of one kind of thing is never taken for the id of another."""

from typing import NewType

EmployeeId = NewType("EmployeeId", int)
TeamId = NewType("TeamId", int)
InviteId = NewType("InviteId", int)
AbsenceId = NewType("AbsenceId", int)
ChannelId = NewType("ChannelId", int)
ClientId = NewType("ClientId", int)
ContactId = NewType("ContactId", int)
AliasId = NewType("AliasId", int)
PipelineId = NewType("PipelineId", int)
StageId = NewType("StageId", int)
DealId = NewType("DealId", int)
MoveId = NewType("MoveId", int)
ActivityId = NewType("ActivityId", int)
TaskId = NewType("TaskId", int)
SaleId = NewType("SaleId", int)
PlanId = NewType("PlanId", int)
DraftId = NewType("DraftId", int)
NoticeId = NewType("NoticeId", int)
EntryId = NewType("EntryId", int)
UpdateId = NewType("UpdateId", int)
PlaceId = NewType("PlaceId", int)
"""A person's or a group's chat, seen from outside: opaque to the core."""

ALL_IDS = (
    EmployeeId, TeamId, InviteId, AbsenceId, ChannelId, ClientId, ContactId, AliasId, PipelineId, StageId,
    DealId,
    MoveId, ActivityId, TaskId, SaleId, PlanId, DraftId, NoticeId, EntryId, UpdateId, PlaceId,
)  # fmt: skip
