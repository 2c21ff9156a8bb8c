"""Deals won in a span of time: METRICS.md, Words, "won in a period"."""

from typing import TypeVar

from sqlalchemy import Subquery, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.reports.facts import Span
from core.reports.journeys import whose
from core.reports.slices import Slice
from core.work import Reading

V = TypeVar("V")


def wins(read: Reading, span: Span, cut: Slice) -> Subquery:
    """Deals of one's scope and slice, no leads, whose last step by the span's end is to a won stage, in it:
    `owner_id`, `channel_id`, `created_at`, `won_at`. Won by a move, or born won.
    """
    later = aliased(Move)
    stands = and_(later.deal_id == Deal.id, later.undone_at.is_(None), later.at < span.end)
    after = or_(later.at > Move.at, and_(later.at == Move.at, later.id > Move.id))
    won = select(Stage.id).where(Stage.kind == StageKind.WON)
    columns = (Deal.owner_id, Deal.channel_id, Deal.created_at)
    of_sales = Deal.pipeline_id.in_(select(Pipeline.id).where(Pipeline.kind != PipelineKind.REACH))
    deals = whose(read, span.end, cut, of_sales)
    by_move = (
        select(*columns, Move.at.label("won_at"))
        .join(Move, Move.deal_id == Deal.id)
        .where(
            *deals, span.holds(Move.at), Move.undone_at.is_(None), Move.stage_id.in_(won),
            ~exists().where(stands, after).correlate(Deal, Move),
        )
    )  # fmt: skip
    by_birth = select(*columns, Deal.created_at.label("won_at")).where(
        *deals, span.holds(Deal.created_at), Deal.first_stage_id.in_(won),
        ~exists().where(stands).correlate(Deal),
    )  # fmt: skip
    return union_all(by_move, by_birth).subquery("wins")


async def wins_by(read: Reading, span: Span, cut: Slice, column: InstrumentedAttribute[V]) -> dict[V, int]:
    """How many were won, by owner or channel; one statement."""
    found = wins(read, span, cut)
    key = found.c[column.key]
    rows = await read.session.execute(select(key, func.count()).group_by(key))
    return {row[0]: row[1] for row in rows}
