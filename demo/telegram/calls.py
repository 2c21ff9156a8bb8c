"""The log of what bots asked for. No token is in it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from demo.telegram.values import Json

KEPT = 200_000


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call: when (seconds since the epoch, the fake's clock), what, where to, and how it ended."""

    number: int
    bot_id: int
    method: str
    chat_id: int | None
    at: float
    outcome: str  # ok, refused, dropped, garbled
    code: int
    description: str | None = None
    text: str | None = None
    unknown: tuple[str, ...] = ()  # parameters that Telegram does not know, and so ignores

    def json(self) -> Json:
        return asdict(self)


class CallLog:
    def __init__(self) -> None:
        self.count = 0
        self._calls: deque[LoggedCall] = deque(maxlen=KEPT)

    def add(self, call: LoggedCall) -> None:
        self._calls.append(call)

    def next_number(self) -> int:
        self.count += 1
        return self.count

    def of(self, bot_id: int, *, method: str | None, chat_id: int | None, after: int) -> Iterator[LoggedCall]:
        for call in self._calls:
            if call.bot_id != bot_id or call.number <= after:
                continue
            if method is not None and call.method.lower() != method.lower():
                continue
            if chat_id is None or call.chat_id == chat_id:
                yield call

    def clear(self) -> None:
        self._calls.clear()
