"""The administrator's door: `python -m core migrate | import | export | report | capture | doctor |
voice-model`.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

from sqlalchemy.exc import OperationalError

from core.access import administrator
from core.capture import command as capture
from core.capture.context import Context
from core.capture.voice.vosk import NoModel, load_model
from core.clock import Clock
from core.db.engine import make_engine
from core.db.migrate import migrate
from core.desk.doctoring import examine, heal
from core.desk.knowing import EVERYTHING, Memory, context_of
from core.errors import NotFound
from core.exchange.exporting import export_bundle
from core.exchange.importing import Report, import_bundle
from core.exchange.problems import BadBundle
from core.ids import EmployeeId
from core.people.company import company_of
from core.reports.command import answer
from core.reports.options import WrongOption, parse
from core.settings import Settings, WrongSettings, load_settings
from core.work import Database

OK, FAILED, WRONG = 0, 1, 2
NOBODY = EmployeeId(0)
T = TypeVar("T")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongOption(message)


def main(argv: Sequence[str]) -> int:
    """Exit codes: 0 done, 1 refused or failed, 2 a wrong option or setting with one line on stderr."""
    try:
        return _act(argv)
    except BadBundle as bad:
        for problem in bad.problems:
            print(problem, file=sys.stderr)
        return _complain(FAILED, f"nothing was loaded, reasons: {bad.count}")
    except (WrongOption, WrongSettings) as wrong:
        return _complain(WRONG, str(wrong))
    except NotFound:
        return _complain(FAILED, "there is no company in this database yet: import one, or start the bot")
    except (OSError, OperationalError) as broken:
        return _complain(FAILED, f"{type(broken).__name__}: the database or a file cannot be reached")


def _act(argv: Sequence[str]) -> int:
    if argv[:1] == ["capture"]:
        return capture.run(list(argv[1:]), load=lambda: _run(_context))
    if argv[:1] == ["report"]:
        return _report(argv[1:])
    return _door(_parser().parse_args(list(argv)))


def _complain(code: int, line: str) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m core", allow_abbrev=False, description="The administrator's door.")
    doors = parser.add_subparsers(dest="door", required=True, metavar="COMMAND", parser_class=_Parser)
    doors.add_parser("migrate", help="bring the database up to this version", allow_abbrev=False)
    bringing = doors.add_parser("import", help="load a company bundle", allow_abbrev=False)
    bringing.add_argument("folder", metavar="DIR", type=Path)
    bringing.add_argument("--skip-bad", action="store_true", help="load the rest, write rejected.csv")
    taking = doors.add_parser("export", help="write the company bundle", allow_abbrev=False)
    taking.add_argument("folder", metavar="DIR", type=Path)
    looking = doors.add_parser(
        "doctor", help="compare what repeats the history with it, and set it right", allow_abbrev=False
    )
    looking.add_argument("--dry-run", action="store_true", help="only say what differs; exit code 1 if any")
    hearing = doors.add_parser(
        "voice-model", help="whether a folder holds a Vosk model, and what to do if not", allow_abbrev=False
    )
    hearing.add_argument("folder", metavar="DIR", type=Path)
    doors.add_parser("report", help="a report: report NAME [options] [--json]", add_help=False)
    doors.add_parser("capture", help="read a line of speech into a draft", add_help=False)
    return parser


def _door(options: argparse.Namespace) -> int:
    if options.door == "import":
        _tell(_run(lambda database, settings: _import(database, settings, options)))
    elif options.door == "export":
        if options.folder.exists() and not options.folder.is_dir():
            raise WrongOption(f"{options.folder} is no folder")
        _run(lambda database, _: export_bundle(database, options.folder))
    elif options.door == "voice-model":
        return _voice_model(options.folder)
    elif options.door == "doctor":
        return _run(lambda database, _: _doctor(database, dry=options.dry_run))
    else:
        _run(_nothing)
    return OK


def _voice_model(folder: Path) -> int:
    """One line: that it loads, or what to do."""
    try:
        load_model(folder)
    except NoModel as none:
        return _complain(FAILED, str(none))
    print(f"the model is ready: set VOICE_TRANSCRIBER=vosk and VOICE_VOSK_MODEL={folder.resolve()}")
    return OK


async def _doctor(database: Database, *, dry: bool) -> int:
    """Says what differs, table by table; sets it right unless that is not wanted."""
    async with database.read(administrator()) as read:
        findings = await examine(read)
    for found in findings:
        rows = f", the first: {', '.join(map(str, found.first))}" if found.wrong else ""
        print(f"{found.table} ({', '.join(found.columns)}): {found.wrong} rows differ from the history{rows}")
    if not any(found.wrong for found in findings):
        return OK
    if dry:
        return FAILED
    async with database.work(administrator()) as work:
        healed = await heal(work)
    print("set right: " + ", ".join(f"{rows} rows of {table}" for table, rows in healed.items() if rows))
    return OK


def _report(argv: Sequence[str]) -> int:
    question = parse(argv)

    async def ask(database: Database, _: Settings) -> None:
        async with database.read(administrator(), whole=True) as read:
            async for piece in await answer(read, question):
                sys.stdout.write(piece)
        print()

    _run(ask)
    return OK


def _run(act: Callable[[Database, Settings], Awaitable[T]]) -> T:
    """Open the database, migrate it, act, close it."""
    settings = load_settings()

    async def whole() -> T:
        engine = make_engine(settings.database_url)
        try:
            await migrate(engine)
            return await act(Database(engine, Clock(settings.clock_offset_file)), settings)
        finally:
            await engine.dispose()

    return asyncio.run(whole())


async def _nothing(database: Database, settings: Settings) -> None:
    """`migrate` alone: every door does it anyway."""
    _ = database, settings


async def _import(database: Database, settings: Settings, options: argparse.Namespace) -> Report:
    return await import_bundle(
        database, options.folder, skip_bad=options.skip_bad, language=settings.default_language
    )


def _tell(report: Report) -> None:
    for name, tally in report.done.items():
        print(f"{name}: {tally.added} added, {tally.changed} changed, {tally.same} as they were")
    if report.left_out:
        print(f"left out, there is no place for it yet: {'; '.join(report.left_out)}")
    if report.rejected is not None:
        print(f"{report.refused} reasons to refuse a row, see {report.rejected}")


async def _context(database: Database, settings: Settings) -> Context:
    """What a line is read by at the command line: every client, as somebody who owns none of them."""
    async with database.read(administrator()) as look:
        zone = (await company_of(look)).timezone
    reader = replace(administrator(), id=NOBODY, zone=zone, language=settings.default_language)
    async with database.read(reader) as read:
        return await context_of(read, Memory(EVERYTHING, EVERYTHING))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
