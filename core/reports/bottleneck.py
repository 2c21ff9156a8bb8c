"""Where a pipeline loses more than it used to. Source: METRICS.md, Bottleneck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import case, func, select

from core.access import Permission, needs
from core.db.counting import count_where
from core.deals.models import Deal
from core.ids import PipelineId, StageId
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.journeys import Alike, Track, alike, track_of, whose
from core.reports.likelihood import fisher, significant, wilson
from core.reports.period import Period, whole_months_before
from core.reports.rounding import share
from core.reports.settled import settling
from core.reports.slices import WHOLE, Conditions, Slice, of_pipeline
from core.reports.steps import stays
from core.work import Reading

BASE_MONTHS = 6
ENOUGH = 10
MOSTLY = Fraction(1, 2)


class Why(StrEnum):
    """What makes the bottleneck, or why there is none."""

    CONVERSION = "conversion"
    TIME = "time"
    NONE = "none"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class StageLoss:
    """One open stage against the base. Exact; `stake` in minor units, None where it is unknown."""

    stage_id: StageId
    external_id: str
    name: str
    settled: int
    forward: int
    conversion: Fraction | None
    low: Fraction | None
    high: Fraction | None
    base_conversion: Fraction | None
    base_settled: int
    p: Fraction | None
    significant: bool
    slow_share: Fraction | None
    stake: Fraction | None


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """`stage`: the bottleneck itself, None where there is none."""

    pipeline_id: PipelineId
    stage: StageLoss | None
    why: Why
    stages: tuple[StageLoss, ...]


@dataclass(slots=True)
class _Tally:
    settled: int = 0
    forward: int = 0
    amount: int = 0


@needs(Permission.SEE_FUNNEL)
async def bottleneck(
    read: Reading,
    pipeline_id: PipelineId,
    period: Period,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> Bottleneck:
    """The slice's deals created in the period against everybody's of one's scope in the six months before.

    Both as of the period's end. Raises NotFound.
    """
    zone = (await company_of(read)).timezone
    track = await track_of(read, pipeline_id)
    until = day_end(period.last, zone)
    before = whole_months_before(period.first, BASE_MONTHS)
    mine = _born_in(read, pipeline_id, period, zone, until, slice)
    base = _born_in(read, pipeline_id, before, zone, until, WHOLE)
    stages = _stages(
        track,
        await alike(read, until, mine, [track]),
        await alike(read, until, base, [track]),
        await _slow_shares(read, track, mine, until),
    )
    stage, why = _verdict(stages)
    return Bottleneck(pipeline_id, stage, why, stages)


def _born_in(
    read: Reading, pipeline_id: PipelineId, period: Period, zone: str, until: datetime, cut: Slice
) -> Conditions:
    born = Deal.created_at >= period.starts(zone), Deal.created_at < period.ends(zone)
    return whose(read, until, cut, of_pipeline(read.actor, cut, pipeline_id), *born)


async def _slow_shares(
    read: Reading, track: Track, deals: Conditions, until: datetime
) -> dict[StageId, Fraction | None]:
    """Of the stays that ended the share that was longer than allotted; stages without an allotment not."""
    allotted = {
        stage.id: timedelta(days=stage.sla_days) // timedelta(microseconds=1)
        for stage in track.open
        if stage.sla_days is not None
    }
    if not allotted:
        return {}
    ended = stays(deals, until)
    longer = case(*((ended.c.stage_id == stage, ended.c.value > most) for stage, most in allotted.items()))
    rows = await read.session.execute(
        select(ended.c.stage_id, count_where(longer), func.count())
        .where(ended.c.stage_id.in_(allotted))
        .group_by(ended.c.stage_id)
    )
    return {stage: share(slow, whole) for stage, slow, whole in rows}


def _stages(
    track: Track,
    mine: Sequence[Alike],
    base: Sequence[Alike],
    slow: Mapping[StageId, Fraction | None],
) -> tuple[StageLoss, ...]:
    seen, before = _tallies(track, mine), _tallies(track, base)
    chances = {
        stage.id: fisher(
            seen[stage.id].forward, seen[stage.id].settled,
            before[stage.id].forward, before[stage.id].settled,
        )
        for stage in track.open
        if seen[stage.id].settled and before[stage.id].settled
    }  # fmt: skip
    sure = significant(chances)
    found: list[StageLoss] = []
    onward: Fraction | None = Fraction(1)
    for stage in reversed(track.open):
        tally, then = seen[stage.id], before[stage.id]
        conversion, usual = share(tally.forward, tally.settled), share(then.forward, then.settled)
        low, high = wilson(tally.forward, tally.settled)
        found.append(
            StageLoss(
                stage_id=stage.id,
                external_id=stage.external_id,
                name=stage.name,
                settled=tally.settled,
                forward=tally.forward,
                conversion=conversion,
                low=low,
                high=high,
                base_conversion=usual,
                base_settled=then.settled,
                p=chances.get(stage.id),
                significant=stage.id in sure,
                slow_share=slow.get(stage.id),
                stake=_stake(tally, conversion, usual, onward),
            )
        )
        onward = None if usual is None or onward is None else onward * usual
    return tuple(reversed(found))


def _tallies(track: Track, deals: Sequence[Alike]) -> dict[StageId, _Tally]:
    found = {stage.id: _Tally() for stage in track.open}
    for deal in deals:
        for at in settling(track, deal):
            if at.settled:
                tally = found[at.stage_id]
                tally.settled += deal.deals
                tally.forward += deal.deals if at.forward else 0
                tally.amount += deal.amount
    return found


def _stake(
    tally: _Tally, conversion: Fraction | None, usual: Fraction | None, onward: Fraction | None
) -> Fraction | None:
    """Settled times their mean amount is their sum."""
    if conversion is None or usual is None or onward is None:
        return None
    return max(Fraction(0), usual - conversion) * tally.amount * onward


def _verdict(stages: Sequence[StageLoss]) -> tuple[StageLoss | None, Why]:
    """Of equals the first in the pipeline's order."""
    costly = [stage for stage in stages if stage.significant and stage.stake]
    if costly:
        return max(costly, key=lambda stage: stage.stake or 0), Why.CONVERSION
    slow = [stage for stage in stages if stage.slow_share is not None and stage.slow_share > MOSTLY]
    if slow:
        return max(slow, key=lambda stage: stage.slow_share or 0), Why.TIME
    return None, Why.NONE if any(stage.settled >= ENOUGH for stage in stages) else Why.TOO_FEW
