"""Long answers of the database, taken out piece by piece: what is in memory does not grow with them."""

from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")
PIECE = 1_000


async def made_of(session: AsyncSession, question: Executable, make: Callable[[Any], T]) -> AsyncIterator[T]:
    """What `make` makes of each row. The session must hold a transaction: Database.read(whole=True)."""
    connection = await session.connection()
    found = await connection.stream(question, execution_options={"yield_per": PIECE})
    async for piece in found.partitions():
        for row in piece:
            yield make(row)
