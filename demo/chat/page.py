"""The page's routes on the fake's server: the page, one long poll for all news, the acts of people."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.chat.cast import PLACES, Group, Place, Someone
from demo.chat.clock import DemoClock
from demo.chat.files import serve_file, serve_static
from demo.chat.shown import name_of, show_chat, show_last, unread
from demo.telegram.control_people import act
from demo.telegram.errors import ControlError, RefusedError
from demo.telegram.state import Bot, Chat, User, World
from demo.telegram.values import Json

PATIENCE = 25.0
MOST_SHOWN = 1000
FIRST_STRANGER = 7001
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
        self._cast = {one.id: one for one in cast}
        self._groups = {group.id: group for group in groups}
        self._places = places
        self._read: dict[int, int] = {}
        self._world: World | None = None
        self._token = ""

    def join(self, app: web.Application, world: World, token: str) -> None:
        """Stand on the server of this world, as the telephones of this bot's people."""
        self._world, self._token = world, token
        self._seat()
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

    def _seat(self) -> None:
        """Let the cast and the groups be there; they come back after a reset."""
        world, bot = self.world, self.bot
        for one in self._cast.values():
            if one.id not in world.users:
                first, _, last = one.name.partition(" ")
                world.users[one.id] = user = User(
                    one.id, first, last or None, language_code=one.language_code
                )
                bot.private_chat(user).started = one.started
        for group in self._groups.values():
            if group.id not in bot.chats:
                bot.chats[group.id] = Chat(group.id, "supergroup", title=group.title, started=True)

    async def _news(self, request: web.Request) -> Json:
        """What there is, as soon as it is newer than `after`; of the open chats only those that changed.

        `open` is id:change:last for each chat: what the page has seen of it, and how many messages it wants.
        """
        self._seat()
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
        groups = [chat for chat in bot.chats.values() if chat.user is None]
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
            "places": [
                {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
                for place in self._places
            ],
            "people": [self._person(user) for user in self.world.users.values()]
            + [self._group(chat) for chat in groups],
        }

    def _person(self, user: User) -> Json:
        known = self._cast.get(user.id) or Someone(user.id, name_of(user))
        chat = self.bot.chats.get(user.id) or Chat(user.id, "private", user)
        return {
            **self._row(chat),
            "kind": "person",
            "name": name_of(user),
            "role": known.role,
            "note": known.note,
            "language": user.language_code,
            "start": known.start,
            "phone": known.phone
            or f"+7 900 {user.id // 10000 % 1000:03}-{user.id // 100 % 100:02}-{user.id % 100:02}",
        }

    def _group(self, chat: Chat) -> Json:
        known = self._groups.get(chat.id) or Group(chat.id, chat.title or "")
        return {
            **self._row(chat),
            "kind": "group",
            "name": chat.title,
            "role": "group",
            "note": known.note,
            "members": list(known.members or self.world.users),
        }

    def _row(self, chat: Chat) -> Json:
        mine = chat.user.id if chat.user else 0
        return {
            "id": chat.id,
            "unread": unread(chat, self._read.get(chat.id, 0), mine),
            "action": chat.action,
            "last": show_last(reversed(chat.messages.values()), self.bot),
        }

    async def _mark_read(self, request: web.Request) -> Json:
        body = await request.json()
        chat_id, upto = int(body["chat"]), int(body["upto"])
        if upto > self._read.get(chat_id, 0):
            self._read[chat_id] = upto
            self.world.changes.note()
        return {}

    async def _turn(self, request: web.Request) -> Json:
        self.clock.turn(str((await request.json())["to"]))
        self.world.changes.note()
        return {"now": self.world.now()}

    async def _stranger(self, request: web.Request) -> Json:
        """Somebody new, with a name, a language, and perhaps an invite link to start by."""
        body = await request.json()
        name = " ".join(str(body["name"]).split())[:64]
        if not name:
            raise ControlError("somebody without a name")
        new = max([FIRST_STRANGER - 1, *self.world.users]) + 1
        language, start = str(body.get("language") or "ru")[:2], str(body.get("start") or "")[:64]
        self._cast[new] = Someone(new, name, "stranger", language, start=start or None)
        self._seat()
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
