"""Medians and ninetieth percentiles found in SQL: of long columns only the values at their ranks come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Subquery, func, or_, select

from core.reports.rounding import MEDIAN, P90
from core.work import Reading


@dataclass(slots=True)
class Spread:
    """`count` values, and those of them that its quantiles lie between, by rank."""

    count: int = 0
    at_ranks: Mapping[int, int] | Sequence[int] = ()

    @classmethod
    def of(cls, ascending: Sequence[int]) -> "Spread":
        """Of values that are all at hand."""
        return cls(len(ascending), ascending)

    def at(self, place: Fraction) -> Fraction | None:
        """Linear interpolation at rank `place * (n - 1)`; None for no values. METRICS.md, Conventions."""
        if not self.count:
            return None
        rank = place * (self.count - 1)
        low = int(rank)
        lower, upper = self.at_ranks[low], self.at_ranks[min(low + 1, self.count - 1)]
        return Fraction(lower) + (rank - low) * (upper - lower)

    @property
    def median(self) -> Fraction | None:
        return self.at(MEDIAN)

    @property
    def p90(self) -> Fraction | None:
        return self.at(P90)


async def spreads(read: Reading, values: Subquery, by: Sequence[str] = ()) -> dict[tuple[Any, ...], Spread]:
    """Of `values.c.value` (whole numbers, none NULL), for each combination of the columns `by`; one
    statement.
    """
    keys = [values.c[name] for name in by]
    ranked = select(
        *keys,
        values.c.value,
        (func.row_number().over(partition_by=keys or None, order_by=values.c.value) - 1).label("rank"),
        func.count().over(partition_by=keys or None).label("whole"),
    ).subquery("ranked")
    whole = ranked.c.whole - 1
    lows = (whole // 2, (9 * whole) // 10)
    wanted = or_(*(ranked.c.rank.between(low, low + 1) for low in lows))
    ranks: dict[tuple[tuple[Any, ...], int], dict[int, int]] = {}
    chosen = select(*(ranked.c[name] for name in by), ranked.c.whole, ranked.c.rank, ranked.c.value)
    for *key, count, rank, value in await read.session.execute(chosen.where(wanted)):
        ranks.setdefault((tuple(key), count), {})[rank] = int(value)
    return {key: Spread(count, at_ranks) for (key, count), at_ranks in ranks.items()}
