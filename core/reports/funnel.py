"""The funnel of one pipeline: a cohort, or the flow of a period. Source: METRICS.md, Funnel."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select

from core.access import Permission, needs
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move
from core.ids import PipelineId, StageId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.journeys import Alike, Track, alike, count_of, track_of, whose
from core.reports.period import Period
from core.reports.plans import stage_plans
from core.reports.quantiles import Spread, spreads
from core.reports.rounding import in_days, share
from core.reports.slices import WHOLE, Slice, of_pipeline
from core.reports.steps import reachings, stays
from core.work import Reading


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """One open stage of a cohort. Ratios and days are exact: round them where they are shown."""

    stage_id: StageId
    external_id: str
    name: str
    entered: int
    amount: Money
    conversion: Fraction | None
    lost_here: int
    open_here: int
    open_amount: Money
    overdue_here: int
    days_median: Fraction | None
    days_p90: Fraction | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """A pipeline's deals created in the period, as of `as_of`. `lost_reasons`: most first, "" for none."""

    pipeline_id: PipelineId
    external_id: str
    name: str
    period: Period
    as_of: date
    deals: int
    won: int
    won_amount: Money
    lost: int
    open: int
    conversion_total: Fraction | None
    lost_reasons: tuple[tuple[str, int], ...]
    stages: tuple[FunnelStage, ...]


@dataclass(frozen=True, slots=True)
class FlowStage:
    """One open stage of a period's flow. `plan` and `attainment`: None without a plan."""

    stage_id: StageId
    external_id: str
    name: str
    entered: int
    conversion: Fraction | None
    plan: Decimal | None
    attainment: Fraction | None


@dataclass(frozen=True, slots=True)
class FlowFunnel:
    """Deals that first reached each stage in the period, whenever created."""

    pipeline_id: PipelineId
    external_id: str
    name: str
    period: Period
    stages: tuple[FlowStage, ...]


@needs(Permission.SEE_FUNNEL)
async def funnel(
    read: Reading,
    pipeline_id: PipelineId,
    period: Period,
    *,
    as_of: date | None = None,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> Funnel:
    """The cohort created in the period, as of a local day (default: the period's end). Raises NotFound."""
    zone = (await company_of(read)).timezone
    track = await track_of(read, pipeline_id)
    day = as_of or period.last
    until = day_end(day, zone)
    born = Deal.created_at >= period.starts(zone), Deal.created_at < period.ends(zone)
    cohort = whose(read, until, slice, of_pipeline(read.actor, slice, pipeline_id), *born)
    reason = func.coalesce(Deal.lost_reason, "")
    deals = await alike(read, until, cohort, [track], {"reason": reason}, late=True)
    days = await spreads(read, stays(cohort, until), by=["stage_id"])
    won = [one for one in deals if one.ends(track) is StageKind.WON]
    lost = [one for one in deals if one.ends(track) is StageKind.LOST]
    count = count_of(deals)
    return Funnel(
        pipeline_id=pipeline_id,
        external_id=track.pipeline.external_id,
        name=track.pipeline.name,
        period=period,
        as_of=day,
        deals=count,
        won=count_of(won),
        won_amount=_amount(won),
        lost=count_of(lost),
        open=count - count_of(won) - count_of(lost),
        conversion_total=share(count_of(won), count),
        lost_reasons=_reasons(lost),
        stages=_cohort_stages(track, deals, won, lost, days),
    )


@needs(Permission.SEE_FUNNEL)
async def funnel_flow(
    read: Reading,
    pipeline_id: PipelineId,
    period: Period,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> FlowFunnel:
    """What first reached each stage in the period, against its plan. Raises NotFound."""
    zone = (await company_of(read)).timezone
    track = await track_of(read, pipeline_id)
    start, end = period.starts(zone), period.ends(zone)
    entered = await _entered(read, track, start, end, slice)
    plans = await stage_plans(read, track, period, slice)
    stages = (
        FlowStage(
            stage_id=stage.id,
            external_id=stage.external_id,
            name=stage.name,
            entered=entered[place],
            conversion=share(entered[place + 1], entered[place]),
            plan=plans.get(stage.id),
            attainment=share(entered[place], plans[stage.id]) if stage.id in plans else None,
        )
        for place, stage in enumerate(track.open)
    )
    return FlowFunnel(pipeline_id, track.pipeline.external_id, track.pipeline.name, period, tuple(stages))


async def _entered(read: Reading, track: Track, start: datetime, end: datetime, cut: Slice) -> list[int]:
    """How many deals first reached each place in the span; the last place is won."""
    moved = select(Move.deal_id).where(Move.undone_at.is_(None), Move.at >= start, Move.at < end)
    touched = moved.union(select(Deal.id).where(Deal.created_at >= start, Deal.created_at < end))
    deals = whose(read, end, cut, of_pipeline(read.actor, cut, track.pipeline.id), Deal.id.in_(touched))
    steps = reachings(deals, end, track.places)
    rows = await read.session.execute(
        select(steps.c.before, steps.c.place, func.count())
        .where(steps.c.at >= start)
        .group_by(steps.c.before, steps.c.place)
    )
    entered = [0] * (len(track.open) + 1)
    for before, place, count in rows:
        for reached in range(before + 1, place + 1):
            entered[reached] += count
    return entered


def _cohort_stages(
    track: Track,
    cohort: Sequence[Alike],
    won: Sequence[Alike],
    lost: Sequence[Alike],
    days: Mapping[tuple[StageId], Spread],
) -> tuple[FunnelStage, ...]:
    found = []
    for place, stage in enumerate(track.open):
        reached = [one for one in cohort if one.reached >= place]
        last = place + 1 == len(track.open)
        onward = won if last else [one for one in cohort if one.reached > place]
        here = [one for one in cohort if one.stage_id == stage.id]
        stayed = days.get((stage.id,), Spread())
        found.append(
            FunnelStage(
                stage_id=stage.id,
                external_id=stage.external_id,
                name=stage.name,
                entered=count_of(reached),
                amount=_amount(reached),
                conversion=share(count_of(onward), count_of(reached)),
                lost_here=count_of(one for one in lost if one.last_open_id == stage.id),
                open_here=count_of(here),
                open_amount=_amount(here),
                overdue_here=sum(one.late for one in here),
                days_median=in_days(stayed.median),
                days_p90=in_days(stayed.p90),
            )
        )
    return tuple(found)


def _reasons(lost: Sequence[Alike]) -> tuple[tuple[str, int], ...]:
    """Reasons by how many, ties by the reason's text."""
    counted: Counter[str] = Counter()
    for one in lost:
        counted[one.by[0]] += one.deals
    return tuple(sorted(counted.items(), key=lambda reason: (-reason[1], reason[0])))


def _amount(deals: Sequence[Alike]) -> Money:
    return Money(sum(one.amount for one in deals))
