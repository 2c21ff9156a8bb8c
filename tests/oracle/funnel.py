"""METRICS.md, "Funnel"."""

from collections import Counter
from fractions import Fraction
from typing import Any

from tests.oracle.company import Company
from tests.oracle.figures import elapsed, median, money, p90, ratio, rounded, whole_months
from tests.oracle.question import Question
from tests.oracle.rows import Stage
from tests.oracle.standing import Standing, created_in, standings


def funnel(company: Company, asked: Question) -> dict[str, Any]:
    return _flow(company, asked) if asked.flow else _cohort(company, asked)


def _cohort(company: Company, asked: Question) -> dict[str, Any]:
    found = [
        one for one in standings(company, asked.as_of, asked.wanted) if one.pipeline.id == asked.pipeline
    ]
    deals = created_in(company, found, asked.first, asked.last)
    won = [one for one in deals if one.won]
    lost = [one for one in deals if one.lost]
    reasons = Counter(one.deal.lost_reason or "" for one in lost)
    stages = next(one for one in company.pipelines if one.id == asked.pipeline).open_stages
    entered = [sum(one.reached(stage) for one in deals) for stage in stages]
    nexts = [*entered[1:], len(won)]
    return {
        "pipeline": asked.pipeline,
        "deals": len(deals),
        "won": len(won),
        "won_amount": money(sum((one.amount for one in won), Fraction(0))),
        "lost": len(lost),
        "open": sum(one.open for one in deals),
        "conversion_total": rounded(ratio(len(won), len(deals))),
        "lost_reasons": dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        "stages": [
            {"stage": stage.id, "entered": count, "conversion": rounded(ratio(after, count))}
            | _at_stage(company, asked, deals, stage)
            for stage, count, after in zip(stages, entered, nexts, strict=True)
        ],
    }


def _at_stage(company: Company, asked: Question, deals: list[Standing], stage: Stage) -> dict[str, Any]:
    here = [one for one in deals if one.last.stage == stage]
    end = company.end_of(asked.as_of)
    late = [one for one in here if stage.sla_days is not None and elapsed(end - one.last.at) > stage.sla_days]
    stays = [days for one in deals for days in one.stays(stage)]
    return {
        "amount": money(sum((one.amount for one in deals if one.reached(stage)), Fraction(0))),
        "lost_here": sum(one.lost_at(stage) for one in deals),
        "open_here": len(here),
        "open_amount": money(sum((one.amount for one in here), Fraction(0))),
        "overdue_here": len(late),
        "days_median": median(stays),
        "days_p90": p90(stays),
    }


def _flow(company: Company, asked: Question) -> dict[str, Any]:
    deals = [one for one in standings(company, asked.last, asked.wanted) if one.pipeline.id == asked.pipeline]
    stages = next(one for one in company.pipelines if one.id == asked.pipeline).open_stages
    entered = [
        sum(company.within(one.first_reached(stage), asked.first, asked.last) for one in deals)
        for stage in stages
    ]
    won = sum(company.within(one.first_won(), asked.first, asked.last) for one in deals)
    return {
        "pipeline": asked.pipeline,
        "stages": [
            {"stage": stage.id, "entered": count, "conversion": rounded(ratio(after, count))}
            | _plan(company, asked, stage, count)
            for stage, count, after in zip(stages, entered, [*entered[1:], won], strict=True)
        ],
    }


def _plan(company: Company, asked: Question, stage: Stage, entered: int) -> dict[str, Any]:
    """Where the period is whole months and each of them has a plan for the slice's scope."""
    months = whole_months(asked.first, asked.last)
    days = sum(1 for _ in months) and _covers(asked, months)
    scope = _scope(asked)
    plans = [company.plans.get((scope, f"stage:{stage.id}", month)) for month in months]
    if not days or any(plan is None for plan in plans):
        return {}
    plan = sum((plan for plan in plans if plan is not None), Fraction(0))
    return {"plan": rounded(plan), "attainment": rounded(ratio(entered, plan))}


def _covers(asked: Question, months: list[str]) -> bool:
    """The first month begins the period and the last one ends it."""
    return asked.first.isoformat() == f"{months[0]}-01" and asked.last.isoformat()[:7] == months[-1]


def _scope(asked: Question) -> str:
    if not asked.wanted:
        return "company"
    if len(asked.wanted) == 1:
        ((key, values),) = asked.wanted.items()
        if len(values) == 1 and key in {"owner", "team"}:
            (value,) = values
            return value if key == "owner" else f"team:{value}"
    return "\0none"
