"""`python -m tests.bench [record | capture | figures | day] [--quick] [--json FILE]`: the benchmark. Exits with 0
whatever the ratios are. "figures" and "day" measure large companies.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.door import _fast_loop
from tests.bench.capture import capture, capture_json, capture_table
from tests.bench.day import FULL as FULL_DAY
from tests.bench.day import QUICK as QUICK_DAY
from tests.bench.day import SMALL, day_costs
from tests.bench.day_table import day_json, day_table
from tests.bench.digest import digest_cost
from tests.bench.figures_table import figure_costs, figures_json, figures_table
from tests.bench.houses import PEOPLE, House, opened
from tests.bench.large_companies import KINDS, large_companies
from tests.bench.measuring import Sample
from tests.bench.results import UNIT, Line, as_json, table

UNIT_TIMES = 6
"""The unit is this much cheaper, roughly: it is repeated more often, so that its share of the clock is as exact."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. `acts` by number of users, for each of them, in each of `rounds` rounds."""

    acts: dict[int, int]
    warm_up: int
    rounds: int
    digests: int


FULL = Plan({1: 30, 20: 8}, warm_up=8, rounds=4, digests=5)
QUICK = Plan({1: 10, 20: 4}, warm_up=3, rounds=1, digests=1)


async def measured(house: House, plan: Plan) -> list[Line]:
    """Bots in turn, round by round: what slows the machine for a while then slows them all."""
    samples: dict[tuple[str, int], Sample] = {}
    for subject in house.subjects.values():
        await subject.measure(len(PEOPLE), plan.warm_up)
    for turn in range(plan.rounds):
        for users, acts in plan.acts.items():
            for name, subject in house.subjects.items():
                print(f"round {turn + 1}/{plan.rounds}, {users} users, {name} …", file=sys.stderr)
                times = UNIT_TIMES if name == UNIT else 1
                samples.setdefault((name, users), Sample()).add(await subject.measure(users, acts * times))
    return [
        Line(name, users, house.subjects[name].updates, sample, samples[UNIT, users])
        for (name, users), sample in sorted(samples.items(), key=lambda one: one[0][1])
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it is measured. Of large companies: numbers of clients, databases, and where they stay for the next time."""

    quick: bool
    sizes: tuple[int, ...]
    databases: tuple[str, ...]
    companies: Path | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a piece of the benchmark has measured, to read and for machines."""

    text: str
    data: dict[str, Any]


async def bench_record(folder: Path, wanted: Wanted) -> Found:
    """A recorded call, and a digest."""
    plan = QUICK if wanted.quick else FULL
    async with opened(folder) as house:
        lines = await measured(house, plan)
        digests = {
            kind: await digest_cost(url, PEOPLE, plan.digests, house.moment, folder / "morning")
            for kind, url in house.urls.items()
        }
    return Found(table(lines, digests), as_json(lines, digests))


async def bench_capture(folder: Path, wanted: Wanted) -> Found:
    """A line that is read beside bases of several sizes."""
    costs = await capture(folder, quick=wanted.quick)
    return Found(capture_table(costs), capture_json(costs))


async def bench_figures(folder: Path, wanted: Wanted) -> Found:
    """Each figure of large companies beside SQL by hand."""
    async with large_companies(wanted.companies or folder, wanted.databases, wanted.sizes) as companies:
        costs = await figure_costs(companies)
    return Found(figures_table(costs), figures_json(costs))


async def bench_day(folder: Path, wanted: Wanted) -> Found:
    """What people do all day in large companies, beside the same in a small one."""
    plan = QUICK_DAY if wanted.quick else FULL_DAY
    sizes = (SMALL, *wanted.sizes)
    async with large_companies(wanted.companies or folder, wanted.databases, sizes) as companies:
        costs = []
        for kind in wanted.databases:
            mine = [company for company in companies if company.kind == kind]
            costs += await day_costs(mine, folder, plan)
    return Found(day_table(costs), day_json(costs))


PIECES: Mapping[str, Callable[[Path, Wanted], Awaitable[Found]]] = {
    "record": bench_record,
    "capture": bench_capture,
    "figures": bench_figures,
    "day": bench_day,
}
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000), (SMALL, 10_000)


async def bench(piece: str, folder: Path, wanted: Wanted) -> Found:
    main = asyncio.current_task()
    assert main is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, main.cancel)
    return await PIECES[piece](folder, wanted)


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part) for part in text.split(","))
    if min(sizes) < SMALL:
        raise ValueError(text)
    return sizes


def _databases(text: str) -> tuple[str, ...]:
    kinds = tuple(text.split(","))
    if not set(kinds) <= set(KINDS):
        raise ValueError(text)
    return kinds


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("piece", nargs="?", choices=PIECES, default="record", help="what is measured")
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--sizes", type=_sizes, metavar="10000,…", help="clients of large companies, from 1000"
    )
    parser.add_argument(
        "--databases", type=_databases, metavar=",".join(KINDS), default=KINDS, help="which of them"
    )
    parser.add_argument(
        "--companies", type=Path, metavar="FOLDER", help="keep large companies there, use them again"
    )
    options = parser.parse_args()
    sizes = options.sizes or (QUICK_SIZES if options.quick else SIZES)
    companies: Path | None = options.companies and options.companies.resolve()
    if companies is not None:
        companies.mkdir(parents=True, exist_ok=True)
    wanted = Wanted(options.quick, sizes, options.databases, companies)
    with (
        tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder,
        asyncio.Runner(loop_factory=_fast_loop()) as runner,
    ):
        try:
            found = runner.run(bench(options.piece, Path(folder), wanted))
        except asyncio.CancelledError:
            print("stopped", file=sys.stderr)
            return 130
    print(found.text)
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs")
    if options.json is not None:
        text = json.dumps(found.data, ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
