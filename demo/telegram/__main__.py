"""The fake Telegram as its own process: `python -m demo.telegram`. Prints its address when it is ready."""

import argparse
import asyncio
import signal

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
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    telegram = FakeTelegram(
        host=arguments.host,
        port=arguments.port,
        tokens=tuple(arguments.token),
        insecure_webhooks=arguments.insecure_webhooks,
        webhook_delay=arguments.webhook_delay,
    )
    async with telegram:
        print(f"Fake Telegram is ready at {telegram.url}", flush=True)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
