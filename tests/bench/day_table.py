"""What a day costs, as tables to read and as JSON: a column for each size of the company, and how it grows."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from tests.bench.day import SMALL, Cost, DayCost
from tests.bench.large_companies import companies_table
from tests.bench.results import met

GROWTH = 1.5
A_SECOND = 300.0
LEGEND = """
ms of the wall (CPU of this process), medians; ×: the largest company beside the smallest, by the wall and by CPU.
A screen, a digest: computed and put into words; a recorded call: line, card, tap, confirmation. Nothing is sent."""


def growth(costs: Sequence[DayCost], act: str) -> tuple[float, float]:
    """The largest beside the smallest: by the wall, by CPU."""
    small, large = costs[0].acts[act], costs[-1].acts[act]
    return large.wall / small.wall, large.cpu / small.cpu


def day_table(costs: Sequence[DayCost]) -> str:
    """Companies by database and size."""
    text = [companies_table([one.company for one in costs]), ""]
    for kind, each in groupby(costs, key=lambda one: one.company.kind):
        text += [*_of_one_database(kind, list(each)), ""]
    return "\n".join([*text[:-1], LEGEND])


def _of_one_database(kind: str, costs: Sequence[DayCost]) -> list[str]:
    head = "".join(f"{one.company.clients:>16}" for one in costs)
    lines = [f"{kind:18}{head}{'×':>8}{'CPU ×':>8}  target {GROWTH}"]
    for act in costs[0].acts:
        by_wall, by_cpu = growth(costs, act)
        cells = "".join(f"{_cell(one.acts[act]):>16}" for one in costs)
        lines.append(f"{act:18}{cells}{by_wall:>8.2f}{by_cpu:>8.2f}  {met(by_wall, GROWTH)}")
    cells = "".join(f"{one.mornings.a_second:>16.0f}" for one in costs)
    reached = met(A_SECOND, costs[-1].mornings.a_second)
    lines.append(f"{'digests a second':18}{cells}{'':16}  target {A_SECOND:.0f}: {reached}")
    cells = "".join(f"{one.mornings.first_a_second:>16.0f}" for one in costs)
    lines.append(f"{'the first time':18}{cells}")
    return lines


def _cell(cost: Cost) -> str:
    return f"{cost.wall * 1000:.1f} ({cost.cpu * 1000:.1f})"


def day_json(costs: Sequence[DayCost]) -> dict[str, Any]:
    """The same for machines. Milliseconds, as in the table."""
    return {
        "companies": [one.company.figures() for one in costs],
        "day": [
            {
                "database": one.company.kind,
                "clients": one.company.clients,
                "act": act,
                "tries": cost.tries,
                "CPU ms": cost.cpu * 1000,
                "wall ms": cost.wall * 1000,
            }
            for one in costs
            for act, cost in one.acts.items()
        ],
        "mornings": [
            {
                "database": one.company.kind,
                "clients": one.company.clients,
                "digests": one.mornings.digests,
                "telling": one.mornings.telling,
                "a second": one.mornings.a_second,
                "a second, first": one.mornings.first_a_second,
                "CPU ms": one.mornings.cpu * 1000 / one.mornings.digests,
            }
            for one in costs
        ],
        "targets": {"×": GROWTH, "beside": SMALL, "digests a second": A_SECOND},
    }
