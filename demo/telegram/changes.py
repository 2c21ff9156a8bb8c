"""The number that grows with everything that happens, and those who wait for it to grow."""

import asyncio
from collections import defaultdict
from collections.abc import Hashable

ANYTHING: Hashable = None


class Changes:
    """Counts changes; wakes only those who wait for the subject that changed, or for anything."""

    def __init__(self) -> None:
        self.number = 0
        self._closed = False
        self._last: dict[Hashable, int] = {}
        self._waiting: defaultdict[Hashable, list[asyncio.Future[None]]] = defaultdict(list)

    def note(self, subject: Hashable = ANYTHING) -> None:
        self.number += 1
        self._last[ANYTHING] = self.number
        self._wake(ANYTHING)
        if subject is not ANYTHING:
            self._last[subject] = self.number
            self._wake(subject)

    def last(self, subject: Hashable = ANYTHING) -> int:
        return self._last.get(subject, 0)

    async def wait(self, after: int, timeout: float, subject: Hashable = ANYTHING) -> int:
        """Wait until the subject changed after that number; returns its last number, changed or not.

        Timeout in seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while self.last(subject) <= after and not self._closed:
                    future = asyncio.get_running_loop().create_future()
                    self._waiting[subject].append(future)
                    await future
        except TimeoutError:
            pass
        return self.last(subject)

    def close(self) -> None:
        """Let everybody go who waits, now and later."""
        self._closed = True
        for subject in list(self._waiting):
            self._wake(subject)

    def _wake(self, subject: Hashable) -> None:
        for future in self._waiting.pop(subject, ()):
            if not future.done():
                future.set_result(None)
