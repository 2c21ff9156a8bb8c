"""Rows of the bundle, one class a file, columns in the bundle's order. Source: BUNDLE.md.

A trailing underscore keeps a column's name off Python's own word. Money is in minor units.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from core.money import Money


@dataclass(slots=True, kw_only=True)
class Employee:
    id: str
    name: str
    role: str
    team: str = ""
    function: str = ""
    regions: tuple[str, ...] = ()
    timezone: str = ""
    hired_on: date | None = None
    dismissed_on: date | None = None
    telegram_id: int | None = None


@dataclass(slots=True, kw_only=True)
class Channel:
    id: str
    name: str


@dataclass(slots=True, kw_only=True)
class ChannelCost:
    channel: str
    month: str
    amount: Money


@dataclass(slots=True, kw_only=True)
class Client:
    """`profile` becomes columns of its own, which the import keeps as custom fields."""

    id: str
    name: str
    inn: str
    industry: str
    region: str
    category: str = ""
    owner: str
    channel: str
    need_per_year: Money | None = None
    created_at: datetime
    archived_at: datetime | None = None
    profile: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Contact:
    id: str
    client: str
    name: str
    position: str
    decision_role: str
    phone: str
    email: str
    birthday: date | None = None


@dataclass(slots=True, kw_only=True)
class Deal:
    id: str
    title: str
    client: str
    contact: str
    pipeline: str
    first_stage: str
    owner: str
    channel: str
    kind: str
    amount: Money | None = None
    probability: int | None = None
    expected_close: date | None = None
    created_at: datetime
    lost_reason: str = ""


@dataclass(slots=True, kw_only=True)
class Move:
    deal: str
    stage: str
    at: datetime
    by: str


@dataclass(slots=True, kw_only=True)
class Activity:
    id: str
    kind: str
    outcome: str = ""
    client: str
    contact: str = ""
    deal: str = ""
    employee: str
    at: datetime
    duration_min: int | None = None
    text: str


@dataclass(slots=True, kw_only=True)
class Task:
    id: str
    kind: str
    title: str
    assignee: str
    author: str
    client: str = ""
    deal: str = ""
    created_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    cancelled_at: datetime | None = None
    first_due_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.done_at is None and self.cancelled_at is None


@dataclass(slots=True, kw_only=True)
class Sale:
    id: str
    client: str
    deal: str = ""
    at: datetime
    revenue: Money
    cost: Money
    employee: str


@dataclass(slots=True, kw_only=True)
class Absence:
    employee: str
    from_: date
    to: date


@dataclass(slots=True, kw_only=True)
class Plan:
    """`value`: as it is written, money in major units."""

    scope: str
    metric: str
    month: str
    value: int


@dataclass(slots=True, kw_only=True)
class Norm:
    scope: str
    metric: str
    min: float | None
    max: float | None


@dataclass(slots=True, kw_only=True)
class Complaint:
    id: str
    client: str
    kind: str
    opened_at: datetime
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    text: str


@dataclass(slots=True)
class Books:
    """Everything that the company wrote down; a list a file."""

    employees: list[Employee] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    channel_costs: list[ChannelCost] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    norms: list[Norm] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
