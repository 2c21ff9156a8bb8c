"""The fake Telegram as its own process: `python -m demo.telegram`. Prints its address when it is ready."""

import argparse
import asyncio
import signal
import tempfile
from pathlib import Path

from demo.chat import ChatPage
from demo.chat.cast import FEW, FEW_GROUPS
from demo.telegram.server import FakeTelegram


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument(
        "--token", action="append", default=[], help="accept only this token (may be repeated)"
    )
    parser.add_argument(
        "--insecure-webhooks", action="store_true", help="take http webhooks beyond the loopback"
    )
    parser.add_argument("--webhook-delay", type=float, default=1.0, help="seconds before the first new try")
    parser.add_argument("--chat", action="store_true", help="with the chat page, on the same address")
    parser.add_argument(
        "--offset-file", type=Path, help="the bot's CLOCK_OFFSET_FILE, for the page's clock (else a new one)"
    )
    return parser.parse_args()


def _page(offset_file: Path) -> ChatPage:
    return ChatPage(FEW, groups=FEW_GROUPS, offset_file=offset_file)


async def _run(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    offset_file = arguments.offset_file or Path(tempfile.mkdtemp(prefix="voronka-")) / "offset"
    telegram = FakeTelegram(
        host=arguments.host,
        port=arguments.port,
        tokens=tuple(arguments.token),
        insecure_webhooks=arguments.insecure_webhooks,
        webhook_delay=arguments.webhook_delay,
        chat=_page(offset_file) if arguments.chat else None,
    )
    async with telegram:
        print(f"Fake Telegram is ready at {telegram.url}", flush=True)
        if arguments.chat:
            print(
                f"The chat page is there too. A bot for it:\n  BOT_TOKEN={telegram.token} "
                f"TELEGRAM_API_URL={telegram.url} CLOCK_OFFSET_FILE={offset_file} ADMIN_IDS=1 python -m bot",
                flush=True,
            )
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
