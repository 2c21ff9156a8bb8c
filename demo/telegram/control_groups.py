"""What is done with groups, and what the bot's owner has set up for it: part of the control API."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from demo.telegram.errors import ControlError
from demo.telegram.groups import GONE, hears, make_group, member, status_of
from demo.telegram.state import Bot, Chat, Message, User, World
from demo.telegram.values import Json

POWERS = ("privacy", "inline", "feedback")


class Group:
    """A group of one bot, and the person who acts in it."""

    def __init__(self, world: World, bot: Bot, chat: Chat, by: User) -> None:
        self.world, self.bot, self.chat, self.by = world, bot, chat, by

    def say(self, content: Json) -> None:
        """A line of the group itself: who came, who left, how it is called now."""
        number, now = self.bot.next_message_id(), int(self.world.now())
        message = Message(number, self.chat, self.by, now, content)
        self.chat.messages[message.id] = message
        if hears(self.bot, message):
            self.bot.updates.add("message", message.api())
        self.changed()

    def put(self, user: User, status: str) -> None:
        """Give somebody another standing; the bot is told of its own, of others' when it asked for it."""
        before = status_of(self.bot, self.chat, user.id)
        self.chat.members[user.id] = status
        update = {
            "chat": self.chat.api(),
            "from": self.by.api(),
            "date": int(self.world.now()),
            "old_chat_member": member(user, before),
            "new_chat_member": member(user, status),
        }
        if user is self.bot.user:
            self.bot.updates.add("my_chat_member", update)
        elif status_of(self.bot, self.chat) == "administrator":
            self.bot.updates.add("chat_member", update)
        self.changed()

    def changed(self) -> None:
        self.world.changes.note((self.bot.user.id, self.chat.id))


def _add(group: Group, user: User, _body: Json) -> None:
    group.put(user, "member")
    group.say({"new_chat_members": [user.api()]})


def _remove(group: Group, user: User, _body: Json) -> None:
    group.say({"left_chat_member": user.api()})
    group.put(user, "kicked")


def _leave(group: Group, user: User, _body: Json) -> None:
    group.say({"left_chat_member": user.api()})
    group.put(user, "left")


def _rename(group: Group, _user: User, body: Json) -> None:
    group.chat.title = str(body["title"])
    group.say({"new_chat_title": group.chat.title})


def _migrate(group: Group, _user: User, body: Json) -> None:
    """A basic group becomes a supergroup with another id, and the bot reads of it in both."""
    if group.chat.kind != "group":
        raise ControlError("only a group becomes a supergroup")
    old, new_id = group.chat, int(body.get("to") or -1_000_000_000_000 + group.chat.id)
    new = make_group(group.world, group.bot, new_id, old.title or "")
    new.members = dict(old.members)
    group.say({"migrate_to_chat_id": new_id})
    Group(group.world, group.bot, new, group.by).say({"migrate_from_chat_id": old.id})
    old.migrated_to = new_id


ACTS: dict[str, Callable[[Group, User, Json], None]] = {
    "add": _add,
    "remove": _remove,
    "leave": _leave,
    "promote": lambda group, user, _body: group.put(user, "administrator"),
    "demote": lambda group, user, _body: group.put(user, "member"),
    "rename": _rename,
    "migrate": _migrate,
}


def _act(world: World, bot: Bot, request: web.Request, body: Json) -> Json:
    """Body: `user` whom it concerns (the bot, when nobody is named), `by` whom it is done."""
    doing = ACTS.get(request.match_info["act"])
    chat = bot.chats.get(int(request.match_info["id"]))
    if doing is None or chat is None or chat.user is not None:
        raise ControlError("no such act, or no such group")
    user = bot.user if body.get("user") is None else world.user(int(body["user"]))
    present = [world.users[key] for key, status in chat.members.items() if _is_there(world, key, status)]
    by = world.user(int(body["by"])) if body.get("by") else next(iter(present), User(1, "Somebody"))
    doing(Group(world, bot, chat, by), user, body)
    return _show(world, bot, chat)


def _is_there(world: World, user_id: int, status: str) -> bool:
    return user_id in world.users and status not in GONE


def _show(world: World, bot: Bot, chat: Chat) -> Json:
    return {**chat.api(), "members": chat.members, "bot": status_of(bot, chat), "moved": chat.migrated_to}


def _members(world: World, bot: Bot, request: web.Request, _body: Json) -> Json:
    return _show(world, bot, world.chat(bot, int(request.match_info["id"])))


def _powers(world: World, bot: Bot, _request: web.Request, body: Json) -> Json:
    for name in POWERS:
        if body.get(name) is not None:
            setattr(bot.powers, name, bool(body[name]))
    world.changes.note()
    return {name: getattr(bot.powers, name) for name in POWERS}


ROUTES: list[tuple[str, str, Callable[[World, Bot, web.Request, Json], Any]]] = [
    ("POST", "/control/groups/{id}/{act}", _act),
    ("GET", "/control/groups/{id}", _members),
    ("POST", "/control/bot", _powers),
]
