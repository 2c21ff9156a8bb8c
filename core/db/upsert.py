"""INSERT … ON CONFLICT, which both databases have in their own dialects."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.base import Base, table_of


def insert_into(session: AsyncSession, table: type[Base]) -> Any:
    """The dialect's own insert for `table`, with `on_conflict_do_nothing` and `on_conflict_do_update`.

    Give the rows to `execute`, not to `values`: a statement with rows in it is compiled anew each time.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    return insert(table_of(table))
