"""Where a client stands between relationship and attractiveness, from scores and weights.

Source: METRICS.md, Scores on a deal or client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.clients.scores import ScoreAxis, ScoreComponent

BEST = 10
KNOWN_LEAST = Fraction(60, 100)
"""The share of an axis' weight that must be known; with less the axis is unknown."""
LOW_BELOW, HIGH_FROM = 33, 67
Scores = Mapping[ScoreComponent, Decimal]
Weights = Mapping[ScoreComponent, Decimal]


class Third(StrEnum):
    """Below 33, from 33, from 67 on."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Standing:
    """Both axes, 0 to 100, exact; None where too little is known. `known`: the share of the weight."""

    relationship: Fraction | None
    attractiveness: Fraction | None
    known: Mapping[ScoreAxis, Fraction]

    @property
    def cell(self) -> tuple[Third, Third] | None:
        """Thirds of relationship and attractiveness: one of nine cells."""
        if self.relationship is None or self.attractiveness is None:
            return None
        return third(self.relationship), third(self.attractiveness)

    @property
    def advice_id(self) -> str | None:
        """The message that says what to do with a client of this cell."""
        if self.cell is None:
            return None
        relationship, attractiveness = self.cell
        return f"client-advice-{relationship.value}-{attractiveness.value}"


def third(score: Fraction) -> Third:
    if score < LOW_BELOW:
        return Third.LOW
    return Third.MIDDLE if score < HIGH_FROM else Third.HIGH


def standing(scores: Scores, weights: Weights) -> Standing:
    """From 0 to 10 for each known component; a component without a weight weighs 1."""
    found = {axis: _axis(axis, scores, weights) for axis in ScoreAxis}
    return Standing(
        relationship=found[ScoreAxis.RELATIONSHIP][0],
        attractiveness=found[ScoreAxis.ATTRACTIVENESS][0],
        known={axis: known for axis, (_, known) in found.items()},
    )


def _axis(axis: ScoreAxis, scores: Scores, weights: Weights) -> tuple[Fraction | None, Fraction]:
    """(score, the share of the weight that is known)."""
    weight = {one: Fraction(weights.get(one, Decimal(1))) for one in ScoreComponent if one.axis is axis}
    total = sum(weight.values(), Fraction())
    known = sum((weight[one] for one in weight if one in scores), Fraction())
    if not known or known / total < KNOWN_LEAST:
        return None, known / total if total else Fraction()
    points = sum((weight[one] * _points(one, scores[one]) for one in weight if one in scores), Fraction())
    return BEST * points / known, known / total


def _points(component: ScoreComponent, value: Decimal) -> Fraction:
    """A buyer who looks at the price alone is the worse friend."""
    exact = Fraction(value)
    return BEST - exact if component is ScoreComponent.PRICE_ORIENTATION else exact
