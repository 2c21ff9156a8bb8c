"""What a run found, as a table to read and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.digest import DigestCost
from tests.bench.measuring import Sample

UNIT = "echo"
TARGETS = {"sqlite": 20.0, "postgresql": 15.0}
TARGET_USERS = 20
DIGEST_TARGET = 0.010
COLUMNS = (
    "users", "acts", "acts/s", "updates/s", "p50 ms", "p95 ms", "CPU ms", "server ms", "driver ms", "CPU ×", "wall ×",
)  # fmt: skip
LEGEND = """
An act of the echo bot is a text and its answer; of the others a record: text, card, ✅, confirmation.
CPU ms: of the bot's process, for one act; server: of PostgreSQL; driver: of the fake Telegram with the people in it.
CPU × and wall ×: the act in echo round trips with as many users, by CPU of the bot's process and by the wall's time.
The target's ratio is CPU ×: the wall's depends on who else uses the machine."""


@dataclass(frozen=True, slots=True)
class Line:
    """One bot with so many users, beside the unit."""

    bot: str
    users: int
    updates: int
    sample: Sample
    unit: Sample

    @property
    def cpu_ratio(self) -> float:
        return (self.sample.cpu / self.sample.acts) / (self.unit.cpu / self.unit.acts)

    @property
    def wall_ratio(self) -> float:
        return (self.sample.wall / self.sample.acts) / (self.unit.wall / self.unit.acts)

    def figures(self) -> dict[str, float]:
        """By the names of COLUMNS."""
        one, each = self.sample, 1000 / self.sample.acts
        rate = one.acts / one.wall
        return {
            "users": self.users,
            "acts": one.acts,
            "acts/s": rate,
            "updates/s": rate * self.updates,
            "p50 ms": one.quantile(0.5) * 1000,
            "p95 ms": one.quantile(0.95) * 1000,
            "CPU ms": one.cpu * each,
            "server ms": one.server * each,
            "driver ms": one.drive * each,
            "CPU ×": self.cpu_ratio,
            "wall ×": self.wall_ratio,
        }


def table(lines: Sequence[Line], digests: Mapping[str, DigestCost]) -> str:
    """Everything, and how it stands to the targets."""
    text = ["{:12}".format("bot") + "".join(f"{name:>11}" for name in COLUMNS)]
    for line in lines:
        figures = line.figures()
        text.append(f"{line.bot:12}" + "".join(f"{_cell(name, figures[name]):>11}" for name in COLUMNS))
    text.append(LEGEND)
    text += [""] + [
        f"record, {line.bot}, {line.users} users: {line.cpu_ratio:.1f} echo round trips by CPU"
        f" ({line.wall_ratio:.1f} by the wall), target {TARGETS[line.bot]:.0f}: {met(line.cpu_ratio, TARGETS[line.bot])}"
        for line in lines
        if line.bot != UNIT and line.users == TARGET_USERS
    ]
    text += [
        f"digest, {kind}: {cost.cpu * 1000:.1f} ms of CPU, {cost.wall * 1000:.1f} ms in all,"
        f" target {DIGEST_TARGET * 1000:.0f} ms: {met(cost.wall, DIGEST_TARGET)}"
        for kind, cost in digests.items()
    ]
    return "\n".join(text)


def as_json(lines: Sequence[Line], digests: Mapping[str, DigestCost]) -> dict[str, Any]:
    """The same for machines. Milliseconds, as in the table."""
    return {
        "record": [{"bot": line.bot, **line.figures()} for line in lines],
        "digest": {
            kind: {"digests": cost.digests, "CPU ms": cost.cpu * 1000, "wall ms": cost.wall * 1000}
            for kind, cost in digests.items()
        },
        "targets": {"CPU ×": TARGETS, "users": TARGET_USERS, "digest ms": DIGEST_TARGET * 1000},
    }


def _cell(name: str, figure: float) -> str:
    return f"{figure:.0f}" if name in {"users", "acts"} else f"{figure:.1f}"


def met(figure: float, target: float) -> str:
    return "met" if figure <= target else "NOT met"
