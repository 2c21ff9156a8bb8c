"""Pipelines and stages, deals, moves."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.db.base import Base
from core.db.types import ShortDecimal, enum_type
from core.deals.kinds import DealKind, PipelineKind, SellerRole, StageKind
from core.ids import ChannelId, ClientId, ContactId, DealId, DraftId, EmployeeId, MoveId, PipelineId, StageId
from core.money import Money
from core.people.employees import Function


class AssignBy(StrEnum):
    """How a lead that was won finds the person who takes the deal."""

    REGION = "region"
    LOAD = "load"
    ROUND_ROBIN = "round_robin"


class Pipeline(Base, kw_only=True):
    """`hands_to_id`: a lead won here makes a deal there, given by `assign_by` to one of `assign_function`."""

    __tablename__ = "pipelines"
    __table_args__ = (UniqueConstraint("external_id"),)

    id: Mapped[PipelineId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str]
    name: Mapped[str]
    kind: Mapped[PipelineKind] = mapped_column(enum_type(PipelineKind))
    position: Mapped[int]
    hands_to_id: Mapped[PipelineId | None] = mapped_column(ForeignKey("pipelines.id"), default=None)
    assign_by: Mapped[AssignBy | None] = mapped_column(enum_type(AssignBy), default=None)
    assign_function: Mapped[Function | None] = mapped_column(enum_type(Function), default=None)
    last_assigned_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)


class Stage(Base, kw_only=True):
    """A step of a pipeline. `probability` in percent; `sla_days`: days allotted; `required`: deal columns it
    wants. `script`: what to say on it; `checklist`: what to have done on it.
    """

    __tablename__ = "stages"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "pipeline_id", "position"))

    id: Mapped[StageId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str]
    pipeline_id: Mapped[PipelineId] = mapped_column(ForeignKey("pipelines.id"))
    name: Mapped[str]
    kind: Mapped[StageKind] = mapped_column(enum_type(StageKind))
    position: Mapped[int]
    probability: Mapped[Decimal | None] = mapped_column(ShortDecimal, default=None)
    sla_days: Mapped[int | None] = mapped_column(default=None)
    worked: Mapped[bool] = mapped_column(default=False)
    offer: Mapped[bool] = mapped_column(default=False)
    required: Mapped[list[str]] = mapped_column(default_factory=list)
    script: Mapped[str] = mapped_column(default="")
    checklist: Mapped[list[str]] = mapped_column(default_factory=list)


class Deal(Base, kw_only=True):
    """A deal, or in a `reach` pipeline a lead. `stage_id` and `stage_since` repeat its last move that stands,
    `furthest_…` how far it came, `last_open_stage_id` where it last stood open (core/deals/ways.py).

    `probability` in percent, the deal's own if set. `from_lead_id`: the lead that it was won from.
    `delay_cause`: why it stands longer than its stage allots.
    """

    __tablename__ = "deals"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "client_id", "undone_at"),
        Index(None, "owner_id", "stage_id"),
        Index(None, "owner_id", "stage_since"),
        Index(None, "pipeline_id", "created_at"),
        Index(None, "from_lead_id"),
    )

    id: Mapped[DealId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str]
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("clients.id"))
    contact_id: Mapped[ContactId | None] = mapped_column(ForeignKey("contacts.id"), default=None)
    pipeline_id: Mapped[PipelineId] = mapped_column(ForeignKey("pipelines.id"))
    first_stage_id: Mapped[StageId] = mapped_column(ForeignKey("stages.id"))
    stage_id: Mapped[StageId] = mapped_column(ForeignKey("stages.id"))
    stage_since: Mapped[datetime]
    owner_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"), default=None)
    channel_id: Mapped[ChannelId | None] = mapped_column(ForeignKey("channels.id"), default=None)
    kind: Mapped[DealKind | None] = mapped_column(enum_type(DealKind), default=None)
    amount: Mapped[Money | None] = mapped_column(default=None)
    probability: Mapped[Decimal | None] = mapped_column(ShortDecimal, default=None)
    expected_close: Mapped[date | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    lost_reason: Mapped[str | None] = mapped_column(default=None)
    delay_cause: Mapped[str | None] = mapped_column(default=None)
    seller_role: Mapped[SellerRole | None] = mapped_column(enum_type(SellerRole), default=None)
    from_lead_id: Mapped[DealId | None] = mapped_column(ForeignKey("deals.id"), default=None)
    probability_follows: Mapped[bool] = mapped_column(default=False)
    """Whether the probability is that of Schiffman."""
    furthest_stage_id: Mapped[StageId | None] = mapped_column(ForeignKey("stages.id"), default=None)
    furthest_at: Mapped[datetime | None] = mapped_column(default=None)
    last_open_stage_id: Mapped[StageId | None] = mapped_column(ForeignKey("stages.id"), default=None)
    draft_id: Mapped[DraftId | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    custom: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    version: Mapped[int] = mapped_column(default=0)


class Move(Base, kw_only=True):
    """A deal put on a stage. Never rewritten: an undone one keeps its row with `undone_at` set.

    `id` keeps the order of moves of one time.
    """

    __tablename__ = "moves"
    __table_args__ = (Index(None, "deal_id", "at", "id"), Index(None, "at"), Index(None, "by_id", "at"))

    id: Mapped[MoveId] = mapped_column(primary_key=True, init=False)
    deal_id: Mapped[DealId] = mapped_column(ForeignKey("deals.id"))
    stage_id: Mapped[StageId] = mapped_column(ForeignKey("stages.id"))
    at: Mapped[datetime]
    by_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("employees.id"))
    draft_id: Mapped[DraftId | None] = mapped_column(default=None, index=True)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
