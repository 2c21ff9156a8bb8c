"""The funnel of one pipeline: a cohort, or the flow of a period. Source: METRICS.md, Funnel."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from sqlalchemy import or_, select

from core.access import Permission, needs
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Stage
from core.ids import PipelineId, StageId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.journeys import Journey, Track, journeys, track_of
from core.reports.period import Period
from core.reports.plans import stage_plans
from core.reports.rounding import MEDIAN, P90, days_of, quantile, share
from core.reports.slices import WHOLE, Slice
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
    cohort = await journeys(read, until, slice, Deal.pipeline_id == pipeline_id, *born)
    won = [deal for deal in cohort if deal.ends(track) is StageKind.WON]
    lost = [deal for deal in cohort if deal.ends(track) is StageKind.LOST]
    return Funnel(
        pipeline_id=pipeline_id,
        external_id=track.pipeline.external_id,
        name=track.pipeline.name,
        period=period,
        as_of=day,
        deals=len(cohort),
        won=len(won),
        won_amount=_amount(won),
        lost=len(lost),
        open=len(cohort) - len(won) - len(lost),
        conversion_total=share(len(won), len(cohort)),
        lost_reasons=_reasons(lost),
        stages=_cohort_stages(track, cohort, until),
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
    moved = select(Move.deal_id).where(Move.undone_at.is_(None), Move.at >= start, Move.at < end)
    touched = or_(Deal.created_at >= start, Deal.id.in_(moved))
    seen = await journeys(read, end, slice, Deal.pipeline_id == pipeline_id, touched)
    plans = await stage_plans(read, track, period, slice)
    entered = [_first_reached(track, seen, place, start) for place in range(len(track.open) + 1)]
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


def _cohort_stages(track: Track, cohort: Sequence[Journey], until: datetime) -> tuple[FunnelStage, ...]:
    furthest = [deal.reached(track) for deal in cohort]
    won = sum(deal.ends(track) is StageKind.WON for deal in cohort)
    lost_at = Counter(deal.last_open(track) for deal in cohort if deal.ends(track) is StageKind.LOST)
    stays = _stays(cohort)
    found = []
    for place, stage in enumerate(track.open):
        reached = [deal for deal, far in zip(cohort, furthest, strict=True) if far >= place]
        last = place + 1 == len(track.open)
        onward = won if last else sum(far > place for far in furthest)
        standing = [deal for deal in cohort if deal.steps[-1].stage_id == stage.id]
        days = sorted(stays.get(stage.id, ()))
        found.append(
            FunnelStage(
                stage_id=stage.id,
                external_id=stage.external_id,
                name=stage.name,
                entered=len(reached),
                amount=_amount(reached),
                conversion=share(onward, len(reached)),
                lost_here=lost_at[stage.id],
                open_here=len(standing),
                open_amount=_amount(standing),
                overdue_here=_overdue(stage, standing, until),
                days_median=quantile(days, MEDIAN),
                days_p90=quantile(days, P90),
            )
        )
    return tuple(found)


def _stays(cohort: Sequence[Journey]) -> dict[StageId, list[Fraction]]:
    """Days of every finished stay, by stage."""
    stays: dict[StageId, list[Fraction]] = {}
    for deal in cohort:
        for here, onward in pairwise(deal.steps):
            stays.setdefault(here.stage_id, []).append(days_of(onward.at - here.at))
    return stays


def _overdue(stage: Stage, standing: Sequence[Journey], until: datetime) -> int:
    """How many stand there longer than the stage allots, measured up to the end of the day."""
    allotted = stage.sla_days
    if allotted is None:
        return 0
    return sum(until - deal.steps[-1].at > timedelta(days=allotted) for deal in standing)


def _first_reached(track: Track, seen: Sequence[Journey], place: int, start: datetime) -> int:
    first = (deal.first_at(track, place) for deal in seen)
    return sum(at is not None and at >= start for at in first)


def _reasons(lost: Sequence[Journey]) -> tuple[tuple[str, int], ...]:
    """Reasons by how many, ties by the reason's text."""
    counted = Counter(deal.lost_reason for deal in lost)
    return tuple(sorted(counted.items(), key=lambda reason: (-reason[1], reason[0])))


def _amount(deals: Sequence[Journey]) -> Money:
    return Money(sum(deal.amount for deal in deals))
