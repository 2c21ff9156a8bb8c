"""What waits in one chat, in the order in which it came."""

from bisect import insort
from dataclasses import dataclass

from aiogram.types import Update

from core.ids import EntryId
from core.intake.inbox import Entry


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry in line; with its update when it came in just now, without when it was left behind."""

    entry: Entry
    update: Update | None = None


class Line:
    """Sorted by arrival: what another process stored may become known later than what came after it.

    Nothing that was in this line gets into it again.
    """

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._known: set[EntryId] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, waiting: Waiting) -> None:
        if waiting.entry.id not in self._known:
            self._known.add(waiting.entry.id)
            insort(self._waiting, waiting, key=lambda one: one.entry.id)

    def take(self) -> Waiting:
        """The oldest."""
        return self._waiting.pop(0)

    def clear(self) -> None:
        self._waiting.clear()
