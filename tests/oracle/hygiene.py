"""METRICS.md, "Hygiene"."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.activity import listed
from tests.oracle.company import Company
from tests.oracle.figures import mean, ratio, rounded
from tests.oracle.question import Question
from tests.oracle.rows import Client
from tests.oracle.standing import Standing, standings
from tests.oracle.talks import steps_for_deal


def hygiene(company: Company, asked: Question) -> dict[str, Any]:
    return {"employees": {one.id: _shown(company, one.id, asked.as_of) for one in listed(company, asked)}}


def _shown(company: Company, employee: str, as_of: date) -> dict[str, Any]:
    shares = hygiene_shares(company, employee, as_of)
    return {name: rounded(share) for name, share in shares.items()} | {
        "score": rounded(hygiene_score(shares), 2)
    }


def hygiene_score(shares: dict[str, Fraction | None]) -> Fraction | None:
    """100 x the mean of those that have a denominator, as shown: two places."""
    average = mean([share for share in shares.values() if share is not None])
    return None if average is None else round(100 * average, 2)


def hygiene_shares(company: Company, employee: str, as_of: date) -> dict[str, Fraction | None]:
    deals = [one for one in standings(company, as_of) if one.open and one.deal.owner == employee]
    clients = [one for one in company.base(as_of) if one.owner == employee]
    reachable = {one.client for one in company.contacts if one.phone or one.email}
    checks = [_deal_checks(company, one, as_of) for one in deals]
    shares = {
        name: ratio(sum(check[place] for check in checks), len(checks)) for place, name in enumerate("abcde")
    }
    shares["f"] = ratio(sum(one.id in reachable for one in clients), len(clients))
    shares["g"] = ratio(sum(_complete(one) for one in clients), len(clients))
    return shares


def _complete(client: Client) -> bool:
    return bool(client.industry and client.region and client.category)


def _deal_checks(company: Company, one: Standing, as_of: date) -> tuple[bool, ...]:
    tasks = steps_for_deal(company, one.deal.id, as_of)
    fields = {
        name: getattr(one.deal, name) for name in ("amount", "expected_close", "contact", "probability")
    }
    return (
        bool(tasks),
        not any(company.happened(task.due_at, as_of) for task in tasks),
        all(fields[name] is not None for name in one.last.stage.required),
        one.deal.expected_close is not None and one.deal.expected_close >= as_of,
        any(
            activity.deal == one.deal.id and company.within(activity.at, as_of - timedelta(days=13), as_of)
            for activity in company.activities
        ),
    )
