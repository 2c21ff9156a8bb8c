"""Puts the bot together: dispatcher, reception, delivery, clock; and runs it by polling or by webhook."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator

from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats
from aiogram_dialog import setup_dialogs
from aiohttp import web

import bot.renderers.alerts
import bot.renderers.desk
import bot.renderers.digest
import bot.renderers.evening
from bot.dialogs.log import log_dialog
from bot.dialogs.put_off import put_off_dialog
from bot.door import run
from bot.handlers import (
    capture,
    chips,
    clients,
    deals,
    details,
    errors,
    forgotten,
    funnel,
    kpi,
    log,
    menu,
    people,
    rest,
    slots,
    start,
    tasks,
    voice,
    ways,
)
from bot.middlewares import AnswerMiddleware, OfficeMiddleware, VisibleText
from bot.telegram.listening import Listener
from bot.telegram.poller import Poller
from bot.telegram.reception import Reception
from bot.telegram.sender import TelegramSender
from bot.telegram.session import make_bot
from bot.telegram.storage import ConversationStorage
from bot.telegram.webhook import PATH, webhook_app
from bot.texts import LANGUAGES, texts_of
from core.access import administrator
from core.capture.second.port import Extractor
from core.capture.voice.choice import transcriber_of
from core.clock import Clock
from core.db.engine import make_engine
from core.db.migrate import migrate
from core.desk.knowing import Memory
from core.desk.opening import open_house
from core.desk.second_reader import extractor_of
from core.settings import Settings
from core.work import Database
from scheduler.delivery import Delivery
from scheduler.ticks import Ticker

journal = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
COMMANDS = (
    "today",
    "log",
    "clients",
    "deals",
    "forgotten",
    "kpi",
    "settings",
    "funnel",
    "team",
    "invite",
    "help",
    "cancel",
)
RENDERERS = (bot.renderers.alerts, bot.renderers.desk, bot.renderers.digest, bot.renderers.evening)


def instance_name(settings: Settings, role: str) -> str:
    """The name that this process bears on its leases: the same after a restart, so that it frees its own."""
    if settings.instance_name:
        return settings.instance_name
    door = f":{settings.webhook_port}" if settings.webhook_url else ""
    return f"{role}@{socket.gethostname()}{door}"


async def open_database(settings: Settings, role: str) -> Database:
    """Migrate and open; an empty database gets its company and pipeline."""
    engine = make_engine(settings.database_url)
    await migrate(engine)
    database = Database(engine, Clock(settings.clock_offset_file), holder=instance_name(settings, role))
    async with database.work(administrator()) as work:
        await open_house(work, settings)
    return database


def make_dispatcher(
    database: Database,
    storage: ConversationStorage,
    settings: Settings,
    *,
    memory: Memory | None = None,
    listener: Listener | None = None,
    extractor: Extractor | None = None,
) -> Dispatcher:
    """Routers in the order in which they are asked. `listener`: who hears voice notes, if anybody does;
    `extractor`: who reads lines, the grammar alone without one.
    """
    dispatcher = Dispatcher(storage=storage, listener=listener)
    dispatcher.update.outer_middleware(OfficeMiddleware(database, storage, settings, memory, extractor))
    dispatcher.callback_query.outer_middleware(AnswerMiddleware())
    dispatcher.message.outer_middleware(VisibleText())
    dispatcher.edited_message.filter(F.chat.type == "private")
    dispatcher.message.filter(F.chat.type == "private")
    dispatcher.include_routers(
        errors.router,
        start.router,
        people.router,
        log.router,
        tasks.router,
        forgotten.router,
        kpi.router,
        funnel.router,
        clients.router,
        deals.router,
        menu.router,
        ways.router,
        rest.commands,
        # Before the dialogs: an open window would take every tap and every line for its own.
        capture.router,
        voice.router,
        chips.router,
        details.router,
        slots.router,
        log_dialog,
        put_off_dialog,
        rest.router,
    )
    setup_dialogs(dispatcher)
    return dispatcher


async def run_bot(settings: Settings) -> None:
    """The bot with the clock inside, until SIGINT or SIGTERM."""
    telegram = make_bot(settings)
    database = await open_database(settings, "bot")
    storage = ConversationStorage(database)
    memory, extractor = Memory(), extractor_of(settings, database)
    async with (
        delivering(database, telegram, settings),
        listening(database, telegram, memory, extractor, settings) as listener,
    ):
        dispatcher = make_dispatcher(
            database, storage, settings, memory=memory, listener=listener, extractor=extractor
        )
        reception = Reception(database, dispatcher, telegram, storage, sticky=settings.webhook_url is None)
        try:
            await reception.start()
            await _introduce(telegram)
            if settings.webhook_url is None:
                await _poll(telegram, reception)
            else:
                await _listen(telegram, reception, settings)
        finally:
            await reception.stop()
    await extractor.close()
    await telegram.session.close()
    await database.engine.dispose()


async def run_clock(settings: Settings) -> None:
    """The clock alone, beside several bots on one database, until SIGINT or SIGTERM."""
    telegram = make_bot(settings)
    database = await open_database(settings, "clock")
    async with delivering(database, telegram, settings):
        journal.info("the clock is running")
        await _until_stopped()
    await telegram.session.close()
    await database.engine.dispose()


@contextlib.asynccontextmanager
async def delivering(database: Database, telegram: Bot, settings: Settings) -> AsyncIterator[Delivery]:
    """The outbox is delivered and the clock ticks while this is open."""
    delivery = Delivery(database, TelegramSender(telegram, database))
    ticker = Ticker(database, settings.tick_seconds, delivery.wake)
    await delivery.start()
    await ticker.start()
    try:
        yield delivery
    finally:
        await ticker.stop()
        await delivery.stop()


@contextlib.asynccontextmanager
async def listening(
    database: Database, telegram: Bot, memory: Memory, extractor: Extractor, settings: Settings
) -> AsyncIterator[Listener | None]:
    """Voice notes are heard while this is open; None where nobody listens. Raises WrongSettings."""
    transcriber = transcriber_of(settings)
    if transcriber is None:
        yield None
        return
    listener = Listener(database, telegram, transcriber, memory, extractor, settings)
    await listener.start()
    try:
        yield listener
    finally:
        await listener.stop()


async def _introduce(telegram: Bot) -> None:
    """The commands in the menu, in both languages; a Telegram that does not answer does not stop the
    start.
    """
    for language in LANGUAGES:
        texts = texts_of(language)
        commands = [BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in COMMANDS]
        try:
            await telegram.set_my_commands(
                commands,
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if language == "en" else language,
            )
        except TelegramAPIError as refusal:
            journal.warning("the commands were not set: %s", type(refusal).__name__)
            return


async def _poll(telegram: Bot, reception: Reception) -> None:
    with contextlib.suppress(TelegramAPIError):
        await telegram.delete_webhook()
    polling = asyncio.create_task(Poller(telegram, reception, ALLOWED).run())
    journal.info("the bot is polling")
    try:
        await _until_stopped()
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def _listen(telegram: Bot, reception: Reception, settings: Settings) -> None:
    assert settings.webhook_url is not None
    assert settings.webhook_secret is not None
    secret = settings.webhook_secret.get_secret_value()
    runner = web.AppRunner(webhook_app(telegram, reception, secret), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
    url = settings.webhook_url.rstrip("/") + PATH
    await telegram.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED), max_connections=40)
    journal.info("the bot is listening")
    try:
        await _until_stopped()
    finally:
        await runner.cleanup()


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()


def bot_door() -> int:
    """`python -m bot`; the exit code."""
    return run(run_bot)


def clock_door() -> int:
    """`python -m scheduler`; the exit code."""
    return run(run_clock)
