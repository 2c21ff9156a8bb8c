"""Reports over deals as JSON objects. Source: BUNDLE.md, Shapes."""

from typing import Any

from core.money import money_text
from core.reports.funnel import FlowFunnel, FlowStage, Funnel, FunnelStage
from core.reports.rounding import days4, number, ratio6

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
