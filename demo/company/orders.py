"""Sales: shipments of won deals, orders in between, the years before; categories by money."""

from collections import Counter
from datetime import datetime, timedelta

from core.money import MINOR, Money
from demo.company.clients import known_need
from demo.company.house import Account, House
from demo.company.luck import Luck
from demo.company.rows import Sale

YEAR = timedelta(days=365)
EARLIER_STEP = (120, 330)
LARGE_DEAL_PARTS = 3
A_SHARE, B_SHARE = 0.80, 0.95
"""As pareto has it: A brings the first four fifths of the year's profit, B the next part up to 95 %."""


def enter_sales(house: House) -> None:
    """Every sale of every buyer, then what each client is worth."""
    for won in house.won:
        _ship(house, won.account, won.deal.id, won.deal.owner, won.at, won.deal.amount or Money(0))
    for account in house.accounts:
        luck = house.luck("sales", account.row.id)
        if account.buys_from is not None:
            _before_history(house, account, luck)
            _in_between(house, account, luck)
    house.books.sales.sort(key=lambda sale: sale.at)
    for number, sale in enumerate(house.books.sales, start=1):
        sale.id = f"s{number:05d}"
    _value_clients(house)


def _sell(house: House, account: Account, at: datetime, revenue: Money, luck: Luck, deal: str = "") -> None:
    if at >= house.days.now:
        return
    margin = luck.uniform(*house.shape.sizes[account.size].margin)
    cost = Money(round(revenue * (1 - margin)))
    house.books.sales.append(
        Sale(
            id="",
            client=account.row.id,
            deal=deal,
            at=at,
            revenue=revenue,
            cost=cost,
            employee=account.row.owner,
        )
    )


def _ship(house: House, account: Account, deal: str, owner: str, at: datetime, amount: Money) -> None:
    """In one lorry, or in parts over the next weeks; what is not shipped yet is no sale yet."""
    luck = house.luck("shipping", deal)
    parts = 1 if account.size == "small" else luck.randint(1, LARGE_DEAL_PARTS)
    left = amount
    for part in range(parts, 0, -1):
        revenue = left if part == 1 else Money(round(left / part / MINOR) * MINOR)
        at = house.days.later(at, luck.randint(1, 6), owner, luck)
        _sell(house, account, at, revenue, luck, deal)
        left = Money(left - revenue)


def _before_history(house: House, account: Account, luck: Luck) -> None:
    """A few sales of the years before: since when somebody buys is known."""
    at = account.row.created_at + timedelta(days=luck.randint(3, 30))
    while at < house.days.at(house.days.start, 0):
        _sell(house, account, at, _order(house, account, luck), luck)
        at += timedelta(days=luck.between(EARLIER_STEP))


def _in_between(house: House, account: Account, luck: Luck) -> None:
    """Orders by phone, no deal of their own: in winter many of them fall out."""
    size = house.shape.sizes[account.size]
    begin = account.buys_from if account.buys_from is not None else house.days.now
    at = max(begin, house.days.at(house.days.start - timedelta(days=luck.randint(0, 30)), 9 * 60))
    best = max(house.shape.seasons) * 1.12
    while True:
        at = house.days.later(at, luck.between(size.order_workdays), account.row.owner, luck)
        if at >= house.days.now or not account.buys_at(at):
            return
        if luck.chance(house.season(at.date()) / best):
            _sell(house, account, at, _order(house, account, luck), luck)


def _order(house: House, account: Account, luck: Luck) -> Money:
    size, step = house.shape.sizes[account.size], house.words.company.step * MINOR
    return Money(round(house.sum(size.deal, luck) * luck.uniform(*size.order_share) / step) * step)


def _value_clients(house: House) -> None:
    """Category by the profit of the last year, the need by what was bought in it."""
    since = house.days.now - YEAR
    profit: Counter[str] = Counter()
    revenue: Counter[str] = Counter()
    for sale in house.books.sales:
        if sale.at >= since:
            profit[sale.client] += sale.revenue - sale.cost
            revenue[sale.client] += sale.revenue
    total, run = sum(profit.values()), 0
    category: dict[str, str] = {}
    for client, part in profit.most_common():
        category[client] = "A" if run < A_SHARE * total else "B" if run < B_SHARE * total else "C"
        run += part
    for account in house.accounts:
        luck = house.luck("need", account.row.id)
        span = house.shape.sizes[account.size].need
        account.row.category = category.get(account.row.id, "")
        account.row.need_per_year = known_need(house, Money(revenue[account.row.id]), span, luck)
