"""Misfortunes on order: which call, how often, and whether before or after Telegram has taken it in."""

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from demo.telegram.errors import RefusedError
from demo.telegram.values import Json

Kind = Literal["error", "drop", "stall", "garbage"]
WORDS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(slots=True, eq=False)
class Fault:
    """What happens to the next `times` calls that match; with `after`, once the call has taken effect.

    A stall holds the call for `seconds`, or until it is released. Empty filters match everything.
    """

    id: int
    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    text: str | None = None
    times: int = 1
    after: bool = False
    code: int = 500
    description: str | None = None
    retry_after: int | None = None
    seconds: float | None = None
    hits: int = 0
    _release: asyncio.Event = field(default_factory=asyncio.Event)

    def matches(self, method: str, chat_id: int | None, text: str | None) -> bool:
        if self.method is not None and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        return self.text is None or self.text in (text or "")

    def error(self) -> RefusedError:
        words = self.description
        if self.code == 429:
            seconds = self.retry_after or 1
            return RefusedError(429, words or f"Too Many Requests: retry after {seconds}", seconds)
        return RefusedError(self.code, words or WORDS.get(self.code, "Bad Request"), self.retry_after)

    async def hold(self) -> None:
        try:
            async with asyncio.timeout(self.seconds):
                await self._release.wait()
        except TimeoutError:
            pass

    def release(self) -> None:
        self._release.set()

    def json(self) -> Json:
        shown = ("id", "kind", "method", "chat_id", "text", "times", "after", "code", "hits")
        return {name: getattr(self, name) for name in shown}


class Faults:
    def __init__(self) -> None:
        self._count = 0
        self._all: dict[int, Fault] = {}
        self._armed: list[Fault] = []

    def next_id(self) -> int:
        self._count += 1
        return self._count

    def arm(self, fault: Fault) -> None:
        self._all[fault.id] = fault
        self._armed.append(fault)

    def match(self, method: str, chat_id: int | None, text: str | None) -> Fault | None:
        """The first fault waiting for such a call, spent by one."""
        for fault in self._armed:
            if fault.matches(method, chat_id, text):
                fault.hits += 1
                if fault.hits >= fault.times:
                    self._armed.remove(fault)
                return fault
        return None

    def get(self, fault_id: int) -> Fault | None:
        return self._all.get(fault_id)

    def all(self) -> list[Fault]:
        return list(self._all.values())

    def clear(self) -> None:
        """Disarm everything and let go of what is held."""
        for fault in self._all.values():
            fault.release()
        self._all.clear()
        self._armed.clear()
