"""METRICS.md, "KPI and pay"."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.activity import METRICS, commitments, counts, overdue
from tests.oracle.company import Company
from tests.oracle.figures import money, ratio, rounded
from tests.oracle.hygiene import hygiene_score, hygiene_shares
from tests.oracle.question import Question
from tests.oracle.rows import Employee, Indicator, Sale, Scheme
from tests.oracle.standing import won_in

MONEY = ("won_amount", "revenue", "profit")
RATIOS = ("commitments", "hygiene")


class Refused(Exception):
    """The question has no answer: no scheme, a scheme of too few indicators, a day outside the month."""


def scheme_of(company: Company, employee: Employee) -> Scheme:
    """A scheme naming the employee beats the function's; none, or not 5 to 10 indicators: refused."""
    named = [one for one in company.schemes if employee.id in one.employees]
    common = [
        one for one in company.schemes if one.function is not None and one.function == employee.function
    ]
    found = [*named, *common]
    if not found or not 5 <= len(found[0].indicators) <= 10:
        raise Refused(employee.id)
    return found[0]


def _sold_by(company: Company, employee: str, first: date, last: date) -> list[Sale]:
    """Sales that they made: the sale's employee, where empty the client's owner."""
    return [
        one
        for one in company.sales
        if company.within(one.at, first, last)
        and (one.employee or company.clients[one.client].owner) == employee
    ]


def facts(company: Company, employee: str, first: date, last: date) -> dict[str, Fraction | None]:
    found: dict[str, Fraction | None] = {
        name: Fraction(count) for name, count in counts(company, employee, first, last).items()
    }
    assert set(found) == set(METRICS)
    won = [one for one in won_in(company, first, last) if one.deal.owner == employee]
    sales = _sold_by(company, employee, first, last)
    found["won_count"] = Fraction(len(won))
    found["won_amount"] = sum((one.amount for one in won), Fraction(0))
    found["revenue"] = sum((one.revenue for one in sales), Fraction(0))
    found["profit"] = sum((one.profit for one in sales), Fraction(0))
    found["commitments"] = commitments(company, employee, first, last)
    score = hygiene_score(hygiene_shares(company, employee, last))
    found["hygiene"] = None if score is None else score / 100
    return found


def kpi(company: Company, asked: Question) -> dict[str, Any]:
    employee = company.employees[asked.employees[0]]
    scheme = scheme_of(company, employee)
    if not asked.first <= asked.as_of <= asked.last:
        raise Refused(asked.as_of)
    found = facts(company, employee.id, asked.first, asked.as_of)
    workdays = company.workdays(employee.id, asked.first, asked.last)
    elapsed = company.workdays(employee.id, asked.first, asked.as_of)
    fined = scheme.fine * overdue(company, employee.id, asked.first, asked.as_of)
    at_pace = None
    if elapsed:
        at_pace = {
            name: fact if name in RATIOS or fact is None else fact * workdays / elapsed
            for name, fact in found.items()
        }
    return {
        "employee": employee.id,
        "indicators": [_shown(one, found[one.metric], elapsed, workdays) for one in scheme.indicators],
        "overdue": overdue(company, employee.id, asked.first, asked.as_of),
        "pay_so_far": money(_pay(scheme, found, fined)),
        "pay_at_pace": None if at_pace is None else money(_pay(scheme, at_pace, fined)),
    }


def _score(one: Indicator, fact: Fraction | None) -> Fraction:
    attainment = ratio(fact, one.target)
    if attainment is None or attainment < one.floor:
        return Fraction(0)
    return min(attainment, one.cap)


def _pay(scheme: Scheme, found: dict[str, Fraction | None], fined: Fraction) -> Fraction:
    earned = sum(
        (one.weight / 100 * _score(one, found[one.metric]) for one in scheme.indicators), Fraction(0)
    )
    return max(Fraction(0), scheme.bonus * earned - fined)


def _shown(one: Indicator, fact: Fraction | None, elapsed: int, workdays: int) -> dict[str, Any]:
    expected = one.target if one.metric in RATIOS else ratio(one.target * elapsed, workdays)
    shown = money if one.metric in MONEY else rounded
    return {
        "metric": one.metric,
        "weight": rounded(one.weight),
        "target": shown(one.target),
        "fact": shown(fact),
        "attainment": rounded(ratio(fact, one.target)),
        "score": rounded(_score(one, fact)),
        "expected_today": shown(expected),
        "pace": rounded(ratio(fact, expected)),
    }
