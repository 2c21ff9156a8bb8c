"""Starting a process: settings, logs, an event loop; a wrong setting stops it with one clear line."""

import asyncio
import importlib
import logging
import sys
from collections.abc import Awaitable, Callable

from core.settings import Settings, WrongSettings, load_settings

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOUD = ("aiogram.event", "alembic", "pymorphy3", "apscheduler", "aiogram_dialog")


def run(door: Callable[[Settings], Awaitable[None]]) -> int:
    """Run `door` with the settings of this process; the exit code."""
    try:
        settings = load_settings()
    except WrongSettings as wrong:
        return _refuse(str(wrong))
    if settings.bot_token is None:
        return _refuse("BOT_TOKEN: not set. Get one from @BotFather and put it into .env")
    logging.basicConfig(level=settings.log_level, format=FORMAT, stream=sys.stderr)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)

    async def enter() -> None:
        await door(settings)

    try:
        with asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(enter())
    except WrongSettings as wrong:
        return _refuse(str(wrong))
    return 0


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """uvloop's, where the system has it."""
    try:
        fast = importlib.import_module("uvloop")
    except ImportError:
        return asyncio.new_event_loop
    made: Callable[[], asyncio.AbstractEventLoop] = fast.new_event_loop
    return made


def _refuse(why: str) -> int:
    sys.stderr.write(why + "\n")
    return 2
