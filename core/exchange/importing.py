"""`import`: a whole bundle into the database, all of it or none. Source: BUNDLE.md."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.access import Permission, administrator, needs
from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.clients.models import Channel, Client, Contact
from core.db.base import Base
from core.deals.models import Deal
from core.exchange import layout
from core.exchange.company import FILE as COMPANY
from core.exchange.company import CompanyFile, read_company
from core.exchange.load_clients import load_channels, load_clients, load_contacts
from core.exchange.load_company import load_company
from core.exchange.load_deals import load_deals, load_moves
from core.exchange.load_people import load_absences, load_employees
from core.exchange.load_schemes import load_schemes
from core.exchange.load_targets import load_channel_costs, load_norms, load_plans
from core.exchange.load_work import load_activities, load_complaints, load_sales, load_tasks
from core.exchange.problems import BadBundle, Problem
from core.exchange.rows import Table, read_table
from core.exchange.source import Source
from core.exchange.state import Loading
from core.exchange.storing import Tally, ids_of
from core.exchange.writing import csv_line, csv_text, write_files
from core.people.company import Company
from core.people.employees import Employee
from core.sales.models import Sale
from core.work import Database, Work

REJECTED = "rejected.csv"
_KEPT: Mapping[str, type[Base]] = {
    "employees": Employee, "channels": Channel, "clients": Client, "contacts": Contact, "deals": Deal,
    "activities": Activity, "tasks": Task, "sales": Sale, "complaints": Complaint,
}  # fmt: skip
_LOADERS: Mapping[str, Callable[[Loading, Table], Awaitable[None]]] = {
    "employees": load_employees, "channels": load_channels, "clients": load_clients,
    "contacts": load_contacts, "deals": load_deals, "moves": load_moves,
    "activities": load_activities, "tasks": load_tasks,
    "sales": load_sales, "absences": load_absences, "plans": load_plans,
    "norms": load_norms, "channel_costs": load_channel_costs, "complaints": load_complaints,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `left_out`: what has no place here; `rejected`: the file of refused rows."""

    done: Mapping[str, Tally]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    rejected: Path | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything read, nothing written yet."""

    company: CompanyFile
    tables: tuple[Table, ...]


async def import_bundle(
    database: Database, folder: Path, *, skip_bad: bool = False, language: str = "ru"
) -> Report:
    """Load a folder or a .zip of it into a migrated database, in one transaction; twice changes nothing.

    A row that cannot be used stops it all with BadBundle; with `skip_bad` the rest is loaded and the refused
    rows are written to rejected.csv beside the others. `language`: of a company that has no row yet.
    """
    source = Source(folder)
    bundle = read_bundle(source)
    async with database.work(administrator()) as work:
        loading = await load_bundle(work, bundle, language)
        if loading.problems and not skip_bad:
            raise BadBundle(loading.problems)
    problems = tuple(loading.problems)
    rejected = _write_rejected(folder, problems) if problems else None
    return Report(loading.done, tuple(_left_out(source, bundle)), problems, rejected)


def read_bundle(source: Source) -> Bundle:
    """Raises BadBundle, with the reasons of every file that cannot be read at all."""
    problems: list[Problem] = []
    company: CompanyFile | None = None
    tables: list[Table] = []
    try:
        company = read_company(source)
    except BadBundle as bad:
        problems += bad.problems
    for file in layout.FILES:
        try:
            tables.append(read_table(source, file))
        except BadBundle as bad:
            problems += bad.problems
    if company is None or problems:
        raise BadBundle(problems)
    return Bundle(company, tuple(tables))


@needs(Permission.KEEP_HOUSE)
async def load_bundle(work: Work, bundle: Bundle, language: str) -> Loading:
    """Write a bundle that was read. What it refuses stands in `problems`: the caller decides."""
    loading = Loading(work)
    await load_company(loading, bundle.company, language)
    for name, model in _KEPT.items():
        loading.ids[name] = await ids_of(work, model)
    for table in bundle.tables:
        await _LOADERS[table.file.name](loading, table)
    await load_schemes(loading, bundle.company.schemes)
    if any(tally.added or tally.changed for tally in loading.done.values()):
        company = await work.take(Company, Company.id == 1)
        figures = {name: [tally.added, tally.changed] for name, tally in loading.done.items()}
        work.record("bundle.imported", company, figures)
    return loading


def _left_out(source: Source, bundle: Bundle) -> Iterable[str]:
    """What the bundle holds and this version has no place for, one line each."""
    known = {COMPANY, REJECTED, *(f"{file.name}.csv" for file in layout.FILES)}
    for key in bundle.company.no_place:
        yield f"{COMPANY}: {key}"
    for name in sorted(source.names - known):
        if not name.startswith("."):
            yield f"{name}: no file of a bundle"
    for table in bundle.tables:
        for title in table.strange:
            yield f"{table.file.name}.csv: column {title}"


def _write_rejected(folder: Path, problems: Iterable[Problem]) -> Path:
    """Beside the bundle's own files (beside the archive for a .zip), or here where that is forbidden."""
    rows = [(p.file, str(p.line), p.column, p.reason, csv_line(p.row)) for p in problems]
    texts = {REJECTED: csv_text(("file", "line", "column", "reason", "row"), rows)}
    beside = folder if folder.is_dir() else folder.parent
    try:
        write_files(beside, texts)
    except OSError:
        beside = Path()
        write_files(beside, texts)
    return beside / REJECTED
