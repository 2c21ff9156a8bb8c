"""Webhook bots in tests: their settings, updates posted by hand, a door in front of several of them."""

import socket
from itertools import count
from typing import Self

from aiohttp import ClientError, ClientSession, web

from bot.telegram.webhook import HEADER, PATH
from demo.telegram import Control

SECRET = "a-secret_1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def by_webhook(port: int, url: str = "") -> dict[str, str]:
    """Settings of a bot that listens on `port`; `url`: where Telegram is told to call."""
    return {
        "WEBHOOK_URL": url or f"http://127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
    }


async def post(port: int, body: bytes, *, secret: str | bytes | None = SECRET) -> int:
    """Call a bot as Telegram does; the status."""
    headers = {} if secret is None else {HEADER: secret}
    async with (
        ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}{PATH}", data=body, headers=headers) as response,
    ):
        return response.status


async def hooked(control: Control) -> None:
    """Wait until a bot has told Telegram where to call."""
    await control.wait_until(lambda stats: bool(stats.webhook), timeout=180)


class RoundRobin:
    """A balancer in front of several bots: each call goes to the next port.

    `lose`: so many answers are lost on their way back, after the bot has given them.
    """

    def __init__(self, *ports: int) -> None:
        self._ports = ports
        self._turns = count()
        self._runner: web.AppRunner | None = None
        self.lose = 0
        self.lost = 0
        self.taken: dict[int, int] = dict.fromkeys(ports, 0)
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post(PATH, self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        port = self._ports[next(self._turns) % len(self._ports)]
        try:
            status = await post(port, await request.read(), secret=request.headers.get(HEADER))
        except (TimeoutError, ClientError):
            return web.Response(status=502)
        if status == 200:
            self.taken[port] += 1
            if self.lost < self.lose:
                self.lost += 1
                return web.Response(status=504)
        return web.Response(status=status)
