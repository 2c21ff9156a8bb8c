"""`python -m tests.bench.curve FIGURES.json DAY.json -o FILE`: how seconds grow with the company, as a picture.

Drawn from what the pieces "figures" and "day" of the benchmark wrote with --json. A PNG of few colours.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from math import log10
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from PIL import Image

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
COLOURS = ("#1f5fa8", "#c2410c", "#2f7d4f", "#8a3ffc", "#a16207", "#be185d", "#0e7490", "#4b5563")
INK, GRID = "#1d2733", "#e4e9ee"
COLOURS_MOST = 128
INCHES, DPI = (6.4, 5.2), 100
PLOT, LABELS_AT = 0.70, 0.76
"""The share of a panel's width up to the last size, and where the names stand."""
LINE_OF_TEXT = 0.049
"""The height of a label, as a share of a panel's."""

Curves = Mapping[str, Sequence[tuple[int, float]]]
"""By name: clients and what it took there, in order."""


def figure_curves(data: Mapping[str, Any], database: str) -> Curves:
    """Seconds."""
    return _curves(
        (row["figure"], row["clients"], row["s"]) for row in data["figures"] if row["database"] == database
    )


def day_curves(data: Mapping[str, Any], database: str) -> Curves:
    """Milliseconds."""
    acts = [
        (row["act"], row["clients"], row["wall ms"]) for row in data["day"] if row["database"] == database
    ]
    mornings = [
        ("digest, of a hundred", row["clients"], 1000 / row["a second"])
        for row in data["mornings"]
        if row["database"] == database
    ]
    return _curves([*acts, *mornings])


def _curves(rows: Any) -> Curves:
    found: dict[str, list[tuple[int, float]]] = {}
    for name, clients, took in rows:
        found.setdefault(name, []).append((clients, took))
    return {name: sorted(points) for name, points in found.items()}


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """The places moved little, to lie so far apart and between `low` and `high`, their order kept."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    groups: list[tuple[float, list[int]]] = []
    for number in order:
        middle, members = places[number], [number]
        while groups and middle - groups[-1][0] < least * (len(members) + len(groups[-1][1])) / 2:
            before, others = groups.pop()
            middle = (before * len(others) + middle * len(members)) / (len(others) + len(members))
            members = others + members
        groups.append((middle, members))
    moved = list(places)
    for middle, members in groups:
        for place, number in enumerate(members):
            moved[number] = middle + (place - (len(members) - 1) / 2) * least
    for place, number in enumerate(reversed(order)):
        moved[number] = min(moved[number], high - place * least)
    for place, number in enumerate(order):
        moved[number] = max(moved[number], low + place * least)
    return moved


def picture(figures: Mapping[str, Any], day: Mapping[str, Any]) -> Figure:
    """A column for each database: figures above, the day below."""
    kinds = [
        kind
        for kind in NAMES
        if any(one["database"] == kind for one in figures["companies"] + day["companies"])
    ]
    sheet = Figure(figsize=(INCHES[0] * len(kinds), INCHES[1] * 2), dpi=DPI, layout="constrained")
    FigureCanvasAgg(sheet)
    panels = sheet.subplots(2, len(kinds), sharey="row", squeeze=False)
    for column, kind in enumerate(kinds):
        _panel(
            panels[0][column], figure_curves(figures, kind), f"Figures of the whole company, {NAMES[kind]}, s"
        )
        _panel(panels[1][column], day_curves(day, kind), f"A manager's day, {NAMES[kind]}, ms")
    for row in panels:
        _label(row)
    return sheet


def _panel(axes: Axes, curves: Curves, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=11, color=INK)
    axes.set_xscale("log")
    axes.set_yscale("log")
    sizes = sorted({clients for points in curves.values() for clients, _ in points})
    for name, colour in _coloured(curves).items():
        clients, took = zip(*curves[name], strict=True)
        axes.plot(
            clients, took, color=colour, linewidth=1.4, marker="o", markersize=2.5, label=name, clip_on=False
        )
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    low, high = axes.get_ylim()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low < 100 else (1,)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_xlabel("clients", fontsize=9, color=INK)
    axes.tick_params(labelsize=9, colors=INK, labelleft=True)
    axes.grid(visible=True, color=GRID, linewidth=0.7)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlim(sizes[0], sizes[0] * (sizes[-1] / sizes[0]) ** (1 / PLOT))


def _coloured(curves: Curves) -> dict[str, str]:
    """Neighbours at the end differ."""
    ends = sorted(curves, key=lambda name: curves[name][-1][1])
    return {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(ends)}


def _label(row: Sequence[Axes]) -> None:
    """Names at the ends of the lines, none on another. The panels of a row share their height."""
    low, high = (log10(end) for end in row[0].get_ylim())
    for axes in row:
        lines = axes.get_lines()
        ends = [line.get_ydata()[-1] for line in lines]
        places = apart([(log10(end) - low) / (high - low) for end in ends], LINE_OF_TEXT, 0.02, 0.98)
        for line, end, place in zip(lines, ends, places, strict=True):
            axes.annotate(
                line.get_label(), (line.get_xdata()[-1], end), (LABELS_AT, place), textcoords="axes fraction",
                fontsize=8.5, color=line.get_color(), va="center",
                arrowprops={"arrowstyle": "-", "color": line.get_color(), "linewidth": 0.5, "alpha": 0.6,
                            "relpos": (0, 0.5), "shrinkA": 1, "shrinkB": 2},
            )  # fmt: skip


def save(sheet: Figure, path: Path) -> None:
    whole = BytesIO()
    sheet.savefig(whole, format="png")
    Image.open(whole).convert("RGB").quantize(COLOURS_MOST).save(path, optimize=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.curve", description=__doc__)
    parser.add_argument("figures", type=Path, help="what `make bench ARGS='figures --json FILE'` wrote")
    parser.add_argument("day", type=Path, help="what `make bench ARGS='day --json FILE'` wrote")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    figures, day = (json.loads(path.read_text(encoding="utf-8")) for path in (options.figures, options.day))
    save(picture(figures, day), options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
