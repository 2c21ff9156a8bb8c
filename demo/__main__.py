"""`python -m demo`: Voronka without Telegram, with a company to play with. Ctrl-C stops all of it."""

import argparse
import asyncio
import os
import signal
import sys

from demo.company.making import SEED
from demo.company.words import LANGUAGES
from demo.processes import ChildFailed
from demo.runner import Options, show

PORT = 8777


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__, allow_abbrev=False)
    parser.add_argument("--port", type=int, default=PORT, help="the first one to try, the next free is taken")
    parser.add_argument("--language", choices=LANGUAGES, default=_language())
    parser.add_argument("--seed", type=int, default=SEED, help="another company")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL from pip, not on SQLite")
    given = parser.parse_args()
    return Options(given.port, given.language, given.seed, given.postgres)


def _language() -> str:
    """Russian first: English only where the terminal speaks it."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "ru"


def _say(line: str) -> None:
    print(line, flush=True)


async def _until_stopped(options: Options) -> int:
    """The exit code: 0 after Ctrl-C or SIGTERM, 1 when the bot stopped by itself."""
    showing = asyncio.create_task(show(options, _say))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, showing.cancel)
    try:
        await showing
    except asyncio.CancelledError:
        return 0
    except (ChildFailed, OSError) as why:
        print(why, file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_until_stopped(_options())))
