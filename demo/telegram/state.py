"""The fake's whole world: people, bots, chats and the messages in them. Knows no HTTP."""

import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demo.telegram.calls import CallLog
from demo.telegram.changes import Changes
from demo.telegram.errors import ControlError, RefusedError
from demo.telegram.faults import Faults
from demo.telegram.files import FileStore
from demo.telegram.limits import FloodLimits
from demo.telegram.queries import InlineQuery
from demo.telegram.updates import UpdateQueue
from demo.telegram.values import Json

if TYPE_CHECKING:
    from demo.telegram.webhook import Webhook

TOKEN = re.compile(r"([0-9]{1,15}):[A-Za-z0-9_-]+")
USERNAME = "voronka_demo_bot"
Post = Callable[[str, Json, dict[str, str]], Awaitable[tuple[int, bytes]]]


@dataclass(slots=True, eq=False)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def api(self) -> Json:
        known = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {key: value for key, value in known.items() if value is not None}


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now, with what it said before. `content` is text or media in the API's words."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    content: Json
    markup: Json | None = None
    extra: Json = field(default_factory=dict)  # reply_to_message, forward_origin, media_group_id
    edit_date: int | None = None
    history: list[Json] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    reactions_of: dict[int, list[Json]] = field(default_factory=dict)  # of people, by user id
    inline_id: str | None = None

    @property
    def inline_keyboard(self) -> list[list[Json]]:
        return self.markup.get("inline_keyboard", []) if self.markup else []

    def api(self) -> Json:
        message = {
            "message_id": self.id,
            "from": self.sender.api(),
            "chat": self.chat.api(),
            "date": self.date,
            **self.extra,
            **self.content,
        }
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        if self.inline_keyboard:
            message["reply_markup"] = self.markup
        return message

    def change(self, content: Json, markup: Json | None, now: float, *, marked: bool) -> None:
        """Put other content or buttons into it, keep what was. Buttons alone do not mark it as edited."""
        self.history.append({**self.content, "reply_markup": self.markup})
        self.content, self.markup = content, markup
        if marked:
            self.edit_date = int(now)


@dataclass(slots=True, eq=False)
class Powers:
    """What the bot's owner has set up for it where bots are made."""

    privacy: bool = True  # in groups it hears only what is meant for it
    inline: bool = True
    feedback: bool = True  # it is told which inline result was chosen


@dataclass(slots=True, eq=False)
class Query:
    """A tap on an inline button, waiting for its answer."""

    id: str
    chat: "Chat"
    message_id: int
    user: User
    data: str
    asked_at: float
    answer: Json | None = None


@dataclass(slots=True, eq=False)
class Chat:
    id: int
    kind: str
    user: User | None = None
    title: str | None = None
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    queries: list[Query] = field(default_factory=list)
    action: str | None = None
    action_until: float = 0
    members: dict[int, str] = field(default_factory=dict)  # in a group: standing by user id
    migrated_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    draft: Json | None = None
    keyboard_folded: bool = False

    def api(self) -> Json:
        if self.user is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        named = self.user.api()
        named = {key: value for key, value in named.items() if key in {"first_name", "last_name", "username"}}
        return {**named, "id": self.id, "type": self.kind}


class Bot:
    """One token: its chats, its updates, its settings. Bots see nothing of each other."""

    def __init__(self, token: str, user: User, changes: Changes) -> None:
        self.token = token
        self.user = user
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.settings: dict[str, Json] = {}
        self.powers = Powers()
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_cache: dict[tuple[str, str, int | None], tuple[float, Json]] = {}
        self.inline_messages: dict[str, Message] = {}
        self.webhook: Webhook | None = None
        self.limits = FloodLimits()
        self.updates = UpdateQueue(changes, random.randrange(100_000_000, 900_000_000))  # noqa: S311
        self._last_message = 0
        self._last_album = 0

    def next_message_id(self) -> int:
        self._last_message += 1
        return self._last_message

    def next_album(self) -> int:
        self._last_album += 1
        return self._last_album

    def private_chat(self, user: User) -> Chat:
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.chats[user.id] = Chat(user.id, "private", user)
        return chat

    def reset(self) -> None:
        self.chats.clear()
        self.queries.clear()
        self.settings.clear()
        self.powers = Powers()
        self.inline_queries.clear()
        self.inline_cache.clear()
        self.inline_messages.clear()
        self.updates.clear()
        self.updates.pause(paused=False)
        if self.webhook is not None:  # what its lanes still hold is forgotten too
            self.webhook.stop()
            self.webhook.start()
        self.limits = FloodLimits()


class World:
    """Everything there is. The clock is the wall's plus what a test has added, in seconds since the epoch.

    A tap may be answered for query_life seconds. A webhook that failed is tried again after webhook_delay
    seconds, then twice that, and so on up to 64 times that.
    """

    def __init__(
        self,
        *,
        tokens: frozenset[str] = frozenset(),
        query_life: float = 900.0,
        insecure_webhooks: bool = False,
        webhook_delay: float = 1.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tokens = tokens
        self.query_life = query_life
        self.insecure_webhooks = insecure_webhooks
        self.webhook_delay = webhook_delay
        self.post: Post | None = None  # the way out for webhooks, given by the server
        self.changes = Changes()
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.files = FileStore()
        self.faults = Faults()
        self.calls = CallLog()
        self._clock = clock
        self._ahead = 0.0

    def now(self) -> float:
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds
        self.changes.note()

    def bot(self, token: str) -> Bot:
        """The bot of a token, made by its first use. Refuses a token of wrong shape or not in the list."""
        bot = self.bots.get(token)
        if bot is not None:
            return bot
        shape = TOKEN.fullmatch(token)
        if shape is None:
            raise RefusedError(404, "Not Found")
        if self.tokens and token not in self.tokens:
            raise RefusedError(401, "Unauthorized")
        number = int(shape[1])
        name = USERNAME if not self.bots else f"voronka_demo_{number}_bot"
        user = User(number, "Воронка", username=name, is_bot=True)
        bot = self.bots[token] = Bot(token, user, self.changes)
        return bot

    def user(self, user_id: int) -> User:
        try:
            return self.users[user_id]
        except KeyError:
            raise ControlError(f"nobody has the id {user_id}") from None

    def chat(self, bot: Bot, chat_id: int) -> Chat:
        chat = bot.chats.get(chat_id)
        return self.chat_of(bot, chat_id) if chat is None else chat

    def chat_of(self, bot: Bot, user_id: int) -> Chat:
        return bot.private_chat(self.user(user_id))

    def reset(self) -> None:
        """Forget people, chats, files, faults and the log; bots keep their line and their webhook."""
        for bot in self.bots.values():
            bot.reset()
        self.users.clear()
        self.files.clear()
        self.faults.clear()
        self.calls.clear()
        self._ahead = 0.0
        self.changes.note()
