"""How a deal stands as of a day: METRICS.md, "Words"."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tests.oracle.company import Company, Slice
from tests.oracle.figures import elapsed
from tests.oracle.rows import Deal, Pipeline, Stage, Step


@dataclass(frozen=True, slots=True)
class Standing:
    deal: Deal
    pipeline: Pipeline
    steps: list[Step]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def won(self) -> bool:
        return self.last.stage.kind == "won"

    @property
    def lost(self) -> bool:
        return self.last.stage.kind == "lost"

    @property
    def open(self) -> bool:
        return self.last.stage.kind == "open"

    @property
    def amount(self) -> Fraction:
        return self.deal.amount or Fraction(0)

    def first_reached(self, stage: Stage) -> datetime | None:
        """When it was first created on, or moved to, the open stage, a later open one, or won."""
        order = self.pipeline.stages.index(stage)
        times = [
            step.at
            for step in self.steps
            if step.stage.kind == "won"
            or step.stage == stage
            or (step.stage.kind == "open" and self.pipeline.stages.index(step.stage) > order)
        ]
        return min(times, default=None)

    def reached(self, stage: Stage) -> bool:
        return self.first_reached(stage) is not None

    def first_won(self) -> datetime | None:
        return min((step.at for step in self.steps if step.stage.kind == "won"), default=None)

    def lost_at(self, stage: Stage) -> bool:
        """It is lost, and this was its last open stage."""
        stages = [step.stage for step in self.steps if step.stage.kind == "open"]
        return self.lost and bool(stages) and stages[-1] == stage

    def settled(self, stage: Stage) -> bool:
        following = self.pipeline.open_stages[self.pipeline.open_stages.index(stage) + 1 :]
        onward = self.reached(following[0]) if following else self.won
        return self.reached(stage) and (onward or self.lost_at(stage))

    def forward(self, stage: Stage) -> bool:
        return self.settled(stage) and not self.lost_at(stage)

    def stays(self, stage: Stage) -> list[Fraction]:
        """Days of each finished stay."""
        return [
            elapsed(after.at - step.at)
            for step, after in zip(self.steps, self.steps[1:], strict=False)
            if step.stage == stage
        ]


def standing(company: Company, deal: Deal, as_of: date) -> Standing | None:
    """None where the deal was created later."""
    if not company.happened(deal.created_at, as_of):
        return None
    steps = [step for step in company.steps[deal.id] if company.happened(step.at, as_of)]
    return Standing(deal, company.pipeline(deal), steps)


def standings(company: Company, as_of: date, wanted: Slice | None = None) -> list[Standing]:
    found = [
        standing(company, company.deals[name], as_of)
        for name in sorted(company.deals)
        if company.deal_fits(company.deals[name], wanted or {})
    ]
    return [one for one in found if one]


def created_in(company: Company, found: list[Standing], first: date, last: date) -> list[Standing]:
    return [one for one in found if company.within(one.deal.created_at, first, last)]


def won_in(company: Company, first: date, last: date, wanted: Slice | None = None) -> list[Standing]:
    """Deals, no leads: won as of the period's end, and that last move lies in it."""
    return [
        one
        for one in standings(company, last, wanted)
        if one.won and one.pipeline.kind != "reach" and company.within(one.last.at, first, last)
    ]
