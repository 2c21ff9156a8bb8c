"""A company read from its bundle, and the few questions all reports share: local days, what is visible, slices."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import holidays

from tests.oracle.rows import (
    Activity,
    Client,
    Complaint,
    Contact,
    Deal,
    Employee,
    Norm,
    Pipeline,
    Sale,
    Scheme,
    Stage,
    Step,
    Task,
)

Slice = dict[str, set[str]]
Absence = tuple[str, date | None, date | None]


@dataclass
class Company:
    zone: str
    country: str | None
    thresholds: dict[str, Fraction]
    schemes: list[Scheme]
    pipelines: list[Pipeline]
    employees: dict[str, Employee]
    channels: list[str]
    costs: dict[tuple[str, str], Fraction]
    clients: dict[str, Client]
    contacts: list[Contact]
    deals: dict[str, Deal]
    steps: dict[str, list[Step]]
    activities: list[Activity]
    tasks: list[Task]
    sales: list[Sale]
    absences: list[Absence]
    plans: dict[tuple[str, str, str], Fraction]
    norms: list[Norm]
    complaints: list[Complaint]
    sales_of: dict[str, list[Sale]] = field(default_factory=lambda: defaultdict(list))
    activities_of: dict[str | None, list[Activity]] = field(default_factory=lambda: defaultdict(list))
    tasks_of: dict[str | None, list[Task]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._zone = ZoneInfo(self.zone)
        self._holidays = holidays.country_holidays(self.country) if self.country else {}
        for sale in sorted(self.sales, key=lambda one: (one.at, one.id)):
            self.sales_of[sale.client].append(sale)
        for activity in self.activities:
            self.activities_of[activity.client].append(activity)
        for task in self.tasks:
            self.tasks_of[task.client].append(task)

    def day(self, time: datetime) -> date:
        """The local day a time lies in."""
        return time.astimezone(self._zone).date()

    def end_of(self, day: date) -> datetime:
        """The moment the local day is over: 00:00 of the next."""
        after = day + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=self._zone).astimezone(UTC)

    def happened(self, time: datetime | None, as_of: date) -> bool:
        return time is not None and self.day(time) <= as_of

    def within(self, time: datetime | None, first: date, last: date) -> bool:
        return time is not None and first <= self.day(time) <= last

    def pipeline(self, deal: Deal) -> Pipeline:
        return next(one for one in self.pipelines if one.id == deal.pipeline)

    def is_lead(self, deal: Deal) -> bool:
        return self.pipeline(deal).kind == "reach"

    def stage(self, name: str) -> Stage:
        return next(stage for pipeline in self.pipelines for stage in pipeline.stages if stage.id == name)

    def team_of(self, employee: str | None) -> str | None:
        found = self.employees.get(employee or "")
        return found.team if found else None

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._holidays

    def workdays(self, employee: str, first: date, last: date) -> int:
        """Workdays of the period without the employee's own absences."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        away = [(start, end) for name, start, end in self.absences if name == employee]
        return sum(
            1
            for day in days
            if self.is_workday(day) and not any((not s or s <= day) and (not e or day <= e) for s, e in away)
        )

    def base(self, as_of: date) -> list[Client]:
        """The client base: created by then and not archived, by id."""
        return [
            self.clients[name]
            for name in sorted(self.clients)
            if self.happened(self.clients[name].created_at, as_of)
            and not self.happened(self.clients[name].archived_at, as_of)
        ]

    def sales_by(self, client: str, as_of: date) -> list[Sale]:
        return [sale for sale in self.sales_of[client] if self.happened(sale.at, as_of)]

    def client_fits(self, client: Client | None, wanted: Slice) -> bool:
        traits = {
            "owner": client and client.owner,
            "team": client and self.team_of(client.owner),
            "region": client and client.region,
            "industry": client and client.industry,
            "category": client and client.category,
            "channel": client and client.channel,
        }
        return all(traits[key] in values for key, values in wanted.items())

    def deal_fits(self, deal: Deal, wanted: Slice) -> bool:
        client = self.clients.get(deal.client or "")
        traits = {
            "owner": deal.owner,
            "team": self.team_of(deal.owner),
            "region": client and client.region,
            "industry": client and client.industry,
            "category": client and client.category,
            "channel": deal.channel,
            "kind": deal.kind,
        }
        return all(traits[key] in values for key, values in wanted.items())

    def sale_kind(self, sale: Sale) -> str | None:
        """The deal's kind; without a deal new, won_back or repeat by the client's sale before it."""
        if sale.deal:
            return self.deals[sale.deal].kind
        before = [one for one in self.sales_of[sale.client] if (one.at, one.id) < (sale.at, sale.id)]
        if not before:
            return "new"
        return "won_back" if (self.day(sale.at) - self.day(before[-1].at)).days > 365 else "repeat"

    def sale_fits(self, sale: Sale, wanted: Slice) -> bool:
        if "kind" in wanted and self.sale_kind(sale) not in wanted["kind"]:
            return False
        rest = {key: values for key, values in wanted.items() if key != "kind"}
        return self.client_fits(self.clients.get(sale.client), rest)
