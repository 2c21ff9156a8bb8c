"""Which deals come: leads by season, what follows from them, orders of buyers, those to be won back."""

from datetime import datetime, timedelta

from demo.company.clients import TEAM_OF_NEW, Reception
from demo.company.house import Account, House, Won
from demo.company.luck import Luck
from demo.company.stories import Ending, Opening, Story

KEPT_BY_ACCOUNT, ONE_SEASON = 0.5, 0.18
AGAIN = 0.45
AGAIN_AFTER = (70, 260)
BACK_AFTER = (120, 210)
MIDDAY = 12 * 60


def enter_leads(house: House, reception: Reception) -> None:
    """The rest of the clients come by leads, more of them in spring than in January."""
    luck = house.luck("leads")
    wanted = house.shape.clients - len(house.accounts)
    days = house.days.past()
    weights = [house.season(day) for day in days]
    moments = sorted(
        house.days.at(day, luck.randint(9 * 60, 17 * 60)) for day in luck.choices(days, weights, k=wanted)
    )
    for moment in moments:
        team = luck.weighted({name: float(weight) for name, weight in TEAM_OF_NEW.items()})
        caller = house.luck("caller", moment).pick(house.shape.managers(team, "caller", "universal"))
        account = reception.enter(moment, team, caller.id, large=0.6)
        _from_lead(house, account, caller.id, moment, luck)


def _from_lead(house: House, account: Account, caller: str, at: datetime, luck: Luck) -> None:
    """A lead; when it is won, a closer's deal; when that is won, a buyer. What is lost may come again."""
    ending = _told(house, account, "reach", caller, at, "new")
    if ending.kind == "won":
        closer = luck.pick(house.shape.managers(account.team, "closer", "universal")).id
        account.row.owner = closer
        ending = _told(
            house, account, "react", closer, ending.at + timedelta(minutes=luck.randint(5, 40)), "new"
        )
        if ending.kind == "won":
            account.buys_from = ending.at
            _keep(house, account, luck)
            return
    again = house.days.later(
        ending.at + timedelta(days=luck.between(AGAIN_AFTER)), 1, account.row.owner, luck
    )
    if ending.kind == "lost" and again < house.days.now and luck.chance(AGAIN):
        _from_lead(house, account, caller, again, luck)


def _keep(house: House, account: Account, luck: Luck) -> None:
    """A new buyer goes to an account manager, or stays with the closer; some buy for a season only."""
    if luck.chance(KEPT_BY_ACCOUNT):
        account.row.owner = luck.pick(house.shape.managers(account.team, "account")).id
    if luck.chance(ONE_SEASON):
        account.left_at = account.buys_from and account.buys_from + timedelta(days=luck.randint(90, 200))


def _told(house: House, account: Account, kind: str, owner: str, at: datetime, why: str) -> Ending:
    opening = Opening(account, house.shape.pipeline(kind), owner, at, why, account.row.channel)
    ending = Story(house, opening).tell()
    if ending.kind == "won" and ending.deal.amount is not None:
        house.won.append(Won(account, ending.deal, ending.at))
    return ending


def enter_orders(house: House) -> None:
    """Buyers come with the next project, as often as their size and the season have it."""
    months = sorted({(day.year, day.month) for day in house.days.past()})
    for account in house.accounts:
        luck = house.luck("orders", account.row.id)
        size = house.shape.sizes[account.size]
        for year, month in months:
            day = datetime(year, month, luck.randint(1, 28), tzinfo=house.days.zone)
            expected = size.deals_a_year / 12 * house.season(day.date())
            for _ in range(int(expected) + luck.chance(expected % 1)):
                at = house.days.later(day + timedelta(minutes=MIDDAY), 1, account.row.owner, luck)
                if account.buys_at(at) and house.days.start <= at.date() and at < account.until:
                    line, why = _what_for(account, luck)
                    _told(house, account, line, account.row.owner, at, why)


def _what_for(account: Account, luck: Luck) -> tuple[str, str]:
    """Kinds of pipeline and of deal: key accounts are led by the quarter, the rest by the project."""
    by_quarter = account.team == "key" and account.size == "large" and luck.chance(0.7)
    why = luck.weighted({"repeat": 7.0, "upsell": 2.0, "cross_sell": 1.5})
    return ("reengage" if by_quarter else "react"), why


def enter_lost_buyers(house: House) -> None:
    """Who stopped buying is called after some months; some come back."""
    for account in house.accounts:
        if account.left_at is None:
            continue
        luck = house.luck("back", account.row.id)
        at = house.days.later(
            account.left_at + timedelta(days=luck.between(BACK_AFTER)), 1, account.row.owner, luck
        )
        if not house.days.start <= at.date() or at >= account.until or not luck.chance(0.8):
            continue
        ending = _told(house, account, "refresh", account.row.owner, at, "won_back")
        if ending.kind == "won":
            account.buys_from, account.left_at = ending.at, None
