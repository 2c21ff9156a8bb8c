"""The page's routes on the fake's server: the page, one long poll for all news, the acts of people."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.chat.cast import PLACES, Group, Place, Someone
from demo.chat.clock import DemoClock
from demo.chat.files import serve_file, serve_static
from demo.chat.seats import Seats
from demo.chat.shown import show_chat
from demo.telegram.control_people import act
from demo.telegram.errors import ControlError, RefusedError
from demo.telegram.state import Bot, World
from demo.telegram.values import Json

PATIENCE = 25.0
MOST_SHOWN = 1000
Answer = Callable[[web.Request], Awaitable[Any]]


class ChatPage:
    """Telephones for a cast of people; give it to FakeTelegram(chat=…)."""

    def __init__(
        self,
        cast: Sequence[Someone] = (),
        *,
        groups: Sequence[Group] = (),
        offset_file: Path | None = None,
        zone: str = "Europe/Moscow",
        places: Sequence[Place] = PLACES,
    ) -> None:
        self.clock = DemoClock(offset_file, ZoneInfo(zone))
        self._seats = Seats(cast, groups)
        self._places = [asdict(place) for place in places]
        self._world: World | None = None
        self._token = ""

    def join(self, app: web.Application, world: World, token: str) -> None:
        """Stand on the server of this world, as the telephones of this bot's people."""
        self._world, self._token = world, token
        self._seats.fill(world, self.bot)
        app.add_routes(
            [
                web.get("/", serve_static),
                web.get("/static/{name}", serve_static),
                web.get("/chat/files/{id}", serve_file),
                web.get("/chat/news", _json(self._news)),
                web.post("/chat/read", _json(self._mark_read)),
                web.post("/chat/clock", _json(self._turn)),
                web.post("/chat/people", _json(self._stranger)),
                web.post("/chat/people/{id}/{act}", _json(self._act)),
            ]
        )

    @property
    def world(self) -> World:
        assert self._world is not None, "the page stands on no server yet"
        return self._world

    @property
    def bot(self) -> Bot:
        return self.world.bot(self._token)

    async def _news(self, request: web.Request) -> Json:
        """What there is, as soon as it is newer than `after`; of the open chats only those that changed.

        `open` is id:change:last for each chat: what the page has seen of it, and how many messages it wants.
        """
        self._seats.fill(self.world, self.bot)
        asked = [tuple(map(int, one.split(":"))) for one in request.query.get("open", "").split(",") if one]
        changes, bot = self.world.changes, self.bot
        fresh = any(known < 0 for _chat, known, _last in asked)
        if not fresh:
            await changes.wait(int(request.query.get("after", -1)), PATIENCE)
        number, opened = changes.number, []
        for chat_id, known, last in asked:
            change = changes.last((bot.user.id, chat_id))
            if change > known and (chat_id in self.world.users or chat_id in bot.chats):
                chat = self.world.chat(bot, chat_id)
                opened.append(show_chat(bot, chat, change, min(max(last, 1), MOST_SHOWN)))
        return {"change": number, **self._around(), "chats": opened}

    def _around(self) -> Json:
        bot, clock = self.bot, self.clock
        return {
            "now": self.world.now(),
            "zone": str(clock.zone),
            "turns": clock.turns,
            "presets": [{"name": name, "at": moment.timestamp()} for name, moment in clock.presets()],
            "bot": {
                "name": bot.user.first_name,
                "username": bot.user.username,
                "alive": bot.updates.polled or bot.webhook is not None,
            },
            "waiting": [
                [message["chat"]["id"], message["message_id"]]
                for update in bot.updates.pending()
                if (message := update.get("message") or update.get("edited_message"))
            ],
            "places": self._places,
            "people": self._seats.rows(self.world, bot),
        }

    async def _mark_read(self, request: web.Request) -> Json:
        body = await request.json()
        if self._seats.read(int(body["chat"]), int(body["upto"])):
            self.world.changes.note()
        return {}

    async def _turn(self, request: web.Request) -> Json:
        self.clock.turn(str((await request.json())["to"]))
        self.world.changes.note()
        return {"now": self.world.now()}

    async def _stranger(self, request: web.Request) -> Json:
        """Somebody new, with a name, a language, and perhaps an invite link to start by."""
        body = await request.json()
        language, start = str(body.get("language") or "ru"), str(body.get("start") or "")
        new = self._seats.stranger(self.world, str(body["name"]), language, start)
        self._seats.fill(self.world, self.bot)
        self.world.changes.note()
        return {"id": new}

    async def _act(self, request: web.Request) -> Json:
        who, name = int(request.match_info["id"]), request.match_info["act"]
        return act(self.world, self.bot, self.world.user(who), name, await request.json())


def _json(answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        if request.method == "POST" and request.content_type != "application/json":
            # Another site's form may be sent here without asking; JSON may not.
            return web.json_response({"error": "JSON only"}, status=415)
        try:
            return web.json_response(await answer(request))
        except (ControlError, RefusedError) as problem:
            return web.json_response({"error": str(problem)}, status=400)
        except (KeyError, ValueError, TypeError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)

    return serve
