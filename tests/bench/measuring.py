"""Measuring one bot with so many people at once: what it took, in seconds of the wall and of CPU."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import psutil

from tests.bench.processes import cpu_seconds
from tests.bench.telephones import Telephone

Act = Callable[[Telephone], Awaitable[None]]
Processes = Callable[[], Sequence[psutil.Process]]


@dataclass(slots=True)
class Sample:
    """What `acts` acts took together. Seconds; `latencies` of each act, `drive` is the fake's and the people's CPU."""

    acts: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    drive: float = 0.0
    server: float = 0.0
    latencies: list[float] = field(default_factory=list)

    def add(self, other: "Sample") -> None:
        self.acts += other.acts
        self.wall += other.wall
        self.cpu += other.cpu
        self.drive += other.drive
        self.server += other.server
        self.latencies += other.latencies

    def quantile(self, share: float) -> float:
        """The latency that `share` of all acts did not exceed, seconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Subject:
    """A bot under measurement. An act costs it `updates` updates; `servers` works for it beside its process."""

    name: str
    process: psutil.Process
    people: Sequence[Telephone]
    act: Act
    updates: int
    servers: Processes = tuple

    async def measure(self, users: int, acts: int) -> Sample:
        """`users` people at once, each `acts` acts one after the other."""
        here = psutil.Process()
        before = self._used(here)
        begun = time.perf_counter()
        each = await asyncio.gather(*(self._repeat(person, acts) for person in self.people[:users]))
        wall = time.perf_counter() - begun
        cpu, drive, server = (after - was for after, was in zip(self._used(here), before, strict=True))
        return Sample(users * acts, wall, cpu, drive, server, list(chain.from_iterable(each)))

    def _used(self, here: psutil.Process) -> tuple[float, float, float]:
        return cpu_seconds(self.process), cpu_seconds(here), cpu_seconds(*self.servers())

    async def _repeat(self, person: Telephone, acts: int) -> list[float]:
        latencies = []
        for _ in range(acts):
            begun = time.perf_counter()
            await self.act(person)
            latencies.append(time.perf_counter() - begun)
        return latencies
