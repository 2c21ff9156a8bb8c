"""A tiny OpenAI-compatible chat server: a second reader that answers by what it is asked, or misbehaves; and a house
that listens to it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from core.access import administrator
from core.desk.second_reader import SecondReads, let_second_reader
from tests.integration.house import a_house
from tests.integration.phones import at_the_phone, rows
from tests.integration.servers import serving

Asked = dict[str, Any]
"""What stands in the user's message: line, slots, clients, stages."""
Reply = dict[str, Any] | str | int | bytes
"""Slots, the words of a message as they are, a status that is refused with, or a body as it is."""
SECRET = "секрет-9"
GZIP = b"\x1f\x8b"
BILL = {"total_tokens": 1_500}


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
        return self.url.removesuffix("/v1")

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
            packed = {"Content-Encoding": "gzip"} if reply.startswith(GZIP) else {}
            return web.Response(body=reply, content_type="application/json", headers=packed)
        content = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        message = {"role": "assistant", "content": content}
        whole = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": self.usage}
        return web.json_response(whole)


def asked_of(body: dict[str, Any]) -> Asked:
    """The question of a request: JSON in its last message."""
    return json.loads(body["messages"][-1]["content"])


@asynccontextmanager
async def adviser(
    says: Callable[[Asked], Reply] | Reply, *, usage: Any = BILL, silent: bool = False
) -> AsyncIterator[Adviser]:
    found = Adviser("", says if callable(says) else lambda _: says, usage)
    if not silent:
        found.may_speak.set()
    app = web.Application(client_max_size=1_000_000)
    app.router.add_post("/v1/chat/completions", found.answer)
    async with serving(app) as url:
        found.url = f"{url}/v1"
        yield found
        found.may_speak.set()


def code_of(offers: dict[str, str], name: str) -> str:
    """The code under which a client or a stage was offered."""
    return next(code for code, label in offers.items() if label == name)


# --- in the house ---

LOST = "Ромашку хороним, бюджет срезали"
TALKED = "погутарил с Ромашкой за чаем, Толик в деле, закинет тендер в среду"
CLEAR = "не дозвонился Ромашка, перезвонить завтра в 15:00"
DIRECTOR = 1
on_sqlite = pytest.mark.parametrize("kind", ["sqlite"])
"""What the databases have no part in."""


def the_loss(asked):
    return {
        "outcome": {"value": "refused", "phrase": "хороним"},
        "stage": {"value": code_of(asked["stages"], "Проиграна"), "phrase": "хороним"},
        "lost_reason": {"value": "no_budget", "phrase": "бюджет срезали"},
    }


def the_talk(asked):
    return {"type": {"value": "meeting", "phrase": "погутарил"}, "contact": {"phrase": "Толик"}}


async def let(database, house, server):
    async with database.work(await house.actor(house.director)) as work:
        await let_second_reader(work, server)


@asynccontextmanager
async def read_by(database, says, *, usage=BILL, silent=False, **settings):
    """The house with a second reader that the director has let; the manager's phone in it."""
    house = await a_house(database)
    async with adviser(says, usage=usage, silent=silent) as second:
        await let(database, house, second.server)
        async with at_the_phone(database, **second.settings(**settings)) as (running, phone):
            yield house, second, running, phone


async def only(database, thing):
    (found,) = await rows(database, thing)
    return found


async def spent(database):
    async with database.read(administrator()) as read:
        days = await read.all(select(SecondReads).order_by(SecondReads.day))
        return [(one.asked, one.tokens, one.filled) for one in days]
