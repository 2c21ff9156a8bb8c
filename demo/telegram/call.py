"""One call of the Bot API: who calls, with what; and the register of methods."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from demo.telegram.errors import bad_request, forbidden
from demo.telegram.files import StoredFile, Upload
from demo.telegram.groups import check_open
from demo.telegram.known import unknown_parameters
from demo.telegram.state import Bot, Chat, Message, World
from demo.telegram.values import Json


@dataclass(eq=False)
class Call:
    """Parameters come as strings from a form or as values from JSON; both are read the same."""

    world: World
    bot: Bot
    name: str
    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def object(self, name: str, words: str = "") -> Any:
        """A nested value: JSON in a form, itself in JSON. None when it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {words or name} JSON object") from None

    @cached_property
    def chat_id(self) -> int | None:
        """The chat addressed, if it is one by number; for the log, the faults and the limits."""
        try:
            return int(self.values["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None

    @cached_property
    def said(self) -> str | None:
        """The text or caption of the call, for the log and the faults."""
        value = self.values.get("text") or self.values.get("caption")
        return None if value is None else str(value)

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        return unknown_parameters(self.name, self.values)

    def known_chat(self) -> Chat:
        """The chat, whether or not the bot may write there. Refuses: chat_id is empty, chat not found."""
        if self.text("chat_id") == "":
            raise bad_request("chat_id is empty")
        chat = None if self.chat_id is None else self.bot.chats.get(self.chat_id)
        if chat is None and self.chat_id in self.world.users:
            raise forbidden("bot can't initiate conversation with a user")
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self) -> Chat:
        """The chat, if the bot may write there now. Refuses as known_chat, and to those who went away."""
        chat = self.known_chat()
        if chat.user is None:
            check_open(self.bot, chat)
            return chat
        if chat.user.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def message(self, missing: str) -> tuple[Chat, Message]:
        chat = self.known_chat()
        if self.integer("message_id") <= 0:
            raise bad_request("message identifier is not specified")
        message = chat.messages.get(self.integer("message_id"))
        if message is None:
            raise bad_request(missing)
        return chat, message

    def file(self, source: Any, kind: str) -> StoredFile:
        """The file meant by a field: an upload, attach://name, or a file_id known to the fake."""
        upload = self.uploads.get(kind) if source is None else None
        if isinstance(source, str) and source.startswith("attach://"):
            upload = self.uploads.get(source.removeprefix("attach://"))
            source = None
        if upload is not None:
            return self.world.files.keep(upload, kind)
        if not source:
            raise bad_request(f"there is no {kind} in the request")
        if str(source).startswith(("http://", "https://")):
            return self.world.files.link(str(source), kind)
        return self.world.files.get(str(source), kind)


Method = Callable[[Call], Any | Awaitable[Any]]
METHODS: dict[str, tuple[str, Method]] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as a method of the Bot API; names are not case-sensitive there."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = (name, function)
        return function

    return register
