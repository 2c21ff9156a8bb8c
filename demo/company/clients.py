"""Clients and their contact persons: names, tax numbers, phones that ring nowhere, profiles."""

from collections import Counter
from datetime import date, datetime, timedelta

from core.money import MINOR, Money
from demo.company.house import Account, House
from demo.company.luck import Luck
from demo.company.naming import Namer, fictitious_phones, tax_number
from demo.company.rows import Channel, Client, Contact

PROFILED = {"large": 1.0, "middle": 0.8, "small": 0.35}
CONTACTS = {"large": (2, 4), "middle": (1, 3), "small": (1, 2)}
TEAM_OF_OLD = {"north": 47, "south": 47, "key": 56}
TEAM_OF_NEW = {"north": 46, "south": 46, "key": 8}
LEFT = 0.34


class Reception:
    """Enters clients one by one, each with a name and a number of its own."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._namer = Namer(house.words, house.luck("names"))
        self._phones = fictitious_phones(house.words.company.country, house.luck("phones"))
        weights = {channel: float(one.weight) for channel, one in house.shape.channels.items()}
        self._channels = weights
        for channel in weights:
            house.books.channels.append(Channel(id=channel, name=house.words.channels[channel]))

    def enter(self, created: datetime, team: str, owner: str, *, large: float = 1.0) -> Account:
        """A new client of a team. `large`: multiplies the chance of a large one."""
        house, luck = self._house, self._house.luck("client", len(self._house.accounts))
        industry = luck.weighted({one: float(one.weight) for one in house.words.industries})
        size = _size(min(industry.large * large, 0.9), luck)
        number = len(house.accounts) + 1
        row = Client(
            id=f"c{number:04d}",
            name=self._namer.company(industry.titles),
            inn=tax_number(number, luck),
            industry=industry.name,
            region=luck.pick(house.words.regions[team]),
            owner=owner,
            channel=luck.weighted(self._channels),
            created_at=created,
            profile=self._profile(size, luck),
        )
        account = Account(row, size, team, house.days.now)
        account.goods = luck.sample(sorted(house.words.goods), luck.randint(2, 4))
        for _ in range(luck.between(CONTACTS[size])):
            account.contacts.append(self._contact(account, luck))
        house.books.clients.append(row)
        house.books.contacts += account.contacts
        house.accounts.append(account)
        return account

    def _profile(self, size: str, luck: Luck) -> dict[str, str]:
        """The eleven rows; what is not known of a client stays empty."""
        known = PROFILED[size]
        return {
            title: luck.pick(values) if luck.chance(known) else ""
            for title, values in self._house.words.profile.items()
        }

    def _contact(self, account: Account, luck: Luck) -> Contact:
        house, number = self._house, len(self._house.books.contacts) + len(account.contacts) + 1
        position = luck.pick(house.words.positions)
        born = date(luck.randint(1962, 1999), luck.randint(1, 12), luck.randint(1, 28))
        return Contact(
            id=f"p{number:04d}",
            client=account.row.id,
            name=self._namer.person(luck),
            position=position.name,
            decision_role=position.role,
            phone=self._phones[number - 1],
            email=f"p{number:04d}@{house.words.company.mail}",
            birthday=born if luck.chance(0.6) else None,
        )


def _size(large: float, luck: Luck) -> str:
    if luck.chance(large):
        return "large"
    return "middle" if luck.chance(0.45) else "small"


def enter_old_clients(house: House, reception: Reception) -> None:
    """Those who bought before the two years began; some left since, some are forgotten."""
    luck = house.luck("old clients")
    teams = dict(TEAM_OF_OLD)
    for _ in range(house.shape.old_clients):
        team = luck.weighted({name: float(left) for name, left in teams.items()})
        teams[team] -= 1
        years = luck.uniform(0.1, 6.5)
        created = house.days.at(
            house.days.start - timedelta(days=round(years * 365)), luck.randint(9 * 60, 18 * 60)
        )
        owner = _least_laden(house, team)
        account = reception.enter(created, team, owner, large=4.0 if team == "key" else 1.0)
        account.buys_from = created
    _let_leave(house, luck)
    _forget(house, luck)


def _least_laden(house: House, team: str) -> str:
    """Account managers keep twice as many old clients as the others."""
    laden = Counter(account.row.owner for account in house.accounts)
    people = house.shape.managers(team, "account", "closer", "universal")
    return min(people, key=lambda one: laden[one.id] / (2 if one.function == "account" else 1)).id


def _let_leave(house: House, luck: Luck) -> None:
    for account in house.accounts:
        if account.size != "large" and luck.chance(LEFT):
            account.left_at = house.days.now - timedelta(days=luck.randint(200, 640))


def _forget(house: House, luck: Luck) -> None:
    """Everybody forgets somebody, one those with money: they still buy by habit, nobody speaks to them."""
    for person in house.shape.managers():
        habit = house.habit(person.id)
        own = [
            one for one in house.accounts if one.row.owner == person.id and one.size in habit.forgets_sizes
        ]
        for account in own[: habit.forgets]:
            silent = timedelta(days=luck.between(habit.silent_days))
            account.until = house.days.at(house.days.today - silent, 0)


def known_need(house: House, bought: Money, span: tuple[int, int], luck: Luck) -> Money | None:
    """What a client needs in a year: known of most, never less than what they bought, or nearly."""
    if not luck.chance(0.75):
        return None
    if bought > 0:
        step = house.words.company.step * 100 * MINOR
        return Money(max(round(bought / luck.uniform(0.35, 1.02) / step), 1) * step)
    return house.sum(span, luck)
