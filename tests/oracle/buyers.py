"""METRICS.md: the repeat-deal coefficient, concentration and RFM."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.company import Company
from tests.oracle.figures import money, months_before, ratio, rounded, wilson
from tests.oracle.question import Question
from tests.oracle.rows import Sale
from tests.oracle.sales import sales_in
from tests.oracle.talks import significant


def repeat(company: Company, asked: Question) -> dict[str, Any]:
    middle, start = months_before(asked.as_of, 12), months_before(asked.as_of, 24)
    groups: dict[str, list[bool]] = {name: [] for name in ("first", "<1", "1-2", "2-5", "5-10", "10+", "all")}
    for client in company.clients.values():
        if not company.happened(client.created_at, asked.as_of) or not company.client_fits(
            client, asked.wanted
        ):
            continue
        days = [company.day(one.at) for one in company.sales_by(client.id, asked.as_of)]
        if any(start < day <= middle for day in days):
            again = any(middle < day <= asked.as_of for day in days)
            groups[_tenure([day for day in days if day <= middle], middle)].append(again)
            groups["all"].append(again)
    return {"groups": {name: _coefficient(found) for name, found in groups.items()}}


def _tenure(days: list[date], middle: date) -> str:
    if len(days) == 1:
        return "first"
    years = ((10, "10+"), (5, "5-10"), (2, "2-5"), (1, "1-2"))
    return next((name for count, name in years if min(days) <= months_before(middle, 12 * count)), "<1")


def _coefficient(found: list[bool]) -> dict[str, Any]:
    coefficient = ratio(sum(found), len(found))
    low, high = wilson(sum(found), len(found))
    return {
        "clients": len(found),
        "repeated": sum(found),
        "coefficient": rounded(coefficient),
        "low": rounded(low),
        "high": rounded(high),
        "below_norm": None if coefficient is None else coefficient < Fraction(9, 10),
        "sure": None if high is None else high < Fraction(9, 10),
    }


def pareto(company: Company, asked: Question) -> dict[str, Any]:
    gained: dict[str, Fraction] = defaultdict(Fraction)
    for sale in sales_in(company, asked.first, asked.last, asked.wanted):
        gained[sale.client] += sale.profit
    ordered = sorted(gained, key=lambda name: (-gained[name], name))
    positive = sum((value for value in gained.values() if value > 0), Fraction(0))
    letters, running, most = {}, Fraction(0), Fraction(0)
    for name in ordered:
        letters[name] = "C" if not positive else _letter(most, positive)
        running += gained[name]
        most = max(most, running)
    first = ordered[: -(-len(ordered) * 2 // 10)]
    talks = [
        one
        for one in company.activities
        if significant(one)
        and company.within(one.at, asked.first, asked.last)
        and company.client_fits(company.clients.get(one.client or ""), asked.wanted)
    ]
    with_a = sum(letters.get(one.client or "") == "A" for one in talks)
    return {
        "clients": letters,
        "profit": {name: money(gained[name]) for name in ordered},
        "top20_share": rounded(
            ratio(sum((gained[name] for name in first), Fraction(0)), sum(gained.values(), Fraction(0)))
        ),
        "time_share_a": rounded(ratio(with_a, len(talks))),
    }


def _letter(before: Fraction, positive: Fraction) -> str:
    """By the most that the sum has reached before: a class goes up to and with the client that first reaches its end."""
    if before < positive * Fraction(80, 100):
        return "A"
    return "B" if before < positive * Fraction(95, 100) else "C"


def rfm(company: Company, asked: Question) -> dict[str, Any]:
    since = asked.as_of - timedelta(days=364)
    bought: dict[str, list[Sale]] = defaultdict(list)
    for sale in sales_in(company, since, asked.as_of, asked.wanted):
        if company.happened(company.clients[sale.client].created_at, asked.as_of):
            bought[sale.client].append(sale)
    recency = {
        name: min((asked.as_of - company.day(one.at)).days for one in sales) for name, sales in bought.items()
    }
    frequency = {name: len(sales) for name, sales in bought.items()}
    revenue = {name: sum((one.revenue for one in sales), Fraction(0)) for name, sales in bought.items()}
    cells = [
        {
            name: 5 - 5 * sum(other < values[name] for other in values.values()) // len(values)
            for name in values
        }
        for values in (recency, {k: -v for k, v in frequency.items()}, {k: -v for k, v in revenue.items()})
    ]
    return {
        "clients": {
            name: {
                "recency": recency[name],
                "frequency": frequency[name],
                "money": money(revenue[name]),
                "cell": "".join(str(score[name]) for score in cells),
            }
            for name in sorted(bought)
        }
    }
