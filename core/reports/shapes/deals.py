"""Reports over deals as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import Mapping
from typing import Any

from core.ids import ChannelId, EmployeeId
from core.money import money_text
from core.reports.bottleneck import Bottleneck, StageLoss
from core.reports.cycle import Cycle
from core.reports.forecast import Expected, Forecast
from core.reports.funnel import FlowFunnel, FlowStage, Funnel, FunnelStage
from core.reports.quantiles import Spread
from core.reports.rounding import days4, exact_money, in_days, number, ratio6
from core.reports.shapes.naming import named

Json = dict[str, Any]


def cohort(found: Funnel) -> Json:
    return {
        "pipeline": found.external_id,
        "deals": found.deals,
        "won": found.won,
        "won_amount": money_text(found.won_amount),
        "lost": found.lost,
        "open": found.open,
        "conversion_total": ratio6(found.conversion_total),
        "lost_reasons": dict(found.lost_reasons),
        "stages": [_cohort_stage(stage) for stage in found.stages],
    }


def _cohort_stage(stage: FunnelStage) -> Json:
    return {
        "stage": stage.external_id,
        "entered": stage.entered,
        "amount": money_text(stage.amount),
        "conversion": ratio6(stage.conversion),
        "lost_here": stage.lost_here,
        "open_here": stage.open_here,
        "open_amount": money_text(stage.open_amount),
        "overdue_here": stage.overdue_here,
        "days_median": days4(stage.days_median),
        "days_p90": days4(stage.days_p90),
    }


def flow(found: FlowFunnel) -> Json:
    return {"pipeline": found.external_id, "stages": [_flow_stage(stage) for stage in found.stages]}


def _flow_stage(stage: FlowStage) -> Json:
    shown: Json = {
        "stage": stage.external_id,
        "entered": stage.entered,
        "conversion": ratio6(stage.conversion),
    }
    if stage.plan is not None:
        shown |= {"plan": number(stage.plan), "attainment": ratio6(stage.attainment)}
    return shown


def bottleneck(found: Bottleneck) -> Json:
    return {
        "bottleneck": found.stage.external_id if found.stage else None,
        "why": found.why.value,
        "stages": [_stage_loss(stage) for stage in found.stages],
    }


def _stage_loss(stage: StageLoss) -> Json:
    return {
        "stage": stage.external_id,
        "settled": stage.settled,
        "forward": stage.forward,
        "conversion": ratio6(stage.conversion),
        "low": ratio6(stage.low),
        "high": ratio6(stage.high),
        "base_conversion": ratio6(stage.base_conversion),
        "base_settled": stage.base_settled,
        "p": ratio6(stage.p),
        "significant": stage.significant,
        "slow_share": ratio6(stage.slow_share),
        "revenue_at_stake": exact_money(stage.stake),
    }


def forecast(found: Forecast) -> Json:
    return {
        "months": [{"month": month} | _expected(sums) for month, sums in found.months.items()],
        "slipped": _expected(found.slipped),
        "undated": _expected(found.undated),
    }


def _expected(sums: Expected) -> Json:
    return {
        "deals": sums.deals,
        "best": money_text(sums.best),
        "commit": money_text(sums.commit),
        "expected": money_text(sums.expected),
    }


def cycle(found: Cycle, channels: Mapping[ChannelId, str], owners: Mapping[EmployeeId, str]) -> Json:
    """`channels`, `owners`: external ids by their numbers; none: key ""."""
    return _spread(found.whole) | {
        "by_channel": named({key: _spread(spread) for key, spread in found.by_channel.items()}, channels),
        "by_owner": named({key: _spread(spread) for key, spread in found.by_owner.items()}, owners),
    }


def _spread(spread: Spread) -> Json:
    return {"count": spread.count, "median": days4(in_days(spread.median)), "p90": days4(in_days(spread.p90))}
