"""SQLite for an event loop with few changes of thread: on a small machine they cost more than the statements.

aiosqlite hands every step of a statement (cursor, execute, fetch, close) to the connection's own thread. Here
a statement is one step, and one that proved to take microseconds is done on the spot. Whatever may take long
stays in the thread: BEGIN IMMEDIATE waits for other processes, COMMIT for the disk, a report reads much, an
import writes much.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self, TypeVar

import aiosqlite

T = TypeVar("T")
SHORT = 64
"""Statements of a transaction that may be done on the spot; later ones let the loop breathe."""
QUICK_SECONDS = 0.002
MOST_QUICK = 2_000
AT_ONCE = 2_000
"""Rows that come with the statement itself; whoever wants the others asks on."""
_quick: set[str] = set()
"""Statements that were quick when they ran last. Within a transaction nothing waits for a lock (WAL)."""


class NearbyConnection(aiosqlite.Connection):
    """What SQLAlchemy's dialect asks of an aiosqlite connection."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        connect = partial(sqlite3.connect, *arguments, **options)
        super().__init__(connect, iter_chunk_size=64)
        self._thread.daemon = True
        self._left = 0
        self._abandoned = False

    @property
    def here(self) -> sqlite3.Connection:
        """The connection itself. Raises ValueError when it is closed."""
        return self._conn

    def cursor(self) -> "_Cursor":  # type: ignore[override]
        return _Cursor(self)

    async def commit(self) -> None:
        self._left = 0
        await self.away(self._conn.commit)

    async def rollback(self) -> None:
        self._left = 0
        if self._abandoned:
            await self.away(self._conn.rollback)
            self._abandoned = False
        else:
            self._conn.rollback()

    async def do(self, sql: str, step: Callable[[], T]) -> T:
        """A statement, here or in the thread."""
        if sql.startswith("BEGIN"):
            done = await self.away(step) if self._abandoned or sql != "BEGIN" else step()
            self._left = SHORT
            return done
        timed = partial(_timed, sql, step)
        if self._abandoned or self._left == 0 or sql not in _quick:
            return await self.away(timed)
        self._left -= 1
        return timed()

    async def away(self, step: Callable[[], T]) -> T:
        """In the thread. Who is cancelled leaves a step behind there: all that follows queues behind it."""
        try:
            done: T = await self._execute(step)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            self._abandoned = True
            raise
        return done


def _timed(sql: str, step: Callable[[], T]) -> T:
    """Do it, and remember whether it was quick."""
    begun = time.perf_counter()
    done = step()
    if time.perf_counter() - begun > QUICK_SECONDS:
        _quick.discard(sql)
    elif len(_quick) < MOST_QUICK:
        _quick.add(sql)
    return done


class _Cursor:
    """A cursor that has its first rows as soon as it was executed."""

    def __init__(self, connection: NearbyConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self._further: sqlite3.Cursor | None = None
        self.arraysize = 1
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        here = self._connection.here
        await self._connection.do(sql, lambda: self._take(here.execute(sql, parameters)))

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        here = self._connection.here
        await self._connection.do(sql, lambda: self._take(here.executemany(sql, parameters)))

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        if self._further is not None:
            rows += await self._connection.away(self._further.fetchall)
            await self.close()
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """So many, fewer only at the end."""
        size = size or self.arraysize
        if len(self._rows) < size and self._further is not None:
            self._rows += await self._connection.away(partial(self._further.fetchmany, max(size, AT_ONCE)))
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def close(self) -> None:
        self._rows = []
        if self._further is not None:
            self._further.close()
            self._further = None

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self._rows = cursor.fetchmany(AT_ONCE) if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        if len(self._rows) == AT_ONCE:
            self._further = cursor
        else:
            cursor.close()
