"""Bring the schema up to this version. Every door does it at its start, under a lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.engine import writing

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x566F726F6E6B61  # "Voronka"


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Upgrade to `revision`. Safe to call from several processes at once; does nothing where nothing is
    due.
    """
    async with writing(engine).begin() as connection:
        await connection.run_sync(_upgrade, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "head":
        here = MigrationContext.configure(connection).get_current_revision()
        if here == ScriptDirectory.from_config(config).get_current_head():
            return
    command.upgrade(config, revision)
