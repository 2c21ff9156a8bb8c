"""`import`: a whole bundle into the database, all of it or none. Source: BUNDLE.md."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.access import Permission, administrator, needs
from core.db.summaries import renew
from core.deals.models import Deal
from core.deals.ways import DEAL_WAYS
from core.desk.histories import CLIENT_HISTORIES
from core.desk.name_keys import forget_keys, make_keys
from core.exchange import load_clients, load_deals, load_people, load_targets, load_work
from core.exchange.bulk import Values
from core.exchange.company import FILE as COMPANY
from core.exchange.company import CompanyFile, read_company
from core.exchange.fields import know_fields
from core.exchange.files import FILES
from core.exchange.layout import File
from core.exchange.load_company import load_company, load_last_assigned
from core.exchange.load_schemes import load_schemes
from core.exchange.problems import BadBundle, Problem
from core.exchange.progress import Progress
from core.exchange.reading import Row, Table, open_table
from core.exchange.source import Source
from core.exchange.state import Loading
from core.exchange.storing import Shelf, Tally, fresh_of, is_empty, put
from core.exchange.writing import csv_line, csv_text, write_files
from core.people.company import Company
from core.work import Database, Work

REJECTED = "rejected.csv"
_ARRANGED: Mapping[str, Callable[[Loading, Table, Sequence[Row]], Awaitable[list[Values]]]] = {
    "employees": load_people.employees, "absences": load_people.absences,
    "clients": load_clients.clients, "merged_clients": load_clients.merged_clients,
    "contacts": load_clients.contacts, "contact_phones": load_clients.contact_phones,
    "deals": load_deals.deals, "moves": load_deals.moves,
    "qualifications": load_deals.qualifications,
    "activities": load_work.activities, "tasks": load_work.tasks,
    "plans": load_targets.plans, "norms": load_targets.norms,
}  # fmt: skip
"""Rows that want more than their references resolved."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `left_out`: what has no place here; `rejected`: the file of refused rows.

    `problems`: the first of them, `refused` in all.
    """

    done: Mapping[str, Tally]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    refused: int
    rejected: Path | None


async def import_bundle(
    database: Database,
    folder: Path,
    *,
    skip_bad: bool = False,
    language: str = "ru",
    progress: Progress | None = None,
) -> Report:
    """Load a folder or a .zip of it into a migrated database, in one transaction; twice changes nothing.

    A row that cannot be used stops it all with BadBundle; with `skip_bad` the rest is loaded and the refused
    rows are written to rejected.csv beside the others. `language`: of a company that has no row yet.
    """
    source = Source(folder)
    async with database.work(administrator()) as work:
        loading = await load_bundle(work, source, language, progress or Progress())
        loading.progress.end()
        if loading.broken or (loading.problems.count and not skip_bad):
            raise BadBundle(loading.problems, loading.problems.count)
    problems = tuple(loading.problems)
    rejected = _write_rejected(folder, problems) if problems else None
    left_out = (*_unknown(source), *loading.left_out)
    return Report(loading.done, left_out, problems, loading.problems.count, rejected)


@needs(Permission.KEEP_HOUSE)
async def load_bundle(work: Work, source: Source, language: str, progress: Progress) -> Loading:
    """Write a bundle, file by file. What it refuses stands in `problems` and `broken`: the caller decides."""
    loading = Loading(work, progress)
    company = await _company(loading, source, language)
    for file in FILES:
        try:
            await _load(loading, source, file)
        except BadBundle as bad:
            loading.fail(file.name, bad)
    if company is not None:
        await _after_people(loading, company)
    await _renew(loading)
    named = [tally for name, tally in loading.done.items() if name in {"clients", "aliases"}]
    if any(tally.added or tally.changed for tally in named):
        await forget_keys(loading.work)
        while await make_keys(loading.work):
            pass
    if any(tally.added or tally.changed for tally in loading.done.values()):
        row = await work.take(Company, Company.id == 1) if company is not None else None
        figures = {name: [tally.added, tally.changed] for name, tally in loading.done.items()}
        if row is not None:
            work.record("bundle.imported", row, figures)
    return loading


async def _renew(loading: Loading) -> None:
    """What repeats the history; a deal that stands elsewhere now gets its next version."""
    session, done = loading.work.session, loading.done.keys()
    if done & {"deals", "moves"}:
        await renew(session, DEAL_WAYS, also={"version": Deal.version + 1})
    if done & {"clients", "activities", "sales", "employees"}:
        await renew(session, CLIENT_HISTORIES)


async def _company(loading: Loading, source: Source, language: str) -> CompanyFile | None:
    """None where it cannot be used: then nobody complains of unknown pipelines and stages."""
    try:
        company = read_company(source)
        await load_company(loading, company, language)
    except BadBundle as bad:
        loading.fail(COMPANY, bad)
        loading.broken |= {"pipelines", "stages"}
        return None
    for key in company.no_place:
        loading.leave_out(f"{COMPANY}: {key}")
    return company


async def _after_people(loading: Loading, company: CompanyFile) -> None:
    try:
        await load_last_assigned(loading, company)
    except BadBundle as bad:
        if "employees" not in loading.broken:
            loading.fail(COMPANY, bad)
    await load_schemes(loading, company.schemes)


async def _load(loading: Loading, source: Source, file: File) -> None:
    """One file, where there is one. Raises BadBundle where it is none of a bundle."""
    with open_table(source, file, loading.problems) as table:
        if table is not None:
            await _load_table(loading, table)


async def _load_table(loading: Loading, table: Table) -> None:
    """A batch of rows at a time."""
    file = table.file
    if file.custom is not None:
        await know_fields(loading, table, file.custom)
    else:
        for title in table.strange:
            loading.leave_out(f"{file.csv}: column {title}")
    shelf = await _shelf(loading, file)
    loading.add(file.name, Tally())
    stream = table.sheet.stream
    for batch in table.batches():
        rows = await _arranged(loading, table, batch)
        if rows:
            loading.add(file.name, await put(loading.work, shelf, rows))
        loading.progress.step(file.csv, table.rows_read, stream.done / max(stream.size, 1))
    loading.forget("clients" if file.name == "merged_clients" else file.name)


async def _arranged(loading: Loading, table: Table, batch: list[Row]) -> list[Values]:
    arrange = _ARRANGED.get(table.file.name)
    if arrange is not None:
        return await arrange(loading, table, batch)
    return [row.values for row in await loading.resolve(table, batch)]


async def _shelf(loading: Loading, file: File) -> Shelf:
    """An empty column that the file does not have is what an empty cell is."""
    blanks = {
        column.attribute: list(column.blank) if column.blank == () else column.blank
        for column in file.columns
        if column.blank is not None
    }
    matched = file.matched
    return Shelf(
        file.model,
        matched,
        among=file.among or matched[0],
        born=frozenset(file.born),
        fresh=fresh_of(file.model) | blanks,
        empty=await is_empty(loading.work, file.model),
    )


def _unknown(source: Source) -> Iterable[str]:
    """Files that no bundle has."""
    known = {COMPANY, REJECTED, *(file.csv for file in FILES)}
    for name in sorted(source.names - known):
        if not name.startswith("."):
            yield f"{name}: no file of a bundle"


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
