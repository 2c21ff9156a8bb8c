from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import tests.tables
from core.db.base import Base
from core.db.migrate import migrate
from tests.integration.databases import database_at

assert tests.tables


async def test_models_and_migrations_say_the_same(database):
    def differences(connection):
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "target_metadata": Base.metadata}
        )
        return compare_metadata(context, Base.metadata)

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(bare_url):
    database = database_at(bare_url)
    await migrate(database.engine)
    await migrate(database.engine)
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM alembic_version"))).scalar_one() == 1
    await database.engine.dispose()
