"""The house while its story is told: what everybody knows, and the pens that write into the books."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.money import Money
from demo.company.days import Days
from demo.company.luck import Luck
from demo.company.rows import Activity, Books, Client, Contact, Deal, Task
from demo.company.shape import Habit, Shape
from demo.company.words import Words

LIVE = ("call", "meeting", "visit")


@dataclass(slots=True)
class Account:
    """A client as the story knows it. `until`: nobody speaks to them from then on (now, or their silence).

    `buys_from`, `left_at`: when they began to buy and stopped. `heard`: every personal contact.
    """

    row: Client
    size: str
    team: str
    until: datetime
    contacts: list[Contact] = field(default_factory=list)
    goods: list[str] = field(default_factory=list)
    buys_from: datetime | None = None
    left_at: datetime | None = None
    heard: list[datetime] = field(default_factory=list)

    def buys_at(self, moment: datetime) -> bool:
        begun = self.buys_from is not None and self.buys_from <= moment
        return begun and (self.left_at is None or moment < self.left_at)


@dataclass(frozen=True, slots=True)
class Won:
    """A deal that was won: what is to be shipped."""

    account: Account
    deal: Deal
    at: datetime


class House:
    """Everything that a storyteller needs."""

    def __init__(self, seed: int, shape: Shape, words: Words, days: Days) -> None:
        self.seed = seed
        self.shape = shape
        self.words = words
        self.days = days
        self.books = Books()
        self.accounts: list[Account] = []
        self.won: list[Won] = []
        self._numbers: Counter[str] = Counter()
        self._habits = {person.id: shape.habits[person.habit] for person in shape.people}
        self._endings = {
            person: words.said.female if sex == "f" else words.said.male
            for person, (_, sex) in words.people.items()
        }

    def luck(self, *names: object) -> Luck:
        return Luck(self.seed, *names)

    def number(self, letter: str) -> str:
        """The next id of a kind: a00001."""
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]:05d}"

    def habit(self, person: str) -> Habit:
        return self._habits[person]

    def sum(self, span: tuple[int, int], luck: Luck) -> Money:
        """A sum between two of the shape's, in the company's own currency."""
        scale = self.words.company.scale
        return luck.money(span[0] * scale, span[1] * scale, step=self.words.company.step)

    def season(self, day: date) -> float:
        """How good the month is; the second year is a little better than the first."""
        growth = 1.0 + 0.12 * (day - self.days.start).days / 730
        return self.shape.seasons[day.month - 1] * growth

    def facts(self, who: str, account: Account, contact: Contact | None, luck: Luck) -> dict[str, str]:
        """What a line may speak of, one choice for each word."""
        goods = luck.pick(account.goods)
        said = self.words.said
        return {
            "goods": goods,
            "goods_of": self.words.goods[goods],
            "goods_title": goods[:1].upper() + goods[1:],
            "person": contact.name.split()[-1] if contact else account.row.name,
            "object": luck.pick(said.objects),
            "rival": luck.pick(said.rivals),
            "day": luck.pick(said.days),
            "amount": self.words.amount(self.sum(self.shape.sizes[account.size].deal, luck)),
            **self._endings[who],
        }

    def record(
        self,
        kind: str,
        at: datetime,
        who: str,
        account: Account | None,
        text: str,
        *,
        outcome: str = "reached",
        contact: Contact | None = None,
        deal: str = "",
        minutes: int | None = None,
    ) -> None:
        """Write an activity down. Letters and messages have no outcome, only live talk has minutes."""
        live = kind in LIVE
        reached = live and outcome == "reached"
        self.books.activities.append(
            Activity(
                id=self.number("a"),
                kind=kind,
                outcome=outcome if live else "",
                client=account.row.id if account else "",
                contact=contact.id if contact else "",
                deal=deal,
                employee=who,
                at=at,
                duration_min=minutes if reached else None,
                text=text,
            )
        )
        if reached and account:
            account.heard.append(at)

    def promise(
        self,
        act: tuple[str, str],
        who: str,
        account: Account | None,
        created: datetime,
        due: datetime,
        *,
        done: datetime | None = None,
        first_due: datetime | None = None,
        deal: str = "",
        author: str = "",
    ) -> Task:
        """Write a next step down, for oneself unless an author is named."""
        task = Task(
            id=self.number("t"),
            kind=act[0],
            title=act[1],
            assignee=who,
            author=author or who,
            client=account.row.id if account else "",
            deal=deal,
            created_at=created,
            due_at=due,
            done_at=done,
            first_due_at=first_due,
        )
        self.books.tasks.append(task)
        return task


def fill(text: str, facts: Mapping[str, str]) -> str:
    """A line with its words in place, beginning with a capital."""
    line = text.format_map(facts)
    return line[:1].upper() + line[1:]


def half_hour(moment: datetime) -> datetime:
    """The next half hour: nobody promises 14:37."""
    return moment + timedelta(minutes=-moment.minute % 30)
