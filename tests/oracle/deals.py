"""METRICS.md, "Forecast" and "Sales cycle and response"."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.company import Company
from tests.oracle.figures import elapsed, median, money, month_name, p90, ratio, rounded
from tests.oracle.question import Question
from tests.oracle.standing import Standing, created_in, standings, won_in


def forecast(company: Company, asked: Question) -> dict[str, Any]:
    deals = [
        one
        for one in standings(company, asked.as_of, asked.wanted)
        if one.open and one.pipeline.kind != "reach"
    ]
    months: dict[str, list[Standing]] = defaultdict(list)
    slipped, undated = [], []
    for one in deals:
        close = one.deal.expected_close
        if close is None:
            undated.append(one)
        elif close < asked.as_of:
            slipped.append(one)
        else:
            months[month_name(close)].append(one)
    return {
        "months": [{"month": month, **_sums(months[month])} for month in sorted(months)],
        "slipped": _sums(slipped),
        "undated": _sums(undated),
    }


def _probability(one: Standing) -> Fraction:
    """The deal's own if set, else its stage's, none: 0."""
    percent = one.deal.probability if one.deal.probability is not None else one.last.stage.probability
    return (percent or Fraction(0)) / 100


def _sums(deals: list[Standing]) -> dict[str, Any]:
    return {
        "deals": len(deals),
        "best": money(sum((one.amount for one in deals), Fraction(0))),
        "commit": money(
            sum((one.amount for one in deals if _probability(one) >= Fraction(8, 10)), Fraction(0))
        ),
        "expected": money(
            sum((Fraction(round(one.amount * _probability(one) * 100), 100) for one in deals), Fraction(0))
        ),
    }


def cycle(company: Company, asked: Question) -> dict[str, Any]:
    won = won_in(company, asked.first, asked.last, asked.wanted)
    by_channel, by_owner = defaultdict(list), defaultdict(list)
    for one in won:
        by_channel[one.deal.channel or ""].append(one)
        by_owner[one.deal.owner or ""].append(one)
    return {
        **_spans(won),
        "by_channel": {name: _spans(deals) for name, deals in sorted(by_channel.items())},
        "by_owner": {name: _spans(deals) for name, deals in sorted(by_owner.items())},
    }


def _spans(won: list[Standing]) -> dict[str, Any]:
    days = [elapsed(one.last.at - one.deal.created_at) for one in won]
    return {"count": len(days), "median": median(days), "p90": p90(days)}


def response(company: Company, asked: Question) -> dict[str, Any]:
    found = [one for one in standings(company, asked.last, asked.wanted) if one.pipeline.kind == "reach"]
    waits = [_wait(company, one, asked.last) for one in created_in(company, found, asked.first, asked.last)]
    minutes = [wait for wait in waits if wait is not None]
    return {
        "leads": {
            "count": len(waits),
            "median": median(minutes),
            "p90": p90(minutes),
            "within_15": rounded(ratio(sum(wait <= 15 for wait in minutes), len(waits))),
            "untouched": len(waits) - len(minutes),
        },
        "requests": _requests(company, asked),
    }


def _wait(company: Company, lead: Standing, last: date) -> Fraction | None:
    """Minutes to the first activity but a note on the lead or on its client, at or after its creation."""
    times = [
        one.at
        for one in company.activities
        if one.kind != "note"
        and (one.deal == lead.deal.id or (one.client is not None and one.client == lead.deal.client))
        and one.at >= lead.deal.created_at
        and company.happened(one.at, last)
    ]
    return elapsed(min(times) - lead.deal.created_at, 60) if times else None


def _requests(company: Company, asked: Question) -> dict[str, Any]:
    opened = [
        one
        for one in company.complaints
        if company.within(one.opened_at, asked.first, asked.last)
        and company.client_fits(company.clients.get(one.client), asked.wanted)
    ]
    first = [
        elapsed(one.first_response_at - one.opened_at, 3600)
        for one in opened
        if one.first_response_at and company.happened(one.first_response_at, asked.last)
    ]
    resolved = [
        elapsed(one.resolved_at - one.opened_at, 3600)
        for one in opened
        if one.resolved_at and company.happened(one.resolved_at, asked.last)
    ]
    return {
        "count": len(opened),
        "first_median": median(first),
        "first_p90": p90(first),
        "resolved_median": median(resolved),
        "resolved_p90": p90(resolved),
        "open": len(opened) - len(resolved),
    }
