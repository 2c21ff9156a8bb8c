"""Starting a process: settings, logs, an event loop; a wrong setting stops it with one clear line."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable

from core.settings import Settings, WrongSettings, load_settings

try:
    from uvloop import new_event_loop
except ImportError:  # Windows
    from asyncio import new_event_loop

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOUD = ("aiogram.event", "apscheduler", "aiogram_dialog")


def run(door: Callable[[Settings], Awaitable[None]]) -> int:
    """Run `door` with the settings of this process; the exit code."""
    try:
        settings = load_settings()
    except WrongSettings as wrong:
        return _refuse(str(wrong.facts["why"]))
    if settings.bot_token is None:
        return _refuse("BOT_TOKEN: not set. Get one from @BotFather and put it into .env")
    logging.basicConfig(level=settings.log_level, format=FORMAT, stream=sys.stderr)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)

    async def enter() -> None:
        await door(settings)

    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(enter())
    return 0


def _refuse(why: str) -> int:
    sys.stderr.write(why + "\n")
    return 2
