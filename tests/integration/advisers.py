"""A tiny OpenAI-compatible chat server: a second reader that answers by what it is asked, or misbehaves."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Asked = dict[str, Any]
"""What stands in the user's message: line, slots, clients, stages."""
Reply = dict[str, Any] | str | int | bytes
"""Slots, the words of a message as they are, a status that is refused with, or a body as it is."""
SECRET = "секрет-9"


@dataclass
class Adviser:
    """What it was asked and what it says. It says nothing until it `may_speak`."""

    url: str
    says: Callable[[Asked], Reply]
    usage: Any
    requests: list[dict[str, Any]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    may_speak: asyncio.Event = field(default_factory=asyncio.Event)

    def settings(self, **more: Any) -> dict[str, Any]:
        return {
            "reader_endpoint_url": self.url,
            "reader_endpoint_key": SECRET,
            "reader_endpoint_model": "reader-1",
            "reader_seconds": 10.0,
            **more,
        }

    @property
    def server(self) -> str:
        return self.url.removeprefix("http://").removesuffix("/v1")

    @property
    def asked(self) -> list[Asked]:
        return [asked_of(one["body"]) for one in self.requests]

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.requests.append({"body": body, "key": request.headers.get("Authorization")})
        self.came.set()
        await self.may_speak.wait()
        reply = self.says(asked_of(body))
        if isinstance(reply, int):
            return web.json_response({"error": {"message": "no"}}, status=reply)
        if isinstance(reply, bytes):
            return web.Response(body=reply, content_type="application/json")
        content = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        message = {"role": "assistant", "content": content}
        whole = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": self.usage}
        return web.json_response(whole)


def asked_of(body: dict[str, Any]) -> Asked:
    """The question of a request: JSON in its last message."""
    return json.loads(body["messages"][-1]["content"])


@asynccontextmanager
async def adviser(
    says: Callable[[Asked], Reply] | Reply, *, usage: Any = None, silent: bool = False
) -> AsyncIterator[Adviser]:
    found = Adviser("", says if callable(says) else lambda _: says, usage or {"total_tokens": 1_500})
    if not silent:
        found.may_speak.set()
    app = web.Application(client_max_size=1_000_000)
    app.router.add_post("/v1/chat/completions", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield found
    finally:
        found.may_speak.set()
        await runner.cleanup()


def code_of(offers: dict[str, str], name: str) -> str:
    """The code under which a client or a stage was offered."""
    return next(code for code, label in offers.items() if label == name)
