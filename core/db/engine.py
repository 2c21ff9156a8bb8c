"""Engines. On SQLite: WAL, foreign keys, synchronous FULL, and BEGIN IMMEDIATE for whoever writes."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.db.nearby import NearbyConnection

WRITES = "voronka_writes"
BUSY_SECONDS = 10
POSTGRES_SETTINGS = {"plan_cache_mode": "force_custom_plan", "parallel_tuple_cost": "0.02"}
"""A plan made for any values at all goes wrong by a factor of five in a large company: how many rows a
question finds hangs on whose and since when. Planning each time costs some 0.1 ms a statement. And a row
that a worker hands over costs less than PostgreSQL believes: reports over millions of moves take half.
"""


def make_engine(url: str) -> AsyncEngine:
    """An engine for `url`. Reads begin plainly; see `writing` for the other half."""
    if url.startswith("sqlite"):
        engine = create_async_engine(
            url,
            connect_args={
                "timeout": BUSY_SECONDS,
                "isolation_level": None,
                "async_creator_fn": NearbyConnection,
            },
            pool_size=24,
            hide_parameters=True,
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        url,
        pool_size=12,
        max_overflow=8,
        pool_pre_ping=False,
        hide_parameters=True,
        connect_args={"timeout": 10, "server_settings": POSTGRES_SETTINGS},
    )


def writing(engine: AsyncEngine) -> AsyncEngine:
    """The same pool, for transactions that will write: plain BEGIN loses most concurrent read-then-write
    races.
    """
    return engine.execution_options(**{WRITES: True})


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same pool, for looks. On PostgreSQL without BEGIN and ROLLBACK, which are two journeys more: each
    statement sees what is committed, as it would inside READ COMMITTED.
    """
    return engine if is_sqlite(engine) else engine.execution_options(isolation_level="AUTOCOMMIT")


def snapshot(engine: AsyncEngine) -> AsyncEngine:
    """The same pool, for looks of many statements at one state of the database."""
    return engine if is_sqlite(engine) else engine.execution_options(isolation_level="REPEATABLE READ")


def is_sqlite(engine: AsyncEngine) -> bool:
    return engine.dialect.name == "sqlite"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "temp_store=MEMORY",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
