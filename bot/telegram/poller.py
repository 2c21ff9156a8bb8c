"""Long polling on the public API: what was not stored is not acknowledged. Source: Bot API, getUpdates."""

import asyncio
import logging
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter
from aiogram.types import Update

from bot.telegram.reception import Reception
from core.db.failures import is_passing

log = logging.getLogger(__name__)

POLL_SECONDS = 25
PAUSE_LEAST = 1.0
PAUSE_MOST = 30.0


class Poller:
    """Asks, stores, then moves the offset. After an error waits from one second on."""

    def __init__(self, bot: Bot, reception: Reception, allowed: Sequence[str]) -> None:
        self._bot = bot
        self._reception = reception
        self._allowed = list(allowed)

    async def run(self) -> None:
        """Until cancelled."""
        offset: int | None = None
        pause = PAUSE_LEAST
        while True:
            try:
                updates = await self._ask(offset)
                await self._reception.receive(updates)
            except Exception as error:  # noqa: BLE001  whatever it was, what was not stored comes again
                wait = self._wait(error, pause)
                pause = min(pause * 2, PAUSE_MOST)
                await asyncio.sleep(wait)
                continue
            pause = PAUSE_LEAST
            if updates:
                # The last one received, not the largest number: after a quiet week numbers may start
                # anywhere.
                offset = updates[-1].update_id + 1

    async def _ask(self, offset: int | None) -> list[Update]:
        return await self._bot.get_updates(
            offset=offset,
            limit=100,
            timeout=POLL_SECONDS,
            allowed_updates=self._allowed,
            request_timeout=POLL_SECONDS + 10,
        )

    @staticmethod
    def _wait(error: Exception, pause: float) -> float:
        if isinstance(error, TelegramRetryAfter):
            return max(float(error.retry_after), PAUSE_LEAST)
        if isinstance(error, TelegramConflictError):
            log.error("another process polls with this token: stop it, this one keeps asking")
        elif is_passing(error):
            log.warning("polling waits: %s", type(error).__name__)
        else:
            log.warning("polling failed: %s", type(error).__name__)
        return pause
