"""The files of the bundle, column by column. Source: BUNDLE.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.activities.kinds import ActivityKind, Outcome
from core.clients.complaints import ComplaintKind
from core.deals.kinds import DealKind
from core.exchange import cells
from core.people.employees import Function


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. `to`: the attribute it fills, its own name where empty.

    `refers`: the file whose ids it holds. `wanted`: no row without it. `blank`: what an empty cell is.
    """

    name: str
    read: Callable[[str], Any] = cells.text
    to: str = ""
    refers: str = ""
    wanted: bool = False
    blank: Any = None

    @property
    def attribute(self) -> str:
        return self.to or self.name


@dataclass(frozen=True, slots=True)
class File:
    """`custom`: unknown columns are kept with the row. `key`: columns that name a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    custom: bool = False
    needed: bool = False


def _id() -> Column:
    return Column("id", cells.word, to="external_id", wanted=True)


def _ref(name: str, file: str, *, to: str = "", wanted: bool = False) -> Column:
    return Column(name, cells.word, to=to or f"{name}_id", refers=file, wanted=wanted)


def _at(name: str, *, wanted: bool = False) -> Column:
    return Column(name, cells.moment, wanted=wanted)


def _person(name: str) -> Column:
    return _ref(name, "employees")


EMPLOYEES = File("employees", (
    _id(),
    Column("name", wanted=True),
    Column("role", cells.among(cells.ROLES), wanted=True),
    Column("team", cells.word, to="team_id", refers="teams"),
    Column("function", cells.one_of(Function)),
    Column("regions", cells.words, blank=()),
    Column("timezone", cells.zone),
    Column("hired_on", cells.day),
    Column("dismissed_on", cells.day),
    Column("telegram_id", cells.telegram_id),
), needed=True)  # fmt: skip

CHANNELS = File("channels", (_id(), Column("name", blank="")))

CLIENTS = File("clients", (
    _id(),
    Column("name", wanted=True),
    Column("inn"),
    Column("industry"),
    Column("region"),
    Column("category", cells.word),
    _person("owner"),
    _ref("channel", "channels"),
    Column("need_per_year", cells.money),
    _at("created_at", wanted=True),
    _at("archived_at"),
), custom=True, needed=True)  # fmt: skip

CONTACTS = File("contacts", (
    _id(),
    _ref("client", "clients", wanted=True),
    Column("name", blank=""),
    Column("position"),
    Column("decision_role"),
    Column("phone"),
    Column("email"),
    Column("birthday", cells.day),
), custom=True)  # fmt: skip

DEALS = File("deals", (
    _id(),
    Column("title", blank=""),
    _ref("client", "clients", wanted=True),
    _ref("contact", "contacts"),
    _ref("pipeline", "pipelines", wanted=True),
    _ref("first_stage", "stages", wanted=True),
    _person("owner"),
    _ref("channel", "channels"),
    Column("kind", cells.one_of(DealKind)),
    Column("amount", cells.money),
    Column("probability", cells.percent),
    Column("expected_close", cells.day),
    _at("created_at", wanted=True),
    Column("lost_reason"),
), custom=True)  # fmt: skip

MOVES = File("moves", (
    _ref("deal", "deals", wanted=True),
    _ref("stage", "stages", wanted=True),
    _at("at", wanted=True),
    _person("by"),
), key=("deal", "stage", "at"))  # fmt: skip

ACTIVITIES = File("activities", (
    _id(),
    Column("kind", cells.one_of(ActivityKind), wanted=True),
    Column("outcome", cells.one_of(Outcome)),
    _ref("client", "clients"),
    _ref("contact", "contacts"),
    _ref("deal", "deals"),
    _person("employee"),
    _at("at", wanted=True),
    Column("duration_min", cells.minutes),
    Column("text", blank=""),
))  # fmt: skip

TASKS = File("tasks", (
    _id(),
    Column("kind", cells.word, blank="task"),
    Column("title", blank=""),
    _person("assignee"),
    _person("author"),
    _ref("client", "clients"),
    _ref("deal", "deals"),
    _at("created_at", wanted=True),
    _at("due_at"),
    _at("done_at"),
    _at("cancelled_at"),
    _at("first_due_at"),
))  # fmt: skip

SALES = File("sales", (
    _id(),
    _ref("client", "clients", wanted=True),
    _ref("deal", "deals"),
    _at("at", wanted=True),
    Column("revenue", cells.money, wanted=True),
    Column("cost", cells.money, wanted=True),
    _person("employee"),
))  # fmt: skip

ABSENCES = File("absences", (
    _ref("employee", "employees", wanted=True),
    Column("from", cells.day, to="starts_on", wanted=True),
    Column("to", cells.day, to="ends_on", wanted=True),
), key=("employee", "from", "to"))  # fmt: skip

PLANS = File("plans", (
    Column("scope", cells.word, wanted=True),
    Column("metric", cells.word, wanted=True),
    Column("month", cells.month, wanted=True),
    Column("value", cells.number, wanted=True),
), key=("scope", "metric", "month"))  # fmt: skip

NORMS = File("norms", (
    Column("scope", cells.word, wanted=True),
    Column("metric", cells.word, wanted=True),
    Column("min", cells.number, to="minimum"),
    Column("max", cells.number, to="maximum"),
), key=("scope", "metric"))  # fmt: skip

CHANNEL_COSTS = File("channel_costs", (
    _ref("channel", "channels", wanted=True),
    Column("month", cells.month, wanted=True),
    Column("amount", cells.money, wanted=True),
), key=("channel", "month"))  # fmt: skip

COMPLAINTS = File("complaints", (
    _id(),
    _ref("client", "clients", wanted=True),
    Column("kind", cells.one_of(ComplaintKind), wanted=True),
    _at("opened_at", wanted=True),
    _at("first_response_at"),
    _at("resolved_at"),
    Column("text", blank=""),
))  # fmt: skip

FILES = (
    EMPLOYEES, CHANNELS, CHANNEL_COSTS, CLIENTS, CONTACTS, DEALS, MOVES, ACTIVITIES, TASKS, SALES, ABSENCES,
    PLANS, NORMS, COMPLAINTS,
)  # fmt: skip
