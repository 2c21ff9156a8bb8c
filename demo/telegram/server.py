"""The fake Telegram put together: one world, the Bot API and the control API in front of it, on one port."""

import asyncio
import json
import time
from types import TracebackType
from typing import Protocol, Self

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from demo.telegram import api, control
from demo.telegram.client import Control
from demo.telegram.state import World
from demo.telegram.values import Json

DEFAULT_TOKEN = "42:VORONKA-DEMO"  # noqa: S105 - opens nothing but the fake


class Clock(Protocol):
    def seconds(self) -> float: ...


class Page(Protocol):
    """A page on the same port (demo.chat): it brings the clock, and joins when the server starts."""

    @property
    def clock(self) -> Clock: ...

    def join(self, app: web.Application, world: World, token: str) -> None: ...


class FakeTelegram:
    """A running fake. `async with FakeTelegram() as telegram` starts it on a free port of the loopback."""

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tokens: tuple[str, ...] = (),
        insecure_webhooks: bool = False,
        webhook_delay: float = 1.0,
        query_life: float = 900.0,
        chat: Page | None = None,
    ) -> None:
        self.world = World(
            tokens=frozenset(tokens),
            insecure_webhooks=insecure_webhooks,
            webhook_delay=webhook_delay,
            query_life=query_life,
            clock=time.time if chat is None else chat.clock.seconds,
        )
        self._page = chat
        self.token = tokens[0] if tokens else DEFAULT_TOKEN
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None
        self._controls: list[Control] = []

    @property
    def url(self) -> str:
        """Where the Bot API and /control are, without a slash at the end."""
        return f"http://{self._host}:{self._port}"

    def control(self, token: str | None = None) -> Control:
        """The way to act as a person, over HTTP; closed together with the fake."""
        made = Control(self.url, token or self.token)
        self._controls.append(made)
        return made

    async def start(self) -> None:
        app = web.Application(client_max_size=api.LARGEST + 1024 * 1024)
        app[api.WORLD] = self.world
        app.add_routes([*api.routes(), *control.routes()])
        if self._page is not None:
            self._page.join(app, self.world, self.token)
        app.on_shutdown.append(self._let_go)
        self._session = ClientSession(timeout=ClientTimeout(total=60))
        self.world.post = self._post
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        for made in self._controls:
            await made.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _let_go(self, _app: web.Application) -> None:
        self.world.faults.clear()
        self.world.changes.close()
        for bot in self.world.bots.values():
            bot.updates.interrupt()
            if bot.webhook is not None:
                bot.webhook.stop()
        await asyncio.sleep(0)

    async def _post(self, url: str, body: Json, headers: dict[str, str]) -> tuple[int, bytes]:
        assert self._session is not None
        data = json.dumps(body, ensure_ascii=False).encode()
        sent = {"Content-Type": "application/json", **headers}
        try:
            async with self._session.post(url, data=data, headers=sent) as response:
                return response.status, await response.read()
        except ClientError as problem:
            raise OSError(str(problem) or type(problem).__name__) from problem
