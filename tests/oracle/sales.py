"""METRICS.md: the five sales-team metrics, the profit formula and channels."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.company import Company, Slice
from tests.oracle.figures import logarithm, money, ratio, rounded, whole_months
from tests.oracle.question import Question
from tests.oracle.rows import Sale
from tests.oracle.standing import Standing, created_in, standings, won_in

FACTORS = ("leads", "conversion", "frequency", "average_check", "margin")


def sales_in(company: Company, first: date, last: date, wanted: Slice) -> list[Sale]:
    return [
        one for one in company.sales if company.within(one.at, first, last) and company.sale_fits(one, wanted)
    ]


def total_profit(sales: list[Sale]) -> Fraction:
    return sum((one.profit for one in sales), Fraction(0))


def five(company: Company, asked: Question) -> dict[str, Any]:
    found = standings(company, asked.as_of, asked.wanted)
    leads = [
        one for one in created_in(company, found, asked.first, asked.last) if one.pipeline.kind == "reach"
    ]
    worked = [one for one in found if one.pipeline.kind != "reach" and _worked_in(company, one, asked)]
    sales = sales_in(company, asked.first, min(asked.last, asked.as_of), asked.wanted)
    kinds: dict[str | None, list[Sale]] = defaultdict(list)
    for sale in sales:
        kinds[company.sale_kind(sale)].append(sale)
    channels = sorted({one.deal.channel or "" for one in leads})
    return {
        **_leads(leads),
        "worked_deals": len(worked),
        "worked_amount": money(sum((one.amount for one in worked), Fraction(0))),
        "close_rate": rounded(ratio(sum(one.won for one in worked), len(worked))),
        "profit": money(total_profit(sales)),
        "profit_new": money(total_profit(kinds["new"])),
        "profit_repeat": money(total_profit(kinds["repeat"])),
        "profit_extra": money(total_profit(kinds["upsell"] + kinds["cross_sell"])),
        "profit_won_back": money(total_profit(kinds["won_back"])),
        "by_channel": {
            name: _leads([one for one in leads if (one.deal.channel or "") == name]) for name in channels
        },
    }  # fmt: skip


def _leads(leads: list[Standing]) -> dict[str, Any]:
    return {
        "new_leads": len(leads),
        "lead_conversion": rounded(ratio(sum(one.won for one in leads), len(leads))),
    }


def _worked_in(company: Company, one: Standing, asked: Question) -> bool:
    times = [one.first_reached(stage) for stage in one.pipeline.stages if stage.worked]
    reached = [time for time in times if time]
    return bool(reached) and company.within(min(reached), asked.first, asked.last)


def _factors(company: Company, first: date, last: date, wanted: Slice) -> dict[str, Fraction | None]:
    found = created_in(company, standings(company, last, wanted), first, last)
    leads = sum(one.pipeline.kind == "reach" for one in found)
    sales = sales_in(company, first, last, wanted)
    buyers = len({one.client for one in sales})
    revenue = sum((one.revenue for one in sales), Fraction(0))
    return {
        "leads": Fraction(leads),
        "conversion": ratio(buyers, leads),
        "frequency": ratio(len(sales), buyers),
        "average_check": ratio(revenue, len(sales)),
        "margin": ratio(total_profit(sales), revenue),
        "profit": total_profit(sales),
        "revenue": revenue,
    }


def profit(company: Company, asked: Question) -> dict[str, Any]:
    now = _factors(company, asked.first, asked.last, asked.wanted)
    before = asked.first - timedelta(days=1)
    then = _factors(company, before - (asked.last - asked.first), before, asked.wanted)
    gained = now["profit"] or Fraction(0)
    result = {
        "profit": money(now["profit"]),
        "revenue": money(now["revenue"]),
        "factors": _shown(now),
        "previous": _shown(then) | {"profit": money(then["profit"])},
        "share": _share(now, then),
        "lever_1pct": money(gained / 100),
    }
    if asked.lift is not None:
        for percent in asked.lift.values():
            gained *= 1 + percent / 100
        result["profit_if"] = money(gained)
    return result


def _shown(values: dict[str, Fraction | None]) -> dict[str, Any]:
    return {
        name: money(values[name]) if name == "average_check" else rounded(values[name]) for name in FACTORS
    }


def _share(now: dict[str, Fraction | None], then: dict[str, Fraction | None]) -> dict[str, Any]:
    change: dict[str, Fraction] = {}
    for name in (*FACTORS, "profit"):
        after, earlier = now[name], then[name]
        if after is None or earlier is None or after <= 0 or earlier <= 0:
            return dict.fromkeys(FACTORS)
        change[name] = after / earlier
    if change["profit"] == 1:
        return dict.fromkeys(FACTORS)
    return {name: rounded(logarithm(change[name]) / logarithm(change["profit"])) for name in FACTORS}


def channels(company: Company, asked: Question) -> dict[str, Any]:
    months = whole_months(asked.first, asked.last)
    leads = created_in(company, standings(company, asked.last), asked.first, asked.last)
    won = won_in(company, asked.first, asked.last)
    sales = sales_in(company, asked.first, asked.last, {})
    result = {}
    for channel in sorted(company.channels):
        costs = [company.costs[channel, month] for month in months if (channel, month) in company.costs]
        cost = sum(costs, Fraction(0)) if costs else None
        gained = total_profit([one for one in sales if company.clients[one.client].channel == channel])
        brought = sum(one.pipeline.kind == "reach" and one.deal.channel == channel for one in leads)
        closed = sum(one.deal.channel == channel for one in won)
        romi = None if cost is None else ratio(gained - cost, cost)
        result[channel] = {
            "cost": money(cost),
            "leads": brought,
            "cost_per_lead": money(ratio(cost, brought)),
            "won": closed,
            "cost_per_sale": money(ratio(cost, closed)),
            "profit": money(gained),
            "romi": rounded(romi),
            "verdict": _verdict(romi),
        }
    return {"channels": result}


def _verdict(romi: Fraction | None) -> str | None:
    if romi is None:
        return None
    if romi >= 1:
        return "scale"
    return "cut" if romi < 0 else "keep"
