"""Plans, norms and what channels cost."""

from core.money import MINOR, Money
from demo.company.days import month_of, month_shift
from demo.company.facts import facts_of, monthly
from demo.company.house import House
from demo.company.rows import ChannelCost, Norm, Plan

UPLIFT = 1.08
MONEY = ("revenue", "profit", "won_amount")
COUNTS = ("calls", "meetings", "offers", "new_clients")
OF_FUNCTION = {
    "caller": ("calls", "calls_reached", "significant", "new_clients"),
    "closer": ("calls", "meetings", "offers", "won_count", "won_amount", "profit"),
    "account": ("calls_reached", "meetings", "offers", "revenue", "profit"),
    "universal": ("calls", "meetings", "offers", "won_amount", "profit"),
}
OF_TEAM = ("revenue", "profit", "won_amount", "offers", "meetings")
AROUND = (-1, 0, 1)
"""Last month, this one, the next one."""


def enter_plans(house: House) -> None:
    """A little more than a usual month, by the season: the company's, each team's, each manager's."""
    stages = [f"stage:{stage.id}" for line in house.shape.pipelines for stage in line.open]
    managers = house.shape.managers()
    scopes: list[tuple[str, list[str], list[str]]] = [
        ("company", [one.id for one in house.shape.people], [*OF_TEAM, *stages])
    ]
    for team in house.shape.teams:
        people = [one.id for one in managers if one.team == team]
        scopes.append((f"team:{house.words.teams[team]}", people, [*OF_TEAM, *stages]))
    scopes += [(one.id, [one.id], list(OF_FUNCTION[one.function])) for one in managers]
    facts, usual = facts_of(house), sum(house.shape.seasons) / len(house.shape.seasons)
    for scope, people, metrics in scopes:
        for metric in metrics:
            base = monthly(facts, people, metric, house.days.today) * UPLIFT
            if base <= 0:
                continue
            for by in AROUND:
                month = month_shift(month_of(house.days.today), by)
                season = 1.0 if metric in COUNTS else house.shape.seasons[int(month[5:]) - 1] / usual
                house.books.plans.append(
                    Plan(scope=scope, metric=metric, month=month, value=_whole(house, metric, base * season))
                )


def _whole(house: House, metric: str, value: float) -> int:
    if metric in MONEY:
        step = house.words.company.step * 100
        return max(round(value / MINOR / step), 1) * step
    return max(round(value), 1)


def enter_norms(house: House) -> None:
    """By function, and one manager's own."""
    for function, norms in house.shape.norms.items():
        for metric, (least, most) in norms.items():
            house.books.norms.append(Norm(scope=function, metric=metric, min=least, max=most))
    steady = next(one for one in house.shape.managers() if one.habit == "steady")
    house.books.norms.append(Norm(scope=steady.id, metric="meetings", min=0.5, max=1.5))


def enter_costs(house: House) -> None:
    """Every month of the two years; what costs nothing has no row."""
    last = month_of(house.days.today)
    months = [month_shift(last, -back) for back in range(24, -1, -1)]
    for channel, one in house.shape.channels.items():
        luck = house.luck("costs", channel)
        for month in months if one.cost else ():
            season = 0.5 + house.shape.seasons[int(month[5:]) - 1] / 2
            amount = one.cost * house.words.company.scale * season * luck.uniform(0.85, 1.15)
            house.books.channel_costs.append(
                ChannelCost(channel=channel, month=month, amount=Money(round(amount * MINOR)))
            )
