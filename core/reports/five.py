"""The five sales-team metrics of a month. Source: METRICS.md, The five sales-team metrics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import case, select

from core.access import Permission, needs
from core.deals.kinds import DealKind, PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline
from core.ids import ChannelId, PipelineId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.journeys import Alike, Track, alike, count_of, tracks_of, whose
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice
from core.reports.sold import profit_by_kind
from core.reports.steps import reachings
from core.work import Reading

Tracks = Mapping[PipelineId, Track]


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
    leads = await _born_leads(read, tracks, span, until, slice)
    worked = await _worked(read, tracks, span, until, slice)
    channels = {lead.by[0] for lead in leads}
    return Five(
        as_of=day,
        leads=_leads(tracks, leads),
        by_channel={
            channel: _leads(tracks, [lead for lead in leads if lead.by[0] == channel]) for channel in channels
        },
        worked_deals=count_of(worked),
        worked_amount=Money(sum(deal.amount for deal in worked)),
        close_rate=share(_won(tracks, worked), count_of(worked)),
        profit=await profit_by_kind(read, span, zone, slice),
    )


async def _born_leads(read: Reading, tracks: Tracks, span: Span, until: datetime, cut: Slice) -> list[Alike]:
    """By channel."""
    leads = select(Pipeline.id).where(Pipeline.kind == PipelineKind.REACH)
    deals = whose(read, until, cut, Deal.pipeline_id.in_(leads), span.holds(Deal.created_at))
    return await alike(read, until, deals, tracks.values(), {"channel_id": Deal.channel_id.expression})


async def _worked(read: Reading, tracks: Tracks, span: Span, until: datetime, cut: Slice) -> list[Alike]:
    """Deals (no leads) that first reached their pipeline's `worked` stage in the span."""
    marked = {
        number: min(place for stage, place in track.places.items() if stage in track.worked)
        for number, track in tracks.items()
        if track.pipeline.kind is not PipelineKind.REACH and track.worked & track.places.keys()
    }
    if not marked:
        return []
    places = {stage: place for number in marked for stage, place in tracks[number].places.items()}
    moved = select(Move.deal_id).where(Move.undone_at.is_(None), span.holds(Move.at))
    touched = moved.union(select(Deal.id).where(span.holds(Deal.created_at)))
    seen = whose(read, until, cut, Deal.pipeline_id.in_(marked), Deal.id.in_(touched))
    steps = reachings(seen, until, places)
    mark = case(marked, value=steps.c.pipeline_id)
    first = select(steps.c.id).where(
        steps.c.before < mark, steps.c.place >= mark, steps.c.at >= span.start, steps.c.at < span.end
    )
    return await alike(read, until, whose(read, until, cut, Deal.id.in_(first)), tracks.values())


def _leads(tracks: Tracks, leads: Sequence[Alike]) -> Leads:
    return Leads(count_of(leads), share(_won(tracks, leads), count_of(leads)))


def _won(tracks: Tracks, deals: Iterable[Alike]) -> int:
    return count_of(one for one in deals if one.ends(tracks[one.pipeline_id]) is StageKind.WON)
