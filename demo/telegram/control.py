"""The other side of the fake, under /control: what people do, what they see, and what goes wrong.

JSON in and out. The bot is named by the header X-Bot-Token; without it, it is the first. What cannot be
done answers 400 with {"error": ...}. README.md lists the routes.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from demo.telegram import control_groups, control_more
from demo.telegram.api import WORLD
from demo.telegram.control_people import act
from demo.telegram.errors import ControlError, RefusedError
from demo.telegram.faults import Fault
from demo.telegram.groups import make_group
from demo.telegram.state import Bot, User, World
from demo.telegram.values import Json
from demo.telegram.views import show_chat, show_chats, show_stats

TOKEN_HEADER = "X-Bot-Token"  # noqa: S105 - a header's name
FAULT_FIELDS = (
    "kind",
    "method",
    "chat_id",
    "text",
    "times",
    "after",
    "code",
    "description",
    "retry_after",
    "seconds",
)
MORE_ROUTES = [*control_groups.ROUTES, *control_more.ROUTES]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes() -> list[web.RouteDef]:
    return [
        web.get("/control/status", _wrapped(_status)),
        web.post("/control/reset", _wrapped(_reset)),
        web.post("/control/people", _wrapped(_person)),
        web.post("/control/people/{id}/{act}", _wrapped(_act)),
        web.post("/control/groups", _wrapped(_group)),
        web.get("/control/chats", _wrapped(_chats)),
        web.get("/control/chats/{id}", _wrapped(_chat)),
        web.get("/control/wait", _wrapped(_wait)),
        web.get("/control/calls", _wrapped(_calls)),
        web.get("/control/files/{id}", _file),
        web.get("/control/faults", _wrapped(_faults)),
        web.post("/control/faults", _wrapped(_arm)),
        web.delete("/control/faults", _wrapped(_disarm)),
        web.post("/control/faults/{id}/release", _wrapped(_release)),
        web.get("/control/updates", _wrapped(_pending)),
        web.post("/control/updates", _wrapped(_inject)),
        web.post("/control/updates/jump", _wrapped(_jump)),
        web.post("/control/pause", _wrapped(_pause)),
        web.post("/control/resume", _wrapped(_resume)),
        web.post("/control/limits", _wrapped(_limits)),
        web.post("/control/clock", _wrapped(_clock)),
        *(web.route(verb, path, _wrapped(handler)) for verb, path, handler in MORE_ROUTES),
    ]


Act = Callable[[World, Bot, web.Request, Json], Any]


def _wrapped(handler: Act) -> Handler:
    async def serve(request: web.Request) -> web.StreamResponse:
        world = request.app[WORLD]
        try:
            body = await request.json() if request.can_read_body else {}
            result = handler(world, _bot(world, request), request, body)
            if isinstance(result, Awaitable):
                result = await result
        except (ControlError, RefusedError) as problem:
            return web.json_response({"error": str(problem)}, status=400)
        except (KeyError, ValueError, TypeError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return web.json_response(result)

    return serve


def _bot(world: World, request: web.Request) -> Bot:
    token = request.headers.get(TOKEN_HEADER)
    if token:
        return world.bot(token)
    if not world.bots:
        raise ControlError("no bot has called yet: name one by the header X-Bot-Token")
    return next(iter(world.bots.values()))


def _status(world: World, bot: Bot, _request: web.Request, _body: Json) -> Json:
    return show_stats(world, bot)


def _reset(world: World, bot: Bot, _request: web.Request, _body: Json) -> Json:
    world.reset()
    return show_stats(world, bot)


def _person(world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    user_id = int(body["id"])
    known = world.users.get(user_id)
    if known is None:
        known = world.users[user_id] = User(user_id, "")
    for name in ("first_name", "last_name", "username", "language_code"):
        setattr(known, name, body.get(name))
    known.first_name = body.get("first_name") or f"Person {user_id}"
    if body.get("started"):
        bot.private_chat(known).started = True
    world.changes.note()
    return known.api()


def _group(world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    group_id = int(body["id"])
    if group_id >= 0:
        raise ControlError("the id of a group is negative")
    kind = body.get("kind") or "supergroup"
    if kind not in {"group", "supergroup"}:
        raise ControlError("a group is a group or a supergroup")
    return make_group(world, bot, group_id, body["title"], kind).api()


async def _act(world: World, bot: Bot, request: web.Request, body: Json) -> Json:
    user_id, name = int(request.match_info["id"]), request.match_info["act"]
    return act(world, bot, world.user(user_id), name, body)


def _chats(_world: World, bot: Bot, _request: web.Request, _body: Json) -> list[Json]:
    return show_chats(bot.chats.values())


def _chat(world: World, bot: Bot, request: web.Request, _body: Json) -> Json:
    chat = world.chat(bot, int(request.match_info["id"]))
    last = request.query.get("last")
    after = int(request.query.get("after", 0))
    return show_chat(world, bot, chat, last=int(last) if last else None, after=after)


async def _wait(world: World, bot: Bot, request: web.Request, _body: Json) -> Json:
    after, timeout = int(request.query.get("after", 0)), float(request.query.get("timeout", 30))
    chat_id = request.query.get("chat")
    subject = None if chat_id is None else (bot.user.id, int(chat_id))
    return {"change": await world.changes.wait(after, timeout, subject)}


def _calls(world: World, bot: Bot, request: web.Request, _body: Json) -> list[Json]:
    chat_id, after = request.query.get("chat_id"), int(request.query.get("after", 0))
    method = request.query.get("method")
    wanted = world.calls.of(
        bot.user.id, method=method, chat_id=int(chat_id) if chat_id else None, after=after
    )
    return [call.json() for call in wanted]


async def _file(request: web.Request) -> web.StreamResponse:
    stored = request.app[WORLD].files.find(request.match_info["id"])
    if stored is None:
        return web.json_response({"error": "no such file"}, status=404)
    return web.Response(body=stored.upload.data, content_type=stored.upload.mime)


def _faults(world: World, _bot: Bot, _request: web.Request, _body: Json) -> list[Json]:
    return [fault.json() for fault in world.faults.all()]


def _arm(world: World, _bot: Bot, _request: web.Request, body: Json) -> Json:
    if body.get("kind") not in {"error", "drop", "stall", "garbage"}:
        raise ControlError("kind is one of error, drop, stall, garbage")
    given = {name: body[name] for name in FAULT_FIELDS if body.get(name) is not None}
    fault = Fault(world.faults.next_id(), **given)
    world.faults.arm(fault)
    return fault.json()


def _disarm(world: World, _bot: Bot, _request: web.Request, _body: Json) -> Json:
    world.faults.clear()
    return {}


def _release(world: World, _bot: Bot, request: web.Request, _body: Json) -> Json:
    fault = world.faults.get(int(request.match_info["id"]))
    if fault is None:
        raise ControlError("no such fault")
    fault.release()
    return fault.json()


def _pending(_world: World, bot: Bot, _request: web.Request, _body: Json) -> list[Json]:
    return bot.updates.pending()


def _inject(_world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    return {"update_id": bot.updates.push(body)}


def _jump(_world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    bot.updates.jump(body.get("to"))
    return {}


def _pause(world: World, bot: Bot, _request: web.Request, _body: Json) -> Json:
    bot.updates.pause(paused=True)
    return show_stats(world, bot)


def _resume(world: World, bot: Bot, _request: web.Request, _body: Json) -> Json:
    bot.updates.pause(paused=False)
    return show_stats(world, bot)


def _limits(world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    bot.limits.on = bool(body["on"])
    bot.limits.burst = max(1, int(body.get("burst") or 1))
    return show_stats(world, bot)


def _clock(world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    world.advance(float(body["advance"]))
    return show_stats(world, bot)
