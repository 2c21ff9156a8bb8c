"""What stands in the rows of a bundle, typed: times in UTC, money and shares as exact fractions, empty as None."""

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    kind: str
    probability: Fraction | None
    sla_days: Fraction | None
    worked: bool
    offer: bool
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    id: str
    kind: str
    stages: tuple[Stage, ...]

    @property
    def open_stages(self) -> list[Stage]:
        return [stage for stage in self.stages if stage.kind == "open"]


@dataclass(frozen=True, slots=True)
class Employee:
    id: str
    role: str
    team: str | None
    function: str | None
    dismissed_on: date | None


@dataclass(frozen=True, slots=True)
class Client:
    id: str
    name: str
    inn: str | None
    industry: str | None
    region: str | None
    category: str | None
    owner: str | None
    channel: str | None
    need_per_year: Fraction | None
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    client: str
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Deal:
    id: str
    client: str | None
    contact: str | None
    pipeline: str
    first_stage: str
    owner: str | None
    channel: str | None
    kind: str | None
    amount: Fraction | None
    probability: Fraction | None
    expected_close: date | None
    created_at: datetime
    lost_reason: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A move, or the creation on the first stage (made by nobody named)."""

    at: datetime
    stage: Stage
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    kind: str
    outcome: str | None
    client: str | None
    deal: str | None
    employee: str | None
    at: datetime
    minutes: Fraction | None


@dataclass(frozen=True, slots=True)
class Task:
    assignee: str | None
    author: str | None
    client: str | None
    deal: str | None
    created_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    cancelled_at: datetime | None
    first_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sale:
    id: str
    client: str
    deal: str | None
    at: datetime
    revenue: Fraction
    cost: Fraction
    employee: str | None

    @property
    def profit(self) -> Fraction:
        return self.revenue - self.cost


@dataclass(frozen=True, slots=True)
class Complaint:
    client: str
    opened_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Norm:
    scope: str
    metric: str
    min: Fraction | None
    max: Fraction | None


@dataclass(frozen=True, slots=True)
class Indicator:
    metric: str
    weight: Fraction
    target: Fraction
    floor: Fraction
    cap: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    employees: tuple[str, ...]
    function: str | None
    bonus: Fraction
    fine: Fraction
    indicators: tuple[Indicator, ...] = field(default=())
