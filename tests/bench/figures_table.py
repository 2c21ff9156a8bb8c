"""What each figure costs beside SQL by hand, as tables to read and as JSON; what misses its target is marked."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.figures import FIGURES, FigureCost, compared
from tests.bench.large_companies import LargeCompany, companies_table

RATIO = 1.5
MEMORY_MB = 300
COLUMNS = ("s", "by hand s", "×", "MB")
LEGEND = f"""
s: the least of a few, warm, ours and by hand in turn; MB: the most that a process held which asked the figure once.
Targets, at the largest size: × {RATIO}, {MEMORY_MB} MB."""


@dataclass(frozen=True, slots=True)
class CompanyFigures:
    """All figures of one company. `largest`: the targets are meant for it."""

    company: LargeCompany
    costs: Sequence[FigureCost]
    largest: bool


async def figure_costs(companies: Sequence[LargeCompany]) -> list[CompanyFigures]:
    found = []
    for company in companies:
        print(f"{company.kind}, {company.clients} clients …", file=sys.stderr)
        largest = company.clients == max(one.clients for one in companies)
        found.append(CompanyFigures(company, await compared(company.url, FIGURES), largest))
    return found


def misses(cost: FigureCost) -> list[str]:
    """The targets that a figure of the largest company does not meet, in words."""
    missed = {f"× {RATIO}": cost.ratio > RATIO, f"{MEMORY_MB} MB": cost.memory > MEMORY_MB}
    return [target for target, missed_it in missed.items() if missed_it]


def figures_table(found: Sequence[CompanyFigures]) -> str:
    """A table for each company."""
    text = [companies_table([one.company for one in found])]
    for one in found:
        title = f"{one.company.kind}, {one.company.clients}"
        text += ["", f"{title:24}" + "".join(f"{name:>11}" for name in COLUMNS)]
        text += [_line(cost, marked=one.largest) for cost in one.costs]
    return "\n".join([*text, LEGEND])


def _line(cost: FigureCost, *, marked: bool) -> str:
    cells = f"{cost.ours:>11.3f}{cost.by_hand:>11.3f}{cost.ratio:>11.2f}{cost.memory:>11.0f}"
    missed = ", ".join(misses(cost)) if marked else ""
    return f"{cost.figure:24}{cells}" + (f"  NOT met: {missed}" if missed else "")


def figures_json(found: Sequence[CompanyFigures]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "companies": [one.company.figures() for one in found],
        "figures": [
            {
                "database": one.company.kind,
                "clients": one.company.clients,
                "figure": cost.figure,
                "s": cost.ours,
                "by hand s": cost.by_hand,
                "×": cost.ratio,
                "MB": cost.memory,
                "missed": misses(cost) if one.largest else [],
            }
            for one in found
            for cost in one.costs
        ],
        "targets": {"×": RATIO, "MB": MEMORY_MB},
    }
