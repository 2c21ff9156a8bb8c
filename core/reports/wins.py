"""Deals won in a span of time: METRICS.md, Words, "won in a period"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from core.access import within
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.ids import ChannelId, EmployeeId
from core.reports.facts import Span
from core.reports.slices import Slice, over_deals
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Win:
    """A deal whose last step by the span's end is to a won stage, in the span."""

    owner_id: EmployeeId | None
    channel_id: ChannelId | None
    created_at: datetime
    won_at: datetime


async def wins_in(read: Reading, span: Span, cut: Slice) -> list[Win]:
    """Deals of one's scope and slice, no leads, in two statements: won by a move, or born won."""
    later = aliased(Move)
    stands = and_(later.deal_id == Deal.id, later.undone_at.is_(None), later.at < span.end)
    after = or_(later.at > Move.at, and_(later.at == Move.at, later.id > Move.id))
    won = select(Stage.id).where(Stage.kind == StageKind.WON)
    columns = (Deal.owner_id, Deal.channel_id, Deal.created_at)
    whose = (
        Deal.undone_at.is_(None), Deal.created_at < span.end, Pipeline.kind != PipelineKind.REACH,
        within(read.actor, Deal.owner_id), *over_deals(cut),
    )  # fmt: skip
    by_move = (
        select(*columns, Move.at)
        .join(Move, Move.deal_id == Deal.id)
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            *whose, span.holds(Move.at), Move.undone_at.is_(None), Move.stage_id.in_(won),
            ~exists().where(stands, after).correlate(Deal, Move),
        )
    )  # fmt: skip
    by_birth = (
        select(*columns, Deal.created_at)
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            *whose, span.holds(Deal.created_at), Deal.first_stage_id.in_(won),
            ~exists().where(stands).correlate(Deal),
        )
    )  # fmt: skip
    found: Sequence[Win] = [
        Win(owner, channel, created, at)
        for question in (by_move, by_birth)
        for owner, channel, created, at in await read.session.execute(question)
    ]
    return list(found)
