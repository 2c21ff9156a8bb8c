"""Attention between deals: calls that are due, calls by the dozen, visits of heads; who is filed away."""

from datetime import date, datetime, timedelta

from demo.company.house import Account, House, fill, half_hour
from demo.company.luck import Luck
from demo.company.shape import Person
from demo.company.words import Act

FILED = 0.55
FILED_AFTER = (45, 160)
VISITS = 0.4
TRIES = 6
SHORT = 0.28


def file_dead_leads(house: House) -> None:
    """Leads that came to nothing leave the base after some months, most of them."""
    ends: dict[str, datetime] = {}
    for move in house.books.moves:
        ends[move.deal] = move.at
    last: dict[str, datetime] = {}
    for deal in house.books.deals:
        end = ends.get(deal.id, deal.created_at) if deal.lost_reason else house.days.now
        last[deal.client] = max(end, last.get(deal.client, end))
    for account in house.accounts:
        luck = house.luck("filing", account.row.id)
        filed = last.get(account.row.id, house.days.now) + timedelta(days=luck.between(FILED_AFTER))
        if account.buys_from is None and filed < house.days.now and luck.chance(FILED):
            account.row.archived_at = account.until = filed


def call_by_the_dozen(house: House) -> None:
    """Calls of no deal: reminders, cold ones. Whoever is busy makes many and reaches few."""
    for person in house.shape.managers():
        luck, habit = house.luck("calls", person.id), house.habit(person.id)
        own = [account for account in house.accounts if account.row.owner == person.id]
        for day in house.days.past():
            if house.days.works(person.id, day):
                for _ in range(luck.between(habit.extra_calls)):
                    _call(house, person, own, day, luck)


def _call(house: House, person: Person, own: list[Account], day: date, luck: Luck) -> None:
    at = house.days.at(day, luck.randint(9 * 60 + 5, 17 * 60 + 50))
    account = _somebody(own, at, luck)
    if account is None:
        return
    contact = luck.pick(account.contacts)
    reached = luck.chance(SHORT)
    lines = house.words.lines.short if reached else house.words.lines.no_answer
    text = fill(luck.pick(lines), house.facts(person.id, account, contact, luck))
    outcome = "reached" if reached else "no_answer"
    minutes = luck.randint(1, 2)
    house.record("call", at, person.id, account, text, outcome=outcome, contact=contact, minutes=minutes)


def _somebody(accounts: list[Account], at: datetime, luck: Luck) -> Account | None:
    for _ in range(TRIES if accounts else 0):
        account = luck.pick(accounts)
        if account.row.created_at < at < account.until:
            return account
    return None


def keep_in_touch(house: House) -> None:
    """Nobody stays unheard for longer than their category allows, except those whom somebody forgets."""
    for account in house.accounts:
        _Touch(house, account).keep()


class _Touch:
    """The calls and visits by which one client is kept."""

    def __init__(self, house: House, account: Account) -> None:
        self._house = house
        self._account = account
        self._who = account.row.owner
        self._luck: Luck = house.luck("touch", account.row.id)
        self._limit = house.shape.forgotten_days[account.row.category or "none"]

    def keep(self) -> None:
        account, days = self._account, self._house.days
        heard = sorted(account.heard)
        at = max(account.row.created_at, days.at(days.start, 9 * 60))
        while True:
            later = next((one for one in heard if one > at), None)
            due = self._due(at)
            if later is not None and later <= due:
                at = later
            elif due >= account.until:
                self._promise(at, due)
                return
            else:
                self._meet(due)
                self._promise(at, due, done=True)
                at = due

    def _due(self, at: datetime) -> datetime:
        """Well before the limit: workdays are fewer than days."""
        workdays = max(round(self._limit * self._luck.uniform(0.42, 0.62)), 1)
        return self._house.days.later(at, workdays, self._who, self._luck)

    def _meet(self, at: datetime) -> None:
        house, luck = self._house, self._luck
        contact = luck.pick(self._account.contacts)
        visit = luck.chance(0.3 if self._account.row.category == "A" else 0.1)
        lines = house.words.lines.visit if visit else house.words.lines.touch
        text = fill(luck.pick(lines), house.facts(self._who, self._account, contact, luck))
        house.record(
            luck.pick(("visit", "meeting")) if visit else "call",
            at,
            self._who,
            self._account,
            text,
            contact=contact,
            minutes=luck.randint(25, 70) if visit else luck.randint(3, 12),
        )

    def _promise(self, at: datetime, due: datetime, *, done: bool = False) -> None:
        """Written down right after the last contact. What lies ahead is always planned, unless forgotten."""
        house, account = self._house, self._account
        if account.until < house.days.now or (done and not self._luck.chance(0.4)):
            return
        act: Act = self._luck.pick(house.words.tasks.touch)
        end = due + timedelta(minutes=1) if done else None
        house.promise(act, self._who, account, at + timedelta(minutes=2), half_hour(due), done=end)


def visit_by_heads(house: House) -> None:
    """Heads and the director see clients of their teams now and then, those with money first."""
    for person in house.shape.people:
        if person.role == "manager":
            continue
        luck, team = house.luck("visits", person.id), person.team or "key"
        accounts = [one for one in house.accounts if one.team == team and one.row.category in {"A", "B"}]
        for day in house.days.past():
            at = house.days.at(day, luck.randint(20, 34) * 30)
            account = _somebody(accounts, at, luck)
            if account is None or not house.days.works(person.id, day) or not luck.chance(VISITS):
                continue
            contact = luck.pick(account.contacts)
            text = fill(luck.pick(house.words.lines.head), house.facts(person.id, account, contact, luck))
            house.record("meeting", at, person.id, account, text, contact=contact, minutes=60)
