"""data/shape.toml, read: what the company is like, whatever language it speaks."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parent / "data"
Span = tuple[int, int]
Share = tuple[float, float]


class Piece(BaseModel):
    """A part of a data file: read once, never changed, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Leak(Piece):
    """One team loses more than the others at one stage, since some days ago."""

    team: str
    stage: str
    factor: float
    since_days: int
    reason: str


class Size(Piece):
    """How large a client is. `deal`, `need`: major units; `order_share`: of a deal."""

    deal: Span
    order_share: Share
    order_workdays: Span
    deals_a_year: float
    need: Span
    margin: Share


class Habit(Piece):
    """How somebody works; shape.toml tells what each means."""

    wins: float
    reaches: float
    plans: float
    late: float
    extra_calls: Span
    forgets: int
    forgets_sizes: tuple[str, ...]
    silent_days: Span


class Person(Piece):
    id: str
    telegram_id: int
    role: str
    team: str = ""
    function: str = ""
    habit: str
    years: int


class Stage(Piece):
    id: str
    kind: str = "open"
    sla_days: int | None = None
    probability: int | None = None
    worked: bool = False
    offer: bool = False
    required: tuple[str, ...] = ()
    on: float = 0
    talks: Span = (0, 0)
    gap: Span = (0, 0)
    lost: dict[str, int] = {}


class Pipeline(Piece):
    id: str
    kind: str
    stages: tuple[Stage, ...]

    @property
    def open(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.stages if stage.kind == "open")

    def end(self, kind: str) -> Stage:
        """Its won or its lost stage."""
        return next(stage for stage in self.stages if stage.kind == kind)


class Channel(Piece):
    weight: int
    cost: int


class Indicator(Piece):
    metric: str
    weight: int
    target: float
    floor: float = 0.5
    cap: float = 1.2


class Kpi(Piece):
    bonus: int
    fine: int
    indicators: tuple[Indicator, ...]


class Shape(Piece):
    seasons: tuple[float, ...]
    teams: tuple[str, ...]
    clients: int
    old_clients: int
    forgotten_days: dict[str, int]
    leak: Leak
    sizes: dict[str, Size]
    habits: dict[str, Habit]
    people: tuple[Person, ...]
    pipelines: tuple[Pipeline, ...]
    channels: dict[str, Channel]
    norms: dict[str, dict[str, Share]]
    kpi: dict[str, Kpi]

    def pipeline(self, kind: str) -> Pipeline:
        return next(line for line in self.pipelines if line.kind == kind)

    def managers(self, team: str = "", *functions: str) -> list[Person]:
        """Managers of a team (of all without one), of some functions (of any without them)."""
        return [
            person
            for person in self.people
            if person.role == "manager"
            and team in {"", person.team}
            and (not functions or person.function in functions)
        ]


def read_data(name: str) -> dict[str, Any]:
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def shape() -> Shape:
    return Shape.model_validate(read_data("shape"))


def somebody(role: str, *, team: str = "", habit: str = "") -> Person:
    """The first person of a role, of a team and a habit where they are named."""
    return next(
        one
        for one in shape().people
        if one.role == role and team in {"", one.team} and habit in {"", one.habit}
    )
