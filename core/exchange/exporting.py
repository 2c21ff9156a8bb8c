"""`export`: the whole database as a bundle. Source: BUNDLE.md."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, select

from core.access import Permission, administrator, needs
from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.clients.models import Channel, Client, Contact
from core.deals.models import Deal, Move, Pipeline, Stage
from core.exchange import layout
from core.exchange.company import FILE as COMPANY
from core.exchange.document import json_number
from core.exchange.layout import Column, File
from core.exchange.load_schemes import schemes_of
from core.exchange.load_targets import TEAM_SCOPE
from core.exchange.naming import external_id, name_rows
from core.exchange.schemes import scheme_json
from core.exchange.writing import amount, cell, csv_text, write_files
from core.people.calendars import Absence
from core.people.company import Company, company_of
from core.people.employees import Employee, Team
from core.sales.models import ChannelCost, Plan, PlanScope, Sale
from core.sales.norms import Norm
from core.work import Database, Reading

_MONEY = frozenset({"need_per_year", "amount", "revenue", "cost"})
_MODELS: dict[str, type[Any]] = {
    "employees": Employee, "channels": Channel, "clients": Client, "contacts": Contact, "deals": Deal,
    "moves": Move, "activities": Activity, "tasks": Task, "sales": Sale, "absences": Absence, "plans": Plan,
    "norms": Norm, "channel_costs": ChannelCost, "complaints": Complaint,
}  # fmt: skip
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Names:
    """External ids by the file that they are ids of. What is undone has none: nothing refers to it."""

    of: dict[str, dict[int, str]]

    def name(self, file: str, number: int | None) -> str:
        return "" if number is None else self.of[file].get(number, "")


async def export_bundle(database: Database, folder: Path) -> None:
    """Write every file of the bundle into a folder, made where it is missing. Undone rows stay home.

    Raises NotFound where there is no company yet, OSError where the folder cannot be written.
    """
    async with database.work(administrator()) as work:
        await company_of(work)
        await name_rows(work)
    async with database.read(administrator()) as read:
        if not database.sqlite:
            await read.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        texts = await bundle_texts(read)
    write_files(folder, texts)


@needs(Permission.KEEP_HOUSE)
async def bundle_texts(read: Reading) -> dict[str, str]:
    """Every file of the bundle by its name."""
    names = Names(
        {file: await _names(read, file) for file in ("employees", "channels", "clients", "contacts", "deals")}
    )
    names.of["teams"] = await _pairs(read, select(Team.id, Team.name))
    names.of["pipelines"] = await _pairs(read, select(Pipeline.id, Pipeline.external_id))
    names.of["stages"] = await _pairs(read, select(Stage.id, Stage.external_id))
    texts = {COMPANY: await _company(read, names)}
    for file in layout.FILES:
        texts[f"{file.name}.csv"] = await _sheet(read, file, names)
    return texts


async def _pairs(read: Reading, question: Executable) -> dict[Any, Any]:
    return dict((await read.session.execute(question)).all())


async def _names(read: Reading, file: str) -> dict[int, str]:
    model = _MODELS[file]
    question = select(model.id, model.external_id)
    if hasattr(model, "undone_at"):
        question = question.where(model.undone_at.is_(None))
    return {number: external_id(number, given) for number, given in await read.session.execute(question)}


async def _sheet(read: Reading, file: File, names: Names) -> str:
    """Sorted by what names a row; the file's order of moves of one time is kept."""
    model = _MODELS[file.name]
    question = select(model).order_by(model.id)
    if hasattr(model, "undone_at"):
        question = question.where(model.undone_at.is_(None))
    things = [
        thing
        for thing in await read.all(question)
        if file is not layout.MOVES or thing.deal_id in names.of["deals"]
    ]
    titles = sorted({title for thing in things for title in thing.custom}) if file.custom else []
    known = {column.name for column in file.columns}
    titles = [title for title in titles if title.strip() and title.strip() not in known]
    places = [[column.name for column in file.columns].index(name) for name in file.key]
    rows: dict[tuple[str, ...], Cells] = {}
    for thing in things:
        row = [_cell(column, thing, names) for column in file.columns]
        if file is layout.PLANS and row[0] == TEAM_SCOPE:
            continue
        row += [cell(thing.custom.get(title)) for title in titles]
        rows[tuple(row[place] for place in places)] = row
    ordered = sorted(rows.items(), key=lambda item: _order(file, item[0]))
    return csv_text([*(column.name for column in file.columns), *titles], (row for _, row in ordered))


def _order(file: File, key: tuple[str, ...]) -> tuple[str, ...]:
    """Moves: by deal and time alone, so that those of one time stay in their order."""
    return (key[0], key[2]) if file is layout.MOVES else key


def _cell(column: Column, thing: Any, names: Names) -> str:
    if isinstance(thing, Plan) and column.name == "scope":
        return _scope(thing, names)
    if isinstance(thing, Norm) and column.name == "scope":
        return thing.function.value if thing.function else names.name("employees", thing.employee_id)
    if isinstance(thing, Task) and column.name == "first_due_at" and thing.first_due_at == thing.due_at:
        return ""
    value = getattr(thing, column.attribute)
    if column.attribute == "external_id":
        return external_id(thing.id, value)
    if column.refers:
        return names.name(column.refers, value)
    return amount(value) if column.name in _MONEY else cell(value)


def _scope(plan: Plan, names: Names) -> str:
    if plan.scope is PlanScope.COMPANY:
        return plan.scope.value
    if plan.scope is PlanScope.TEAM:
        return TEAM_SCOPE + names.name("teams", plan.team_id)
    return names.name("employees", plan.employee_id)


async def _company(read: Reading, names: Names) -> str:
    company = await company_of(read)
    stages = await read.all(select(Stage).order_by(Stage.position, Stage.id))
    pipelines = await read.all(select(Pipeline).order_by(Pipeline.position, Pipeline.id))
    data = {
        "name": company.name,
        "timezone": company.timezone,
        "country": company.country,
        "currency": company.currency,
        "forgotten_days": _forgotten(company),
        "pipelines": [
            {
                "id": line.external_id,
                "name": line.name,
                "kind": line.kind.value,
                "stages": _stages(stage for stage in stages if stage.pipeline_id == line.id),
            }
            for line in pipelines
        ],
    }
    schemes = await schemes_of(read, names.of["employees"])
    if schemes:
        data["kpi"] = [scheme_json(scheme) for scheme in schemes]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _forgotten(company: Company) -> dict[str, int]:
    return {
        "A": company.forgotten_a,
        "B": company.forgotten_b,
        "C": company.forgotten_c,
        "none": company.forgotten_none,
    }


def _stages(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    return [
        {
            "id": stage.external_id,
            "name": stage.name,
            "kind": stage.kind.value,
            "probability": None if stage.probability is None else json_number(stage.probability),
            "sla_days": stage.sla_days,
            "worked": stage.worked,
            "offer": stage.offer,
            "required": list(stage.required),
        }
        for stage in stages
    ]
