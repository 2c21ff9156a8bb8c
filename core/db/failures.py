"""Which errors of the database pass by themselves, and waiting for them to pass."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

T = TypeVar("T")
log = logging.getLogger(__name__)

PAUSE_LEAST = 0.05
PAUSE_MOST = 5.0
_PASSING_STATES = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "08", "53")


def is_passing(error: BaseException) -> bool:
    """A locked database, a lost connection, a deadlock: the same act may succeed a moment later."""
    if isinstance(error, (PoolTimeout, ConnectionError, InterfaceError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_PASSING_STATES)
    return isinstance(error, OperationalError) and any(
        word in str(error.orig).lower() for word in ("locked", "busy", "disk i/o", "unable to open")
    )


async def patiently(act: Callable[[], Awaitable[T]]) -> T:
    """What `act` returns, once the database lets it. Every error that does not pass is raised."""
    pause = PAUSE_LEAST
    while True:
        try:
            return await act()
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("the database is waited for: %s", type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, PAUSE_MOST)
