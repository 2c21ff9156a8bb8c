"""What a deal's answers come to: BANT, MEDDPICC, Schiffman, TCO. Source: METRICS.md, Scores on a deal.

Pure: answers by their keys in, a score out. A key that is missing is unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.money import Money

BANT = ("budget", "authority", "need", "timeframe")
MEDDPICC = (
    "metrics", "economic_buyer", "decision_criteria", "decision_process", "paper_process",
    "identified_pain", "champion", "competition",
)  # fmt: skip
SCHIFFMAN = ("verbal_yes", "right_person", "presentation", "timetable", "budget")
TCO = (
    "price", "delivery", "installation", "training", "integration", "consumables", "maintenance",
    "downtime", "payment_terms", "switching", "disposal",
)  # fmt: skip
"""The usual components; a deal may have its own."""
_CONFIRMED = ("right_person", "presentation", "timetable", "budget")


class BantVerdict(StrEnum):
    IMMEDIATE = "immediate"
    QUALIFIED = "qualified"
    NURTURE = "nurture"
    UNQUALIFIED = "unqualified"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Bant:
    """`score`: the sum of what is known, of 16; `coverage`: the share known."""

    score: int
    coverage: Fraction
    verdict: BantVerdict


@dataclass(frozen=True, slots=True)
class Meddpicc:
    """`score` of 16; `missing`: what is at 0 or unknown, in the method's order."""

    score: int
    missing: tuple[str, ...]


def bant(answers: Mapping[str, int]) -> Bant:
    """Answers of 0 to 4."""
    known = [answers[key] for key in BANT if key in answers]
    score = sum(known)
    if len(known) < len(BANT):
        verdict = BantVerdict.INCOMPLETE
    elif score >= 13:
        verdict = BantVerdict.IMMEDIATE
    elif score >= 9:
        verdict = BantVerdict.QUALIFIED
    else:
        verdict = BantVerdict.NURTURE if score >= 5 else BantVerdict.UNQUALIFIED
    return Bant(score, Fraction(len(known), len(BANT)), verdict)


def meddpicc(answers: Mapping[str, int]) -> Meddpicc:
    """Answers of 0 (unknown), 1 (partial), 2 (proved)."""
    values = {key: answers.get(key, 0) for key in MEDDPICC}
    return Meddpicc(sum(values.values()), tuple(key for key, value in values.items() if value == 0))


def schiffman(answers: Mapping[str, int], *, dated_step: bool, won: bool) -> int:
    """The chance in percent. `dated_step`: whether a next step with a date is planned on the deal."""
    if won:
        return 100
    if not dated_step:
        return 0
    if answers.get("verbal_yes"):
        return 90
    return 50 if all(answers.get(key) for key in _CONFIRMED) else 25


def tco_advantage(components: Iterable[tuple[Money | None, Money | None]]) -> Money:
    """The sum of theirs less the sum of ours; what is unknown counts as nothing."""
    pairs = list(components)
    return Money(sum(theirs or 0 for _, theirs in pairs) - sum(ours or 0 for ours, _ in pairs))
