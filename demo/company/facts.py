"""What the books say of each month: the ground on which plans stand."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from demo.company.days import month_of, month_shift
from demo.company.house import House
from demo.company.rows import Activity

Key = tuple[str, str, str]
"""Whose, what, in which month."""
MONTHS = 12


def facts_of(house: House) -> Counter[Key]:
    """Employees' figures by month, money in minor units; stages of deals under `stage:<id>`."""
    found: Counter[Key] = Counter()
    for who, metric, day, value in _facts(house):
        found[who, metric, month_of(day)] += value
    return found


def _facts(house: House) -> Iterator[tuple[str, str, date, int]]:
    books = house.books
    deals = {deal.id: deal for deal in books.deals}
    offers = {stage.id for line in house.shape.pipelines for stage in line.stages if stage.offer}
    won = {line.end("won").id for line in house.shape.pipelines if line.kind != "reach"}
    for activity in books.activities:
        for metric in _talked(activity):
            yield activity.employee, metric, activity.at.date(), 1
    for move in books.moves:
        deal = deals[move.deal]
        yield deal.owner, f"stage:{move.stage}", move.at.date(), 1
        if move.stage in offers:
            yield move.by, "offers", move.at.date(), 1
        if move.stage in won:
            yield deal.owner, "won_count", move.at.date(), 1
            yield deal.owner, "won_amount", move.at.date(), deal.amount or 0
    for deal in books.deals:
        yield deal.owner, f"stage:{deal.first_stage}", deal.created_at.date(), 1
    for client in books.clients:
        yield client.owner, "new_clients", client.created_at.date(), 1
    for sale in books.sales:
        yield sale.employee, "revenue", sale.at.date(), sale.revenue
        yield sale.employee, "profit", sale.at.date(), sale.revenue - sale.cost


def _talked(activity: Activity) -> Iterator[str]:
    reached = activity.outcome == "reached"
    if activity.kind == "call":
        yield "calls"
        if reached:
            yield "calls_reached"
    elif reached and activity.kind in {"meeting", "visit"}:
        yield "meetings"
    if reached and (activity.kind in {"meeting", "visit"} or (activity.duration_min or 0) >= 3):
        yield "significant"


def monthly(facts: Counter[Key], who: list[str], metric: str, today: date) -> float:
    """What these people brought in a usual month of the last whole year."""
    months = [month_shift(month_of(today), -back) for back in range(1, MONTHS + 1)]
    return sum(facts[one, metric, month] for one in who for month in months) / MONTHS
