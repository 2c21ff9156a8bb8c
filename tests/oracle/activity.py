"""METRICS.md: activity against norms, the head's five controls."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.clients import forgotten_rows
from tests.oracle.company import Company
from tests.oracle.figures import elapsed, mean, ratio, rounded
from tests.oracle.question import Question
from tests.oracle.rows import Employee, Norm, Task
from tests.oracle.standing import created_in, standings, won_in
from tests.oracle.talks import personal, significant

METRICS = ("calls", "calls_reached", "meetings", "significant", "offers", "new_clients")


def listed(company: Company, asked: Question) -> list[Employee]:
    """Those not dismissed before the period's start, by id."""
    teams = asked.wanted.get("team")
    return [
        one
        for _, one in sorted(company.employees.items())
        if (one.dismissed_on is None or one.dismissed_on >= asked.first)
        and (not asked.employees or one.id in asked.employees)
        and (teams is None or one.team in teams)
    ]


def counts(company: Company, employee: str, first: date, last: date) -> dict[str, int]:
    mine = [
        one for one in company.activities if one.employee == employee and company.within(one.at, first, last)
    ]
    steps = [step for steps in company.steps.values() for step in steps[1:] if step.by == employee]
    return {
        "calls": sum(one.kind == "call" for one in mine),
        "calls_reached": sum(one.kind == "call" and personal(one) for one in mine),
        "meetings": sum(one.kind in {"meeting", "visit"} and personal(one) for one in mine),
        "significant": sum(significant(one) for one in mine),
        "offers": sum(step.stage.offer and company.within(step.at, first, last) for step in steps),
        "new_clients": sum(
            one.owner == employee and company.within(one.created_at, first, last)
            for one in company.clients.values()
        ),
    }


def norm_of(company: Company, employee: Employee, metric: str) -> Norm | None:
    """An employee's own row beats the function's as a whole."""
    rows = {one.scope: one for one in company.norms if one.metric == metric}
    return rows.get(employee.id) or rows.get(employee.function or "")


def bounds(
    company: Company, employee: Employee, metric: str, asked: Question
) -> tuple[Fraction | None, Fraction | None]:
    norm = norm_of(company, employee, metric)
    days = company.workdays(employee.id, asked.first, asked.last)
    if norm is None:
        return None, None
    return (
        norm.min if norm.min is None else norm.min * days,
        norm.max if norm.max is None else norm.max * days,
    )


def activity(company: Company, asked: Question) -> dict[str, Any]:
    employees = {}
    for one in listed(company, asked):
        found = counts(company, one.id, asked.first, asked.last)
        employees[one.id] = {
            metric: _against(company, one, metric, found[metric], asked) for metric in METRICS
        }
    return {"employees": employees}


def _against(
    company: Company, employee: Employee, metric: str, count: int, asked: Question
) -> dict[str, Any]:
    low, high = bounds(company, employee, metric, asked)
    level = "within"
    if norm_of(company, employee, metric) is None:
        level = None
    elif low is not None and count < low:
        level = "below"
    elif high is not None and count > high:
        level = "above"
    return {"count": count, "min": rounded(low), "max": rounded(high), "level": level}


def promised(company: Company, employee: str, first: date, last: date) -> list[Task]:
    """Tasks assigned to them with the first due time in the period; as of its end, cancelled out."""
    return [
        one
        for one in company.tasks
        if one.assignee == employee
        and company.within(one.first_due_at, first, last)
        and company.happened(one.created_at, last)
        and not company.happened(one.cancelled_at, last)
    ]


def in_time(company: Company, task: Task, last: date) -> bool:
    return (
        task.done_at is not None
        and task.first_due_at is not None
        and company.happened(task.done_at, last)
        and task.done_at <= task.first_due_at
    )


def commitments(company: Company, employee: str, first: date, last: date) -> Fraction | None:
    tasks = promised(company, employee, first, last)
    return ratio(sum(in_time(company, one, last) for one in tasks), len(tasks))


def control(company: Company, asked: Question) -> dict[str, Any]:
    return {"employees": {one.id: _controls(company, one, asked) for one in listed(company, asked)}}


def _controls(company: Company, employee: Employee, asked: Question) -> dict[str, Any]:
    found = counts(company, employee.id, asked.first, asked.last)
    shares = []
    for metric in METRICS:
        low, _ = bounds(company, employee, metric, asked)
        if low is not None and low > 0:
            shares.append(min(found[metric] / low, Fraction(1)))
    won = sum(one.deal.owner == employee.id for one in won_in(company, asked.first, asked.last))
    late = [
        elapsed(one.done_at - one.first_due_at)
        for one in promised(company, employee.id, asked.first, asked.last)
        if one.done_at
        and one.first_due_at
        and company.happened(one.done_at, asked.last)
        and one.done_at > one.first_due_at
    ]
    mine = [one for one in company.base(asked.last) if one.owner == employee.id]
    return {
        "intensity": rounded(mean(shares)),
        "efficiency": {
            "reach_rate": rounded(ratio(found["calls_reached"], found["calls"])),
            "meeting_rate": rounded(ratio(found["meetings"], found["calls_reached"])),
            "offer_rate": rounded(ratio(found["offers"], found["meetings"])),
            "win_rate": rounded(ratio(won, found["offers"])),
        },
        "commitments": rounded(commitments(company, employee.id, asked.first, asked.last)),
        "lateness_days": rounded(mean(late), 4),
        "forgotten": len(forgotten_rows(company, mine, asked.last)),
        "weak_spot": _weak_spot(company, employee, asked),
    }


def _weak_spot(company: Company, employee: Employee, asked: Question) -> dict[str, Any] | None:
    if employee.team is None:
        return None
    deals = created_in(company, standings(company, asked.last), asked.first, asked.last)
    team = [one for one in deals if company.team_of(one.deal.owner) == employee.team]
    worst, result = Fraction(0), None
    for pipeline in company.pipelines:
        if pipeline.kind != "react":
            continue
        for stage in pipeline.open_stages:
            whole = [one for one in team if one.pipeline.id == pipeline.id and one.settled(stage)]
            own = [one for one in whole if one.deal.owner == employee.id]
            if len(own) < 5:
                continue
            mine = Fraction(sum(one.forward(stage) for one in own), len(own))
            theirs = Fraction(sum(one.forward(stage) for one in whole), len(whole))
            if theirs - mine > worst:
                worst = theirs - mine
                result = {"stage": stage.id, "conversion": rounded(mine), "team_conversion": rounded(theirs)}
    return result


def overdue(company: Company, employee: str, first: date, last: date) -> int:
    """Set by someone else, promised for the period, not cancelled, not done by the first due time."""
    return sum(
        one.author not in {None, employee} and not in_time(company, one, last)
        for one in promised(company, employee, first, last)
    )
