"""What reading a line costs beside a base of 1,000, 10,000 and 100,000 clients, and the index of their names."""

import asyncio
import gc
import sys
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from core.capture.context import ClientIndex, Context, KnownClient
from core.capture.reading import read_line
from tests.bench.houses import echoing
from tests.bench.measuring import Sample
from tests.bench.names import client_names
from tests.bench.results import met
from tests.bench.spoken_lines import NO_SPEECH, lines_about
from tests.unit.test_capture_gold import context_at, gold, gold_clients, gold_pipelines

SIZES = (1_000, 10_000, 100_000)
MEDIANS = {1_000: 0.002, 100_000: 0.020}
"""Targets, seconds, by clients."""
LONGEST_LINE = 0.050
MEMORY_MB = 150
MB = 1_000_000
COLUMNS = ("lines", "p50 ms", "p95 ms", "max ms", "p50 ×")
LEGEND = """
CPU of the process that reads; every line is read once, after the dictionary has been loaded by others.
p50 ×: in echo round trips of the same run, by CPU of the echo bot's process, one person."""


@dataclass(frozen=True, slots=True)
class BaseCost:
    """Lines by kind, beside a base of so many clients. CPU seconds to make the index ready, bytes that it holds with
    what it taught the caches of words; `unit`: CPU seconds of an echo round trip.
    """

    clients: int
    build: float
    held: int
    lines: Mapping[str, Sample]
    unit: float

    @property
    def spoken(self) -> Sample:
        """All lines that somebody may say."""
        together = Sample()
        for kind, sample in self.lines.items():
            if kind != NO_SPEECH:
                together.add(sample)
        return together

    def figures(self, sample: Sample) -> dict[str, float]:
        """By the names of COLUMNS."""
        return {
            "lines": sample.acts,
            "p50 ms": sample.quantile(0.5) * 1000,
            "p95 ms": sample.quantile(0.95) * 1000,
            "max ms": max(sample.latencies) * 1000,
            "p50 ×": sample.quantile(0.5) / self.unit,
        }


async def capture(folder: Path, *, quick: bool) -> list[BaseCost]:
    """Each base in processes of its own: what one taught the caches is no help to the next."""
    unit = Sample()
    found: list[tuple[int, float, int, Mapping[str, Sample]]] = []
    loop = asyncio.get_running_loop()
    async with echoing(folder) as echo:
        await echo.measure(1, 20)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
            for clients in SIZES[:1] if quick else SIZES:
                print(f"{clients} clients …", file=sys.stderr)
                unit.add(await echo.measure(1, 50 if quick else 300))
                build, lines = await loop.run_in_executor(pool, read_beside, clients)
                held = await loop.run_in_executor(pool, held_by, clients)
                found.append((clients, build, held, lines))
    return [BaseCost(*one, unit=unit.cpu / unit.acts) for one in found]


def read_beside(clients: int) -> tuple[float, dict[str, Sample]]:
    """CPU seconds to make the index, and what each kind of lines costs beside it."""
    names = client_names(clients)
    _load_dictionary()
    begun = time.process_time()
    index = _index(names)
    build = time.process_time() - begun
    gc.collect()
    gc.freeze()
    context = _context(index)
    return build, {kind: _measured(lines, context) for kind, lines in lines_about(names).items()}


def held_by(clients: int) -> int:
    """Bytes that stay once the index is made."""
    names = client_names(clients)
    _load_dictionary()
    gc.collect()
    tracemalloc.start()
    index = _index(names)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(index.clients) == clients
    return held


def _load_dictionary() -> None:
    context = _context(gold_clients())
    for one in gold("lines") + gold("dates"):
        read_line(one["text"], context)


def _index(names: Sequence[str]) -> ClientIndex:
    return ClientIndex.of(KnownClient(number, name) for number, name in enumerate(names, 1))


def _context(index: ClientIndex) -> Context:
    return context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=gold_pipelines(), clients=index)


def _measured(lines: Sequence[str], context: Context) -> Sample:
    sample = Sample()
    for line in lines:
        cpu, wall = time.process_time(), time.perf_counter()
        read_line(line, context)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        sample.add(Sample(1, wall, cpu, latencies=[cpu]))
    return sample


def capture_table(costs: Sequence[BaseCost]) -> str:
    """Everything, and how it stands to the targets."""
    text = [f"{'clients':>8}  {'lines':12}" + "".join(f"{name:>10}" for name in COLUMNS)]
    for cost in costs:
        for kind, sample in {**cost.lines, "all spoken": cost.spoken}.items():
            figures = cost.figures(sample)
            cells = (
                f"{figures[name]:>10.0f}" if name == "lines" else f"{figures[name]:>10.2f}"
                for name in COLUMNS
            )
            text.append(f"{cost.clients:>8}  {kind:12}" + "".join(cells))
    text += [LEGEND, ""]
    for cost in costs:
        text.append(f"{cost.clients} clients: {_index_of(cost)}, {_median_of(cost)}, {_longest_of(cost)}")
    return "\n".join(text)


def _index_of(cost: BaseCost) -> str:
    held = cost.held / MB
    return f"index made in {cost.build:.2f} s, {held:.0f} MB (target {MEMORY_MB}: {met(held, MEMORY_MB)})"


def _median_of(cost: BaseCost) -> str:
    median, target = cost.spoken.quantile(0.5), MEDIANS.get(cost.clients)
    verdict = "" if target is None else f" (target {target * 1000:.0f}: {met(median, target)})"
    return f"median of what is spoken {median * 1000:.2f} ms{verdict}"


def _longest_of(cost: BaseCost) -> str:
    spoken, anything = max(cost.spoken.latencies), max(cost.lines[NO_SPEECH].latencies)
    target = LONGEST_LINE * 1000
    return (
        f"the longest {spoken * 1000:.0f} ms, of no speech {anything * 1000:.0f} ms"
        f" (target {target:.0f}: {met(spoken, LONGEST_LINE)}, {met(anything, LONGEST_LINE)})"
    )


def capture_json(costs: Sequence[BaseCost]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "capture": [
            {
                "clients": cost.clients,
                "index s": cost.build,
                "index MB": cost.held / MB,
                "lines": {
                    kind: cost.figures(sample)
                    for kind, sample in {**cost.lines, "all spoken": cost.spoken}.items()
                },
            }
            for cost in costs
        ],
        "targets": {
            "median ms": {clients: seconds * 1000 for clients, seconds in MEDIANS.items()},
            "max ms": LONGEST_LINE * 1000,
            "index MB": MEMORY_MB,
        },
    }
