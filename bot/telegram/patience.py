"""What passes by itself is waited for: a busy database, a Telegram that asks for patience or is silent."""

import random

from aiogram.exceptions import (
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import ClientConnectorError

from core.db.failures import PAUSE_LEAST, PAUSE_MOST, is_passing

TELEGRAM_MOST = 60.0
"""So long, in all, an update waits for Telegram. Who asked for a screen has asked again by then."""


def telegram_passes(error: BaseException) -> bool:
    """Whether Telegram may take the same call a moment later."""
    if isinstance(error, TelegramEntityTooLarge):
        return False
    return isinstance(error, (TelegramRetryAfter, TelegramServerError, TelegramNetworkError))


def in_doubt(error: BaseException) -> bool:
    """Whether the call may have arrived all the same: the line broke after it was sent."""
    if not isinstance(error, TelegramNetworkError):
        return False
    return not isinstance(error.__cause__ or error.__context__, ClientConnectorError)


class Patience:
    """How long one update has waited already. The database is waited for as long as it takes.

    A screen that may have arrived is sent a second time, not a third.
    """

    def __init__(self) -> None:
        self._pause = PAUSE_LEAST
        self._telegram = 0.0
        self._doubts = 0

    def pause(self, error: BaseException) -> float | None:
        """Seconds until the next try; None: `error` does not pass, or has not passed for too long."""
        pause, self._pause = self._pause, min(self._pause * 2, PAUSE_MOST)
        pause *= 0.5 + random.random()  # noqa: S311  a spread of retries is no secret
        if is_passing(error):
            return pause
        if not telegram_passes(error):
            return None
        if isinstance(error, TelegramRetryAfter):
            pause = float(error.retry_after)
        self._telegram += pause
        self._doubts += in_doubt(error)
        return pause if self._telegram <= TELEGRAM_MOST and self._doubts <= 1 else None
