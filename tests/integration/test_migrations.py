from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

import tests.tables
from core.access import administrator
from core.activities.models import Activity, Task
from core.clients.keys import normalised_name
from core.clients.models import Client
from core.db.base import Base
from core.db.migrate import migrate
from core.deals.models import Deal, Stage
from core.sales.models import Sale
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


async def first_house(url):
    """A database as the first issue left it, with a row in every table that changes afterwards."""
    database = database_at(url)
    await migrate(database.engine, "0001")
    async with database.engine.begin() as connection:
        for statement in FIRST_ROWS.split(";\n")[:-1]:
            await connection.exec_driver_sql(statement)
    return database


FIRST_ROWS = """
INSERT INTO company (id, name, timezone, currency, language, forgotten_a, forgotten_b, forgotten_c,
  forgotten_none) VALUES (1, 'Техснаб', 'Europe/Moscow', 'RUB', 'ru', 30, 90, 180, 90);
INSERT INTO employees (id, external_id, name, role, regions, morning, evening, version) VALUES (1,
  'e1', 'Ольга', 'director', '[]', '08:30:00', '18:30:00', 0);
INSERT INTO pipelines (id, external_id, name, kind, position) VALUES (1, 'react', 'Продажи',
  'react', 0);
INSERT INTO stages (id, external_id, pipeline_id, name, kind, position, probability, worked, offer,
  required) VALUES (1, 'need', 1, 'Интерес', 'open', 0, 35, false, false, '["amount"]');
INSERT INTO clients (id, external_id, name, search_key, owner_id, created_at, custom, version)
  VALUES (7, 'c7', 'Ромашка', 'ромашка', 1, '2026-01-01 09:00:00', '{"Размер": "M"}', 3);
INSERT INTO contacts (id, client_id, name, search_key, custom, version) VALUES (5, 7, 'Иван',
  'иван', '{}', 0);
INSERT INTO deals (id, external_id, title, client_id, contact_id, pipeline_id, first_stage_id,
  stage_id, stage_since, owner_id, amount, probability, created_at, custom, version) VALUES (9,
  'd9', 'Сделка', 7, 5, 1, 1, 1, '2026-01-02 09:00:00', 1, 10000050, 60, '2026-01-02 09:00:00',
  '{}', 2);
INSERT INTO activities (id, external_id, kind, outcome, client_id, contact_id, deal_id, employee_id,
  at, duration_min, text, version) VALUES (4, 'a4', 'call', 'reached', 7, 5, 9, 1,
  '2026-01-03 09:00:00', 12, 'да', 0);
INSERT INTO moves (id, deal_id, stage_id, at, by_id) VALUES (2, 9, 1, '2026-01-04 09:00:00', 1);
INSERT INTO tasks (id, external_id, kind, title, assignee_id, author_id, client_id, deal_id,
  created_at, all_day, version) VALUES (3, 't3', 'call', 'Позвонить', 1, 1, 7, 9,
  '2026-01-03 09:00:00', false, 0);
INSERT INTO sales (id, external_id, client_id, deal_id, at, revenue, cost) VALUES (6, 's6', 7, 9,
  '2026-01-05 09:00:00', 500, 300);
INSERT INTO told_silences (id, client_id, employee_id, since, told_on) VALUES (1, 7, 1,
  '2026-01-05', '2026-01-06');
INSERT INTO client_aliases (id, client_id, alias, learned_at) VALUES (1, 7, 'рома', '2026-01-05
  09:00:00');
INSERT INTO audit (id, at, act, thing, thing_id, changes) VALUES (1, '2026-01-05 09:00:00',
  'deal.opened', 'deals', 9, '{}');
"""


async def test_the_first_house_moves_up_with_all_that_is_in_it(bare_url):
    database = await first_house(bare_url)
    await migrate(database.engine)
    async with database.read(administrator()) as read:
        deal = await read.one(select(Deal))
        assert (deal.id, deal.client_id, deal.contact_id, deal.amount) == (9, 7, 5, 10000050)
        assert (deal.probability, deal.probability_follows, deal.version) == (Decimal(60), False, 2)
        assert (await read.one(select(Activity))).duration_min == Decimal(12)
        stage = await read.one(select(Stage))
        assert (stage.probability, stage.required, stage.checklist, stage.script) == (35, ["amount"], [], "")
        client = await read.one(select(Client))
        assert (client.id, client.custom, client.version, client.address) == (7, {"Размер": "M"}, 3, None)
        assert client.name_key == normalised_name(client.name) == "ромашка"
        assert await read.all(select(Task.title)) == ["Позвонить"]
        assert await read.all(select(Sale.revenue)) == [500]
    await database.engine.dispose()


async def test_keys_hold_again_after_moving_up_and_a_clients_number_is_given_once(bare_url):
    database = await first_house(bare_url)
    await migrate(database.engine)
    with pytest.raises(DBAPIError):
        async with database.plumbing() as session:
            await session.execute(text("DELETE FROM clients"))
    born = {"name": "Новый", "search_key": "новый"}
    async with database.work(administrator()) as work:
        first = await work.add(Client(created_at=work.now, **born))
        await work.session.delete(first)
    async with database.work(administrator()) as work:
        assert (await work.add(Client(created_at=work.now, **born))).id > first.id
    await database.engine.dispose()


@pytest.mark.parametrize("change", ["UPDATE audit SET act = 'x'", "DELETE FROM audit"])
async def test_the_audit_is_only_ever_added_to(bare_url, change):
    database = await first_house(bare_url)
    await migrate(database.engine)
    with pytest.raises(DBAPIError, match="only ever added"):
        async with database.plumbing() as session:
            await session.execute(text(change))
    await database.engine.dispose()
