"""Telegram's flood limits, when switched on: 30 a second in all, 1 a second a chat, 20 a minute a group.

A chat may have a short burst: `burst` messages in as many seconds. How long Telegram's is, it does not tell.
"""

import math
from collections import defaultdict, deque

from demo.telegram.errors import too_many


class FloodLimits:
    def __init__(self) -> None:
        self.on = False
        self.burst = 1
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int, now: float) -> None:
        """Count a message sent now (seconds); refuses with 429 when it is one too many."""
        if not self.on:
            return
        chat = self._chats[chat_id]
        windows = [(self._all, 30, 1.0)]
        windows.append((chat, 20, 60.0) if chat_id < 0 else (chat, self.burst, float(self.burst)))
        for sent, most, seconds in windows:
            while sent and sent[0] <= now - seconds:
                sent.popleft()
            if len(sent) >= most:
                raise too_many(max(1, math.ceil(sent[0] + seconds - now)))
        self._all.append(now)
        chat.append(now)
