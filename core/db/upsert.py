"""INSERT … ON CONFLICT, which both databases have in their own dialects."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.base import Base


def insert_into(session: AsyncSession, table: type[Base]) -> Any:
    """The dialect's own insert for `table`, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return (sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert)(table)
