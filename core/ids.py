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
LearnedWordId = NewType("LearnedWordId", int)
PipelineId = NewType("PipelineId", int)
StageId = NewType("StageId", int)
DealId = NewType("DealId", int)
MoveId = NewType("MoveId", int)
ActivityId = NewType("ActivityId", int)
TaskId = NewType("TaskId", int)
SaleId = NewType("SaleId", int)
PlanId = NewType("PlanId", int)
ProfileRowId = NewType("ProfileRowId", int)
CustomFieldId = NewType("CustomFieldId", int)
ComplaintId = NewType("ComplaintId", int)
MergeId = NewType("MergeId", int)
ProductId = NewType("ProductId", int)
DealProductId = NewType("DealProductId", int)
SaleProductId = NewType("SaleProductId", int)
PaymentId = NewType("PaymentId", int)
NormId = NewType("NormId", int)
SchemeId = NewType("SchemeId", int)
RiskId = NewType("RiskId", int)
CompetitorId = NewType("CompetitorId", int)
DocumentId = NewType("DocumentId", int)
StageEventId = NewType("StageEventId", int)
PendingEventId = NewType("PendingEventId", int)
StepId = NewType("StepId", int)
LostReasonId = NewType("LostReasonId", int)
DraftId = NewType("DraftId", int)
VoiceId = NewType("VoiceId", int)
NoticeId = NewType("NoticeId", int)
EntryId = NewType("EntryId", int)
UpdateId = NewType("UpdateId", int)
PlaceId = NewType("PlaceId", int)
"""A person's or a group's chat, seen from outside: opaque to the core."""

ALL_IDS = (
    EmployeeId, TeamId, InviteId, AbsenceId, ChannelId, ClientId, ContactId, AliasId, LearnedWordId,
    PipelineId, StageId, DealId, MoveId, ActivityId, TaskId, SaleId, PlanId, ProfileRowId, CustomFieldId,
    ComplaintId, MergeId,
    ProductId, DealProductId, SaleProductId, PaymentId, NormId, SchemeId, RiskId, CompetitorId,
    DocumentId, StageEventId, PendingEventId, StepId, LostReasonId, DraftId, VoiceId, NoticeId, EntryId,
    UpdateId, PlaceId,
)  # fmt: skip
