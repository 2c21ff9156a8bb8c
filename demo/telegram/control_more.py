"""Further acts of people: the inline mode, reactions, moving places, stopping a draft."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from demo.telegram.errors import ControlError
from demo.telegram.groups import status_of
from demo.telegram.inline import ask, choose, press_inline, show_inline
from demo.telegram.people import Acted, Person
from demo.telegram.reactions import EMOJI
from demo.telegram.state import Bot, World
from demo.telegram.values import Json
from demo.telegram.views import show_message


def _react(person: Person, body: Json) -> Acted:
    """Put a reaction under a message, or take it away; in groups an administrator bot is told."""
    message = person.message(int(body["message_id"]))
    emoji = body.get("emoji")
    if emoji is not None and emoji not in EMOJI:
        raise ControlError("a telephone has no such reaction")
    before = message.reactions_of.get(person.user.id, [])
    now = [{"type": "emoji", "emoji": emoji}] if emoji else []
    message.reactions_of[person.user.id] = now
    person.changed()
    if person.chat.user is None and status_of(person.bot, person.chat) != "administrator":
        return Acted(message.id)
    update = {
        "chat": person.chat.api(),
        "message_id": message.id,
        "user": person.user.api(),
        "date": int(person.world.now()),
        "old_reaction": before,
        "new_reaction": now,
    }
    return Acted(message.id, person.bot.updates.add("message_reaction", update))


def _move(person: Person, body: Json) -> Acted:
    """Be somewhere else while the live location still lives."""
    message = person.message(int(body["message_id"]))
    place = message.content.get("location", {})
    over = person.world.now() > message.date + place.get("live_period", 0)
    if message.sender is not person.user or over:
        raise ControlError("no live location of yours")
    moved = {**place, "latitude": float(body["latitude"]), "longitude": float(body["longitude"])}
    return person.amended(message, {**message.content, "location": moved})


def _stop_draft(person: Person, _body: Json) -> Acted:
    """Tap the button that stops the draft being written."""
    draft = person.chat.draft
    if draft is None or not draft["can_stop"]:
        raise ControlError("there is no draft to be stopped")
    if not draft["keep_on_stop"]:
        person.chat.draft = None
    person.changed()
    stopped = {"chat": person.chat.api(), "draft_id": draft["draft_id"]}
    return Acted(update_id=person.bot.updates.add("stopped_message_generation", stopped))


def _inline_press(person: Person, body: Json) -> Acted:
    return press_inline(person, body["inline_message_id"], body["data"])


def _choose(person: Person, body: Json) -> Acted:
    elsewhere = bool(body.get("elsewhere"))
    return choose(person, body["query_id"], body["result_id"], elsewhere=elsewhere)


MORE_ACTS: dict[str, Callable[[Person, Json], Acted]] = {
    "react": _react,
    "move": _move,
    "stop": _stop_draft,
    "query": lambda person, body: ask(person, body["text"], body.get("offset") or ""),
    "choose": _choose,
    "press_inline": _inline_press,
}


def _inline(_world: World, bot: Bot, request: web.Request, _body: Json) -> Json:
    query = bot.inline_queries.get(request.match_info["id"])
    if query is None:
        raise ControlError("nobody asked this")
    return show_inline(query)


def _inline_message(_world: World, bot: Bot, request: web.Request, _body: Json) -> Json:
    message = bot.inline_messages.get(request.match_info["id"])
    if message is None:
        raise ControlError("there is no such inline message")
    return show_message(message, bot)


ROUTES: list[tuple[str, str, Callable[[World, Bot, web.Request, Json], Any]]] = [
    ("GET", "/control/inline/{id}", _inline),
    ("GET", "/control/inline_messages/{id}", _inline_message),
]
