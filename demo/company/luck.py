"""Chance from a seed: the same seed and the same names give the same company on every machine."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from core.money import MINOR, Money

T = TypeVar("T")


class Luck(Random):
    """One stream of chance for each thing, so that a change in one story leaves the others as they were."""

    def __init__(self, seed: int, *names: object) -> None:
        super().__init__("/".join(map(str, (seed, *names))))

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.random() * len(things))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        return self.choices(list(weights), weights=list(weights.values()))[0]

    def between(self, span: tuple[int, int]) -> int:
        """Both ends in."""
        return self.randint(*span)

    def money(self, low: float, high: float, step: int = 100) -> Money:
        """Minor units of a sum between two of major units, small ones likelier, whole in `step` units."""
        return Money(round(low * (high / low) ** self.random() / step) * step * MINOR)
