"""The five sales-team metrics of a month. Source: METRICS.md, The five sales-team metrics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import or_, select

from core.access import Permission, needs
from core.deals.kinds import DealKind, PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline
from core.ids import ChannelId, PipelineId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.journeys import Journey, Track, journeys, tracks_of
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice
from core.reports.sold import profit_by_kind
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Leads:
    """Leads created in the month, and the share of them won."""

    new_leads: int
    lead_conversion: Fraction | None


@dataclass(frozen=True, slots=True)
class Five:
    """`profit`: by the kind of the sale, of the month up to `as_of`; `by_channel`: those with a lead."""

    as_of: date
    leads: Leads
    by_channel: Mapping[ChannelId | None, Leads]
    worked_deals: int
    worked_amount: Money
    close_rate: Fraction | None
    profit: Mapping[DealKind | None, Money]


@needs(Permission.SEE_FUNNEL)
async def five(
    read: Reading,
    month: Period,
    *,
    as_of: date | None = None,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> Five:
    """A month of one's scope as of a local day (default: its end)."""
    zone = (await company_of(read)).timezone
    day = as_of or month.last
    until = day_end(day, zone)
    start, end = month.starts(zone), min(month.ends(zone), until)
    tracks = await tracks_of(read)
    span = Span(start, end)
    leads = await _born_leads(read, span, until, slice)
    worked = await _worked(read, tracks, span, until, slice)
    channels = {lead.channel_id for lead in leads}
    return Five(
        as_of=day,
        leads=_leads(tracks, leads),
        by_channel={
            channel: _leads(tracks, [lead for lead in leads if lead.channel_id == channel])
            for channel in channels
        },
        worked_deals=len(worked),
        worked_amount=Money(sum(deal.amount for deal in worked)),
        close_rate=share(_won(tracks, worked), len(worked)),
        profit=await profit_by_kind(read, span, zone, slice),
    )


async def _born_leads(read: Reading, span: Span, until: datetime, cut: Slice) -> list[Journey]:
    leads = select(Pipeline.id).where(Pipeline.kind == PipelineKind.REACH)
    return await journeys(read, until, cut, Deal.pipeline_id.in_(leads), span.holds(Deal.created_at))


async def _worked(
    read: Reading, tracks: Mapping[PipelineId, Track], span: Span, until: datetime, cut: Slice
) -> list[Journey]:
    """Deals (no leads) that first reached their pipeline's `worked` stage in the span."""
    marked = {
        number: min(place for stage, place in track.places.items() if stage in track.worked)
        for number, track in tracks.items()
        if track.pipeline.kind is not PipelineKind.REACH and track.worked & track.places.keys()
    }
    moved = select(Move.deal_id).where(Move.undone_at.is_(None), span.holds(Move.at))
    touched = or_(span.holds(Deal.created_at), Deal.id.in_(moved))
    seen = await journeys(read, until, cut, Deal.pipeline_id.in_(marked), touched)
    first = ((deal, deal.first_at(tracks[deal.pipeline_id], marked[deal.pipeline_id])) for deal in seen)
    return [deal for deal, at in first if at is not None and span.start <= at < span.end]


def _leads(tracks: Mapping[PipelineId, Track], leads: Sequence[Journey]) -> Leads:
    return Leads(len(leads), share(_won(tracks, leads), len(leads)))


def _won(tracks: Mapping[PipelineId, Track], deals: Iterable[Journey]) -> int:
    return sum(deal.ends(tracks[deal.pipeline_id]) is StageKind.WON for deal in deals)
