"""Delivery to a webhook: in order within a chat, several chats at once, again and again until accepted."""

import asyncio
import inspect
import json
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

from demo.telegram.call import METHODS, Call
from demo.telegram.errors import RefusedError
from demo.telegram.state import Bot, World
from demo.telegram.values import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
SLOWEST = 64
CARRIERS = ("message", "edited_message", "my_chat_member", "chat_member", "message_reaction")


def lane_of(update: Json) -> int | None:
    """The chat whose order this update keeps; without a chat, its user."""
    query = update.get("callback_query")
    if query is not None:
        carrier = query.get("message") or {"chat": query["from"]}
    elif "inline_query" in update or "chosen_inline_result" in update:
        asked = update.get("inline_query") or update["chosen_inline_result"]
        carrier = {"chat": asked["from"]}
    else:
        carrier = next((update[name] for name in CARRIERS if name in update), {})
    number: int | None = carrier.get("chat", {}).get("id")
    return number


class Webhook:
    """One set webhook of one bot. A lane for each chat that has something to deliver."""

    def __init__(self, world: World, bot: Bot, url: str, secret: str, most: int) -> None:
        self.url = url
        self.most = most
        self.last_error: tuple[int, str] | None = None
        self._world = world
        self._bot = bot
        self._headers = {SECRET_HEADER: secret} if secret else {}
        self._slots = asyncio.Semaphore(most)
        self._lanes: dict[int | None, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: set[int] = set()

    def start(self) -> None:
        self._bot.updates.on_news = self._collect
        self._collect(self._bot.updates.pending())

    def stop(self) -> None:
        self._bot.updates.on_news = None
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()
        self._seen.clear()

    def _collect(self, updates: Iterable[Json]) -> None:
        if self._bot.updates.paused:
            return
        for update in updates:
            if update["update_id"] not in self._seen:
                self._seen.add(update["update_id"])
                self._queue(update)

    def _queue(self, update: Json) -> None:
        lane = lane_of(update)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: int | None) -> None:
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting[0])
            waiting.popleft()
        del self._lanes[lane]

    async def _deliver(self, update: Json) -> None:
        patience = 1
        while not await self._accepted(update):
            await asyncio.sleep(self._world.webhook_delay * patience)
            patience = min(patience * 2, SLOWEST)
        self._bot.updates.accept(update["update_id"])
        self._seen.discard(update["update_id"])

    async def _accepted(self, update: Json) -> bool:
        assert self._world.post is not None
        async with self._slots:
            try:
                status, body = await self._world.post(self.url, update, self._headers)
            except (OSError, TimeoutError) as problem:
                self._failed(str(problem) or type(problem).__name__)
                return False
        if not 200 <= status < 300:
            self._failed(f"Wrong response from the webhook: {status}")
            return False
        await self._obey(body)
        return True

    def _failed(self, words: str) -> None:
        self.last_error = int(self._world.now()), words
        self._world.changes.note()

    async def _obey(self, body: bytes) -> None:
        """Carry out a method that the webhook answered with; Telegram tells nobody how it ended."""
        with suppress(ValueError, RefusedError):
            wanted = json.loads(body) if body else None
            if not isinstance(wanted, dict):
                return
            known = METHODS.get(str(wanted.get("method", "")).lower())
            if known is not None:
                result = known[1](Call(self._world, self._bot, known[0], wanted))
                if inspect.isawaitable(result):
                    await result
