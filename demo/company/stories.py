"""One deal from its first call to its end, or to today: talks, promises and moves, in the order of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.company.house import Account, House, fill, half_hour
from demo.company.luck import Luck
from demo.company.rows import Contact, Deal, Move
from demo.company.shape import Habit, Pipeline, Stage
from demo.company.words import Act

FAST_MINUTES = (2, 14)
FAST = 0.6
LEAK_WEIGHT = 9
SURE = 0.96
KEPT_CLOSE = 0.25
"""The share of open deals whose expected close has passed and was not moved."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a deal begins."""

    account: Account
    pipeline: Pipeline
    owner: str
    at: datetime
    kind: str
    channel: str


@dataclass(frozen=True, slots=True)
class Ending:
    """Where it ended: won, lost, or open still; `at`: its last event."""

    kind: str
    at: datetime
    deal: Deal


class Story:
    """Tells one deal. Nothing happens at or after the account's `until`."""

    def __init__(self, house: House, opening: Opening) -> None:
        self._house = house
        self._account = opening.account
        self._pipeline = opening.pipeline
        self._owner = opening.owner
        self._at = opening.at
        self._habit: Habit = house.habit(opening.owner)
        number = house.number("d")
        self._luck: Luck = house.luck("deal", number)
        self._contact: Contact = self._luck.pick(opening.account.contacts)
        self._facts = house.facts(opening.owner, self._account, self._contact, self._luck)
        self._deal = Deal(
            id=number,
            title=fill(house.words.said.deal, self._facts),
            client=self._account.row.id,
            contact=self._contact.id if opening.pipeline.kind != "reach" or self._luck.chance(0.7) else "",
            pipeline=opening.pipeline.id,
            first_stage=opening.pipeline.stages[0].id,
            owner=opening.owner,
            channel=opening.channel,
            kind=opening.kind,
            created_at=opening.at,
        )

    def tell(self) -> Ending:
        """Write the whole of it into the books."""
        self._house.books.deals.append(self._deal)
        stages = self._pipeline.open
        for stage, onward in zip(stages, (*stages[1:], self._pipeline.end("won")), strict=True):
            if not self._stay(stage):
                return self._standing(stage)
            reason = self._fate(stage)
            lines = self._house.words.lines
            if not reason:
                self._price(onward)
            acts = [("call", line) for line in lines.lost[reason]] if reason else lines.stages[stage.id].on
            if not self._talk(stage, self._luck.pick(acts), silent=reason == "no_contact"):
                return self._standing(stage)
            self._deal.lost_reason = reason
            self._move(self._pipeline.end("lost") if reason else onward)
            if reason:
                return Ending("lost", self._at, self._deal)
        return Ending("won", self._at, self._deal)

    def _stay(self, stage: Stage) -> bool:
        """Contacts that leave it where it is; False when today comes first."""
        talk = self._house.words.lines.stages[stage.id].talk
        return all(self._talk(stage, self._luck.pick(talk)) for _ in range(self._luck.between(stage.talks)))

    def _fate(self, stage: Stage) -> str:
        """Why it is lost here; empty when it goes on."""
        leak, leaking = self._house.shape.leak, self._leaks(stage)
        chance = min(stage.on * self._habit.wins, SURE) * (leak.factor if leaking else 1.0)
        if self._luck.chance(chance):
            return ""
        weights = {reason: float(weight) for reason, weight in stage.lost.items()}
        if leaking:
            weights[leak.reason] *= LEAK_WEIGHT
        return self._luck.weighted(weights)

    def _leaks(self, stage: Stage) -> bool:
        leak = self._house.shape.leak
        since = self._house.days.now - timedelta(days=leak.since_days)
        return stage.id == leak.stage and self._account.team == leak.team and self._at >= since

    def _talk(self, stage: Stage, act: Act, *, silent: bool = False) -> bool:
        """The next contact, as it was promised; False when it lies ahead of what has happened."""
        house, luck = self._house, self._luck
        at = self._next(stage)
        ahead = at >= self._account.until
        self._promise(stage, at, ahead=ahead)
        if ahead:
            return False
        kind, line = act
        if kind == "call" and not luck.chance(self._habit.reaches):
            missed = at - timedelta(minutes=luck.randint(20, 90))
            if missed > self._at:
                text = fill(luck.pick(house.words.lines.no_answer), self._facts)
                self._record("call", missed, text, outcome="no_answer")
        facts = {**self._facts, "day": house.words.said.days[house.days.next(at.date()).weekday()]}
        if self._deal.amount:
            facts["amount"] = house.words.amount(self._deal.amount)
        self._record(kind, at, fill(line, facts), outcome="no_answer" if silent else "reached")
        self._at = at
        return True

    def _record(self, kind: str, at: datetime, text: str, *, outcome: str) -> None:
        minutes = self._luck.randint(30, 80) if kind in {"meeting", "visit"} else self._luck.randint(2, 14)
        self._house.record(
            kind,
            at,
            self._owner,
            self._account,
            text,
            outcome=outcome,
            contact=self._contact,
            deal=self._deal.id,
            minutes=minutes,
        )

    def _next(self, stage: Stage) -> datetime:
        """When the next contact is: a lead is called back at once or the same day, the rest takes days."""
        luck, days = self._luck, self._house.days
        fresh = self._at == self._deal.created_at and days.works(self._owner, self._at.date())
        if fresh and self._pipeline.kind == "reach" and luck.chance(FAST):
            return self._at + timedelta(minutes=luck.between(FAST_MINUTES))
        return days.later(self._at, luck.between(stage.gap), self._owner, luck)

    def _promise(self, stage: Stage, at: datetime, *, ahead: bool) -> None:
        """The next step, written down right after the last contact; kept in time, moved, or late."""
        luck, house = self._luck, self._house
        quiet = self._account.until < house.days.now
        if not luck.chance(0.1 if ahead and quiet else self._habit.plans):
            return
        due, first = half_hour(at), None
        late = luck.chance(self._habit.late)
        earlier = house.days.back(min(at, house.days.now).date(), luck.randint(1, 2))
        if late and earlier > self._at.date():
            promised = house.days.at(earlier, luck.randint(20, 35) * 30)
            moved = luck.chance(0.5)
            due, first = (due, promised) if moved else (promised, None)
        house.promise(
            luck.pick(house.words.lines.stages[stage.id].plan),
            self._owner,
            self._account,
            self._at + timedelta(minutes=1),
            due,
            done=None if ahead else at + timedelta(minutes=1),
            first_due=first,
            deal=self._deal.id,
        )

    def _move(self, stage: Stage) -> None:
        self._at += timedelta(minutes=self._luck.randint(2, 9))
        self._house.books.moves.append(Move(deal=self._deal.id, stage=stage.id, at=self._at, by=self._owner))

    def _price(self, onward: Stage) -> None:
        """What the next stage wants to know is known by then."""
        if "amount" in onward.required and self._deal.amount is None:
            luck, days = self._luck, self._house.days
            self._deal.amount = self._house.sum(self._house.shape.sizes[self._account.size].deal, luck)
            self._deal.expected_close = days.later(self._at, luck.randint(10, 30), self._owner, luck).date()

    def _standing(self, stage: Stage) -> Ending:
        """Open still: the expected close is kept up or forgotten; some probabilities are the manager's."""
        days, deal, luck = self._house.days, self._deal, self._luck
        close = deal.expected_close
        if close and close < days.today and not luck.chance(KEPT_CLOSE) and self._account.until == days.now:
            deal.expected_close = days.later(days.now, luck.randint(3, 30), self._owner, luck).date()
        if stage.offer and luck.chance(0.3):
            deal.probability = luck.pick((20, 30, 60, 70, 80))
        return Ending("open", self._at, deal)
