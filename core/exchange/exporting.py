"""`export`: the whole database as a bundle, file by file, a few rows at a time. Source: BUNDLE.md."""

from collections.abc import Iterable
from pathlib import Path

from core.access import Permission, administrator, needs
from core.exchange.company import FILE as COMPANY
from core.exchange.company_text import company_text
from core.exchange.fields import define_fields
from core.exchange.files import FILES
from core.exchange.layout import File
from core.exchange.naming import name_rows
from core.exchange.outgoing import Names, Outgoing
from core.exchange.progress import Progress
from core.exchange.writing import Folder, csv_line
from core.people.company import company_of
from core.work import Database, Reading


async def export_bundle(database: Database, folder: Path, progress: Progress | None = None) -> None:
    """Write every file of the bundle into a folder, made where it is missing. Undone rows stay home.

    Raises NotFound where there is no company yet, OSError where the folder cannot be written.
    """
    async with database.work(administrator()) as work:
        await company_of(work)
        await name_rows(work)
        for file in FILES:
            await define_fields(work, file)
    async with database.read(administrator()) as read:
        if not database.sqlite:
            await read.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        with Folder(folder) as opened:
            await write_bundle(read, opened, progress or Progress())
    _clear(folder, opened.names)


@needs(Permission.KEEP_HOUSE)
async def write_bundle(read: Reading, folder: Folder, progress: Progress) -> None:
    """Every file of the bundle; those of the further ones that have rows."""
    names = Names(read)
    with folder.file(COMPANY) as out:
        out.write(await company_text(read, await names.of("employees")))
    for file in FILES:
        await _write(Outgoing(read, file, names), folder, progress)
    progress.end()


async def _write(rows: Outgoing, folder: Folder, progress: Progress) -> None:
    count = await rows.sort()
    if not count and not rows.file.table:
        return
    with folder.file(rows.file.csv) as out:
        out.write(csv_line(rows.header) + "\n")
        written = 0
        async for batch in rows.batches():
            out.write("".join(csv_line(row) + "\n" for row in batch))
            written += len(batch)
            progress.step(rows.file.csv, written, written / count)


def _clear(folder: Path, written: Iterable[str]) -> None:
    """A further file of an export before this one would bring back what is gone."""
    further: Iterable[File] = (file for file in FILES if not file.table)
    for name in {file.csv for file in further} - set(written):
        (folder / name).unlink(missing_ok=True)
