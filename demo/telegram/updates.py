"""What the bot has not yet acknowledged, in order, and the one getUpdates that waits for more."""

import asyncio
import random
from collections.abc import Callable, Iterable
from itertools import islice

from demo.telegram.changes import Changes
from demo.telegram.errors import RefusedError, conflict
from demo.telegram.values import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FORESEEN = (
    10  # an offset further ahead than this belongs to another sequence, and Telegram starts from the head
)
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Updates of one bot. Nothing leaves before it is acknowledged, however the line broke."""

    def __init__(self, changes: Changes, first_id: int) -> None:
        self.next_id = first_id
        self.paused = False
        self.on_news: Callable[[Iterable[Json]], None] | None = None  # a webhook listens here
        self._changes = changes
        self._pending: dict[int, Json] = {}
        self._allowed: frozenset[str] | None = None
        self._jump_to: int | None = None
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def polled(self) -> bool:
        """Whether a getUpdates waits for news now."""
        return self._poll is not None

    def pending(self) -> list[Json]:
        return list(self._pending.values())

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Kinds of update wanted from now on; an empty list is Telegram's default."""
        self._allowed = frozenset(kinds or ()) or None

    def allowed(self) -> list[str]:
        return sorted(self._allowed or ())

    def add(self, kind: str, payload: object) -> int | None:
        """Queue an update; returns its id, or None when the bot did not ask for this kind."""
        unwanted = kind in NOT_BY_DEFAULT if self._allowed is None else kind not in self._allowed
        if unwanted:
            return None
        return self.push({kind: payload})

    def push(self, update: Json) -> int:
        if self._jump_to is not None and not self._pending:
            self.next_id, self._jump_to = self._jump_to, None
        update_id = self.next_id
        self.next_id += 1
        self._pending[update_id] = whole = {**update, "update_id": update_id}
        self._news([whole])
        return update_id

    def jump(self, to: int | None) -> None:
        """Let ids go on from another number, up or down (any, if none is given), once nothing is pending."""
        self._jump_to = random.randrange(1, 2_000_000_000) if to is None else to  # noqa: S311

    def forget(self, below: int) -> None:
        gone = []
        for update_id in self._pending:
            if update_id >= below:
                break
            gone.append(update_id)
        for update_id in gone:
            del self._pending[update_id]
        if gone:
            self._changes.note()

    def accept(self, update_id: int) -> None:
        if self._pending.pop(update_id, None) is not None:
            self._changes.note()

    def clear(self) -> None:
        self._pending.clear()
        self._changes.note()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """One getUpdates. Timeout in seconds. Refuses with 409 when another getUpdates comes meanwhile."""
        self.interrupt(conflict(TERMINATED))
        found = self._take(offset, limit)
        if found or timeout <= 0:
            return found
        self._poll = future = asyncio.get_running_loop().create_future()
        self._changes.note()
        try:
            async with asyncio.timeout(timeout):
                await future
        except TimeoutError:
            return []
        finally:
            if self._poll is future:
                self._poll = None
        return self._take(offset, limit)

    def interrupt(self, reason: RefusedError | None = None) -> None:
        """End the waiting getUpdates: with what there is, or with a refusal."""
        future, self._poll = self._poll, None
        if future is None or future.done():
            return
        if reason is None:
            future.set_result(None)
        else:
            future.set_exception(reason)

    def pause(self, *, paused: bool) -> None:
        self.paused = paused
        if not paused and self._pending:
            self._news(self.pending())

    def _take(self, offset: int, limit: int) -> list[Json]:
        if offset < 0:
            keys = list(self._pending)
            if -offset < len(keys):
                self.forget(keys[offset])
        elif 0 < offset <= self.next_id + FORESEEN:
            self.forget(offset)
        return [] if self.paused else list(islice(self._pending.values(), limit))

    def _news(self, updates: Iterable[Json]) -> None:
        self._changes.note()
        if self.paused:
            return
        self.interrupt()
        if self.on_news is not None:
            self.on_news(updates)
