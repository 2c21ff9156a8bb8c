"""The show-room: the fake Telegram here, the bot beside it, the made-up company in a fresh database."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.cast import make_page
from demo.chat import ChatPage
from demo.company.shape import shape, somebody
from demo.company.words import words_of
from demo.databases import Filled, Wanted, postgres_database, sqlite_copy
from demo.processes import Child, ChildFailed
from demo.telegram import FakeTelegram
from demo.telegram.known import parameters
from demo.telegram.state import USERNAME
from demo.words import demo_words

PORTS_TRIED = 100
PATIENCE = 120.0
TICK_SECONDS = "2"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How it is started. `port`: the first one to try; `postgres`: in place of a SQLite file."""

    port: int
    language: str
    seed: int
    postgres: bool


async def show(options: Options, say: Say) -> None:
    """Until cancelled. Everything that was started is stopped on leaving. Raises ChildFailed, OSError."""
    language = options.language
    with tempfile.TemporaryDirectory(prefix="voronka-demo-") as name:
        folder = Path(name)
        offset = folder / "clock-offset"
        today = datetime.now(ZoneInfo(words_of(language).company.timezone)).date()
        say(demo_words(language).preparing.format(today=f"{today:%d.%m.%Y}"))
        wanted = Wanted(today, options.seed, language)
        async with (
            _database(wanted, folder, postgres=options.postgres) as filled,
            _telegram(options.port, make_page(language, filled.secret, offset)) as telegram,
            Child(folder, "bot", settings=_settings(telegram, filled.url, offset, language)) as bot,
        ):
            # The page can be looked at at once; what is written to the bot meanwhile waits for it.
            knowing = asyncio.create_task(asyncio.to_thread(parameters))
            for line in _ready(language, telegram.url, filled):
                say(line)
            await _until_bot_polls(telegram, bot, language)
            await knowing
            say(demo_words(language).awake)
            await _watch(bot, language)


def _database(wanted: Wanted, folder: Path, *, postgres: bool) -> AbstractAsyncContextManager[Filled]:
    return postgres_database(wanted, folder) if postgres else sqlite_copy(wanted, folder)


@asynccontextmanager
async def _telegram(port: int, page: ChatPage) -> AsyncIterator[FakeTelegram]:
    """The fake with its chat page, on the first free port from `port` on. Raises OSError."""
    for tried in range(port, port + PORTS_TRIED):
        telegram = FakeTelegram(port=tried, chat=page)
        try:
            await telegram.start()
        except OSError:
            await telegram.stop()
            continue
        try:
            yield telegram
        finally:
            await telegram.stop()
        return
    raise OSError(f"no free port from {port} on")


def _settings(telegram: FakeTelegram, url: str, offset: Path, language: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": url,
        "CLOCK_OFFSET_FILE": str(offset),
        "ADMIN_IDS": str(somebody("director").telegram_id),
        "DEFAULT_LANGUAGE": language,
        "TICK_SECONDS": TICK_SECONDS,
    }


async def _until_bot_polls(telegram: FakeTelegram, bot: Child, language: str) -> None:
    """Whichever comes first: it asks for updates, or it dies."""
    polling = asyncio.create_task(telegram.control().wait_until(lambda now: now.polled, timeout=PATIENCE))
    watching = asyncio.create_task(_watch(bot, language))
    try:
        done, _ = await asyncio.wait({polling, watching}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (polling, watching):
            task.cancel()
        await asyncio.gather(polling, watching, return_exceptions=True)


async def _watch(bot: Child, language: str) -> None:
    """Raises ChildFailed once the bot has ended."""
    code = await bot.wait()
    raise ChildFailed(f"{demo_words(language).died.format(code=code)}\n{bot.last_words()}")


def _ready(language: str, url: str, filled: Filled) -> list[str]:
    """The address, and what to try."""
    words, company, leak = demo_words(language), words_of(language), shape().leak
    named = {
        "manager": somebody("manager"),
        "forgets": somebody("manager", habit="forgets"),
        "head": somebody("head", team=leak.team),
        "director": somebody("director"),
    }
    facts = {role: company.people[person.id][0] for role, person in named.items()}
    facts |= {"url": url, "client": filled.client, "team": company.teams[leak.team]}
    facts |= {"stranger": words.stranger, "bot": USERNAME, "secret": filled.secret}
    return [line.format_map(facts) for line in words.ready]
