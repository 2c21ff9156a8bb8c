"""`python -m tests.bench [--quick] [--json FILE]`: the benchmark. Exits with 0 whatever the ratios are."""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.door import _fast_loop
from tests.bench.digest import DigestCost, digest_cost
from tests.bench.houses import PEOPLE, House, opened
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


async def bench(folder: Path, plan: Plan) -> tuple[list[Line], dict[str, DigestCost]]:
    main = asyncio.current_task()
    assert main is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, main.cancel)
    async with opened(folder) as house:
        lines = await measured(house, plan)
        digests = {
            kind: await digest_cost(url, PEOPLE, plan.digests, house.moment, folder / "morning")
            for kind, url in house.urls.items()
        }
    return lines, digests


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="voronka-bench-") as folder,
        asyncio.Runner(loop_factory=_fast_loop()) as runner,
    ):
        try:
            lines, digests = runner.run(bench(Path(folder), QUICK if options.quick else FULL))
        except asyncio.CancelledError:
            print("stopped", file=sys.stderr)
            return 130
    print(table(lines, digests))
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs")
    if options.json is not None:
        text = json.dumps(as_json(lines, digests), ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
