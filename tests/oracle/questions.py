"""What to ask a random company: every report over days, months, a leap day, quarters, with slices of all sorts."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from tests.oracle.companies import drafted
from tests.oracle.making import FIRST, HARD_DAYS, LAST, Draft
from tests.oracle.making_trade import INDUSTRIES, KINDS, REGIONS

Words = list[str]
MONTHS = (
    "2023-10",
    "2023-12",
    *("2024-01", "2024-02", "2024-03") * 2,
    "2024-04",
    "2024-09",
    "2024-10",
    "2024-11",
)
LIFTS = ("leads=15", "margin=-10,leads=7.5", "leads=15,conversion=15,frequency=15,average_check=15,margin=15")
CLIENT_KEYS = ("owner", "team", "region", "industry", "category", "channel")
DEAL_KEYS = (*CLIENT_KEYS, "kind")


class Asker:
    """The dice of the questions, and the company they are about."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.dice = Random(draft.seed + 10_000)

    def values(self, key: str) -> list[str]:
        known = {"region": REGIONS, "industry": INDUSTRIES, "category": "ABC", "kind": KINDS}
        if key in known:
            return list(known[key])
        if key == "team":
            return sorted({row["team"] for row in self.draft.files["employees"] if row["team"]})
        return self.draft.ids("employees" if key == "owner" else "channels")

    def slices(self, keys: tuple[str, ...]) -> Words:
        """None, one value, several values of a key, several keys."""
        words: Words = []
        for key in self.dice.sample(keys, self.dice.choice([0, 0, 0, 1, 1, 1, 2])):
            values = self.values(key)
            few = self.dice.sample(values, min(len(values), self.dice.choice([1, 1, 2, 3])))
            words += [word for value in few for word in (f"--{key}", value)]
        return words

    def day(self) -> str:
        if self.dice.random() < 0.6:
            return self.dice.choice(HARD_DAYS).isoformat()
        return (FIRST + timedelta(days=self.dice.randint(60, (LAST - FIRST).days))).isoformat()

    def month(self) -> Words:
        return ["--month", self.dice.choice(MONTHS)]

    def period(self) -> Words:
        """A day, a month, whole months, a quarter, a half year, days of no rule."""
        start = self.day()
        shapes = [
            ["--from", start, "--to", start],
            self.month(),
            ["--from", "2024-02-29", "--to", "2024-02-29"],
            ["--from", "2024-01-01", "--to", "2024-03-31"],
            ["--from", "2023-12-01", "--to", "2024-05-31"],
            ["--from", "2023-09-01", "--to", "2024-12-31"],
            ["--from", "2024-01-15", "--to", max(start, "2024-02-01")],
        ]
        return self.dice.choice([*shapes, *shapes[3:]])

    def pipeline(self) -> Words:
        """Mostly the one that most deals are in."""
        pipelines = self.draft.head["pipelines"]
        busy = next(one for one in pipelines if one["kind"] == "react")
        return ["--pipeline", self.dice.choice([busy, self.dice.choice(pipelines)])["id"]]

    def as_of(self, chance: float = 1.0) -> Words:
        return ["--as-of", self.day()] if self.dice.random() < chance else []

    def people(self) -> Words:
        employees, teams = self.values("owner"), self.values("team")
        few = [word for name in self.dice.sample(employees, 2) for word in ("--employee", name)]
        team = ["--team", self.dice.choice(teams)] if teams else []
        return self.dice.choice([[], [], [], few, team, few + team])

    def plan_scope(self) -> Words:
        """What a plan may be of: the company, one employee, one team; or more than one thing."""
        owner, team = (
            self.draft.ids("employees")[self.dice.randint(0, 4)],
            self.dice.choice(self.values("team")),
        )
        return self.dice.choice(
            [[], [], ["--owner", owner], ["--team", team], ["--owner", owner, "--team", team]]
        )

    def kpi(self) -> Words:
        month = self.dice.choice(MONTHS)
        day = ["--as-of", f"{month}-{self.dice.choice(['01', '13', '15', '28', '29'])}"]
        return [
            "--month",
            month,
            "--employee",
            self.dice.choice(self.values("owner")),
            *self.dice.choice([[], day]),
        ]


def _plan_months(ask: Asker) -> Words:
    whole = (
        ["--month", "2024-02"],
        ["--from", "2024-01-01", "--to", "2024-03-31"],
        ["--from", "2024-02-01", "--to", "2024-03-30"],
    )
    return ask.dice.choice([*whole, ["--month", "2024-01"], ["--from", "2023-12-01", "--to", "2024-05-31"]])


SHAPES: dict[str, tuple[int, Callable[[Asker], Words]]] = {
    "funnel": (8, lambda ask: [*ask.pipeline(), *ask.period(), *ask.as_of(0.5), *ask.slices(DEAL_KEYS)]),
    "funnel flow": (4, lambda ask: [*ask.pipeline(), *ask.period(), "--mode", "flow", *ask.slices(DEAL_KEYS)]),
    "funnel plan": (4, lambda ask: [*ask.pipeline(), *_plan_months(ask), "--mode", "flow", *ask.plan_scope()]),
    "bottleneck": (5, lambda ask: [*ask.pipeline(), *ask.period(), *ask.slices(DEAL_KEYS)]),
    "forecast": (4, lambda ask: [*ask.as_of(), *ask.slices(DEAL_KEYS)]),
    "five": (5, lambda ask: [*ask.month(), *ask.as_of(0.5), *ask.slices(DEAL_KEYS)]),
    "profit": (5, lambda ask: [*ask.period(), *ask.slices(DEAL_KEYS), *ask.dice.choice([[], ["--lift", ask.dice.choice(LIFTS)]])]),
    "cycle": (3, lambda ask: [*ask.period(), *ask.slices(DEAL_KEYS)]),
    "response": (3, lambda ask: [*ask.period(), *ask.slices(CLIENT_KEYS)]),
    "pareto": (4, lambda ask: [*ask.period(), *ask.slices(CLIENT_KEYS)]),
    "segments": (3, lambda ask: [*ask.as_of(), *ask.slices(CLIENT_KEYS)]),
    "repeat": (4, lambda ask: [*ask.as_of(), *ask.slices(CLIENT_KEYS)]),
    "forgotten": (5, lambda ask: [*ask.as_of(), *ask.slices(CLIENT_KEYS)]),
    "rfm": (3, lambda ask: [*ask.as_of(), *ask.slices(CLIENT_KEYS)]),
    "potential": (3, lambda ask: [*ask.as_of(), *ask.slices(CLIENT_KEYS)]),
    "audit": (4, lambda ask: [*ask.month(), *ask.slices(CLIENT_KEYS)]),
    "activity": (4, lambda ask: [*ask.period(), *ask.people()]),
    "control": (4, lambda ask: [*ask.period(), *ask.people()]),
    "hygiene": (3, lambda ask: [*ask.as_of(), *ask.people()]),
    "kpi": (6, Asker.kpi),
    "channels": (3, lambda ask: ask.period()),
}  # fmt: skip
AS_OF = ("forecast", "segments", "repeat", "forgotten", "rfm", "potential", "hygiene")
"""Reports that take a day and nothing else."""


def questions(seed: int, *, complete: bool = False) -> list[Words]:
    """All that a seed's company is asked, as the arguments of the command line."""
    ask = Asker(drafted(seed, complete=complete))
    return [
        ["report", name.split()[0], *shape(ask)]
        for name, (count, shape) in SHAPES.items()
        for _ in range(count)
    ]
