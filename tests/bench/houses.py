"""The bots to be measured, each with a database of its own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from demo.telegram import FakeTelegram
from tests.bench.company import a_department
from tests.bench.measuring import Subject
from tests.bench.processes import database_processes, polling, run, running
from tests.bench.telephones import Telephone, telephones
from tests.e2e.process import quiet_evening
from tests.integration.databases import PostgresServer, SqliteFiles

PEOPLE = range(1001, 1021)
TOKENS = {"echo": "41:ECHO", "sqlite": "42:SQLITE", "postgresql": "43:POSTGRESQL"}


@dataclass(frozen=True, slots=True)
class House:
    """All that is measured. `urls` by kind of database, `moment` is the evening on which people record."""

    subjects: Mapping[str, Subject]
    urls: Mapping[str, str]
    moment: datetime


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    """The fake, the echo bot and a bot on each database, polling. Everything is ended on leaving."""
    async with AsyncExitStack() as stack:
        postgres = PostgresServer(folder / "pg", lasting=True)
        stack.callback(postgres.stop)
        urls = {"sqlite": await SqliteFiles(folder).fresh(), "postgresql": await postgres.fresh()}
        telegram = await stack.enter_async_context(FakeTelegram())
        moment = quiet_evening()
        subjects = {"echo": await _echo(stack, telegram, folder)}
        bundle = a_department(folder / "bundle", PEOPLE, moment)
        for kind, url in urls.items():
            environment = _environment(telegram, url, folder, TOKENS[kind], moment)
            subjects[kind] = await _bot(stack, telegram, folder, kind, environment, bundle)
        yield House(subjects, urls, moment)


@asynccontextmanager
async def echoing(folder: Path) -> AsyncIterator[Subject]:
    """The unit alone: the fake and the echo bot, polling."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram())
        yield await _echo(stack, telegram, folder)


async def _echo(stack: AsyncExitStack, telegram: FakeTelegram, folder: Path) -> Subject:
    token, log = TOKENS["echo"], folder / "echo.log"
    process = await stack.enter_async_context(running("tests.bench.echo", token, telegram.url, log=log))
    await polling(telegram, token, process, log)
    return Subject("echo", process, telephones(telegram, token, PEOPLE), Telephone.echo, updates=1)


async def _bot(
    stack: AsyncExitStack,
    telegram: FakeTelegram,
    folder: Path,
    kind: str,
    environment: dict[str, str],
    bundle: Path,
) -> Subject:
    token, log = TOKENS[kind], folder / f"{kind}.log"
    await run("core", "import", str(bundle), log=log, environment=environment)
    process = await stack.enter_async_context(running("bot", log=log, environment=environment))
    await polling(telegram, token, process, log)
    servers = partial(database_processes, folder / "pg") if kind == "postgresql" else tuple
    people = telephones(telegram, token, PEOPLE)
    return Subject(kind, process, people, Telephone.record, updates=2, servers=servers)


def _environment(
    telegram: FakeTelegram, url: str, folder: Path, token: str, moment: datetime
) -> dict[str, str]:
    """A bot as it is installed, but on an evening when the clock pushes nothing by itself."""
    offset = folder / "offset"
    offset.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": url,
        "CLOCK_OFFSET_FILE": str(offset),
        "LOG_LEVEL": "WARNING",
    }
