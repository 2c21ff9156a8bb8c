"""Reads a bundle folder: BUNDLE.md, the table of files. A missing file or column is empty."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.oracle.company import Company
from tests.oracle.rows import (
    Activity,
    Client,
    Complaint,
    Contact,
    Deal,
    Employee,
    Indicator,
    Norm,
    Pipeline,
    Sale,
    Scheme,
    Stage,
    Step,
    Task,
)


class Row(dict[str, str]):
    """One row of a file, its cells read as what they are."""

    def text(self, column: str) -> str | None:
        return (self.get(column) or "").strip() or None

    def name(self, column: str) -> str:
        return self.text(column) or ""

    def time(self, column: str) -> datetime | None:
        cell = self.text(column)
        return datetime.fromisoformat(cell).astimezone(UTC) if cell else None

    def moment(self, column: str) -> datetime:
        return datetime.fromisoformat(self.name(column)).astimezone(UTC)

    def date(self, column: str) -> date | None:
        cell = self.text(column)
        return date.fromisoformat(cell) if cell else None

    def number(self, column: str) -> Fraction | None:
        cell = self.text(column)
        return Fraction(cell) if cell else None


def rows(folder: Path, name: str) -> Iterator[Row]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Row({key: value for key, value in row.items() if key and value is not None})


def read_company(folder: Path) -> Company:
    head = json.loads((folder / "company.json").read_text("utf-8"), parse_int=Fraction, parse_float=Fraction)
    pipelines = [_pipeline(one) for one in head.get("pipelines", [])]
    deals = {row.name("id"): _deal(row) for row in rows(folder, "deals")}
    stages = {stage.id: stage for pipeline in pipelines for stage in pipeline.stages}
    return Company(
        zone=head["timezone"],
        country=head.get("country"),
        thresholds={
            "A": Fraction(30), "B": Fraction(90), "C": Fraction(180), "none": Fraction(90),
            **(head.get("forgotten_days") or {}),
        },
        schemes=[_scheme(one) for one in head.get("kpi") or []],
        pipelines=pipelines,
        employees={row.name("id"): _employee(row) for row in rows(folder, "employees")},
        channels=[row.name("id") for row in rows(folder, "channels")],
        costs={(row.name("channel"), row.name("month")): Fraction(row.name("amount")) for row in rows(folder, "channel_costs")},
        clients={row.name("id"): _client(row) for row in rows(folder, "clients")},
        contacts=[Contact(row.name("client"), row.text("phone"), row.text("email")) for row in rows(folder, "contacts")],
        deals=deals,
        steps=_steps(folder, deals, stages),
        activities=[_activity(row, deals) for row in rows(folder, "activities")],
        tasks=[_task(row, deals) for row in rows(folder, "tasks")],
        sales=[_sale(row) for row in rows(folder, "sales")],
        absences=[(row.name("employee"), row.date("from"), row.date("to")) for row in rows(folder, "absences")],
        plans={
            (row.name("scope"), row.name("metric"), row.name("month")): Fraction(row.name("value"))
            for row in rows(folder, "plans")
        },
        norms=[
            Norm(row.name("scope"), row.name("metric"), row.number("min"), row.number("max"))
            for row in rows(folder, "norms")
        ],
        complaints=[
            Complaint(row.name("client"), row.moment("opened_at"), row.time("first_response_at"), row.time("resolved_at"))
            for row in rows(folder, "complaints")
        ],
    )  # fmt: skip


def _steps(folder: Path, deals: dict[str, Deal], stages: dict[str, Stage]) -> dict[str, list[Step]]:
    """The creation first, then the moves by time, those of one time in the order of the file."""
    moves: dict[str, list[Step]] = defaultdict(list)
    for row in rows(folder, "moves"):
        moves[row.name("deal")].append(Step(row.moment("at"), stages[row.name("stage")], row.text("by")))
    return {
        deal.id: [
            Step(deal.created_at, stages[deal.first_stage]),
            *sorted(moves[deal.id], key=lambda step: step.at),
        ]
        for deal in deals.values()
    }


def _pipeline(one: dict[str, Any]) -> Pipeline:
    return Pipeline(one["id"], one["kind"], tuple(_stage(stage) for stage in one["stages"]))


def _stage(one: dict[str, Any]) -> Stage:
    return Stage(
        one["id"],
        one["kind"],
        one.get("probability"),
        one.get("sla_days"),
        bool(one.get("worked")),
        bool(one.get("offer")),
        tuple(one.get("required") or ()),
    )


def _scheme(one: dict[str, Any]) -> Scheme:
    indicators = [
        Indicator(
            each["metric"],
            each["weight"],
            each["target"],
            _given(each.get("floor"), Fraction(1, 2)),
            _given(each.get("cap"), Fraction(6, 5)),
        )
        for each in one["indicators"]
    ]
    return Scheme(
        tuple(one.get("employees") or ()), one.get("function"), one["bonus"], _given(one.get("fine"), Fraction(0)),
        tuple(indicators),
    )  # fmt: skip


def _given(value: Fraction | None, default: Fraction) -> Fraction:
    return default if value is None else value


def _employee(row: Row) -> Employee:
    return Employee(
        row.name("id"), row.name("role"), row.text("team"), row.text("function"), row.date("dismissed_on")
    )


def _client(row: Row) -> Client:
    return Client(
        row.name("id"), row.name("name"), row.text("inn"), row.text("industry"), row.text("region"),
        row.text("category"), row.text("owner"), row.text("channel"), row.number("need_per_year"),
        row.moment("created_at"), row.time("archived_at"),
    )  # fmt: skip


def _deal(row: Row) -> Deal:
    return Deal(
        row.name("id"), row.text("client"), row.text("contact"), row.name("pipeline"), row.name("first_stage"),
        row.text("owner"), row.text("channel"), row.text("kind"), row.number("amount"), row.number("probability"),
        row.date("expected_close"), row.moment("created_at"), row.text("lost_reason"),
    )  # fmt: skip


def _clients_of(row: Row, deals: dict[str, Deal]) -> str | None:
    """An activity or task with a deal and no client takes the deal's client."""
    deal = deals.get(row.name("deal"))
    return row.text("client") or (deal.client if deal else None)


def _activity(row: Row, deals: dict[str, Deal]) -> Activity:
    return Activity(
        row.name("kind"), row.text("outcome"), _clients_of(row, deals), row.text("deal"), row.text("employee"),
        row.moment("at"), row.number("duration_min"),
    )  # fmt: skip


def _task(row: Row, deals: dict[str, Deal]) -> Task:
    return Task(
        row.text("assignee"), row.text("author"), _clients_of(row, deals), row.text("deal"), row.moment("created_at"),
        row.time("due_at"), row.time("done_at"), row.time("cancelled_at"), row.time("first_due_at") or row.time("due_at"),
    )  # fmt: skip


def _sale(row: Row) -> Sale:
    return Sale(
        row.name("id"), row.name("client"), row.text("deal"), row.moment("at"), Fraction(row.name("revenue")),
        Fraction(row.name("cost")), row.text("employee"),
    )  # fmt: skip
