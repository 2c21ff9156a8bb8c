"""The morning of everybody at once: what each would see alone, in as many statements as for one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from core.access import Role, administrator
from core.activities.models import Activity
from core.exchange.importing import import_bundle
from core.people.employees import Employee, actor_for
from core.reports.own_day import managers_mornings, own_morning
from tests.integration.random_companies import a_random_company

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture
async def company(servers, kind, tmp_path):
    async with a_random_company(servers, kind, tmp_path, 211, complete=True) as (database, _):
        async with database.work(administrator()) as work:
            for one in await work.all(select(Employee)):
                one.telegram_id, one.role = one.id, Role.MANAGER
                one.timezone = "Asia/Novosibirsk" if one.id % 3 == 0 else None
        yield database


async def managers(database):
    async with database.read(administrator()) as read:
        return await read.all(
            select(Employee.id)
            .where(Employee.role == Role.MANAGER, Employee.dismissed_on.is_(None))
            .order_by(Employee.id)
        )


def told(morning):
    """A morning with rows of tasks as numbers."""
    tasks = morning.tasks
    lines = [
        [(one.task.id, one.client_id, one.client, one.phone) for one in some]
        for some in (tasks.overdue, tasks.today)
    ]
    plain = replace(morning, company=None, tasks=None)
    return plain, tasks.day, lines, tasks.overdue_count, tasks.today_count


@pytest.mark.parametrize("days", [0, 3, 40])
async def test_each_is_what_the_person_would_see_alone(company, days):
    people = await managers(company)
    async with company.read(administrator()) as read:
        last = (await read.all(select(Activity.at).order_by(Activity.at.desc()).limit(1)))[0]
        read.now = last - timedelta(days=days)
        together = await managers_mornings(read, people)
    assert sorted(together) == people
    assert any(morning.silent_count for morning in together.values())
    for one in people:
        async with company.read(administrator()) as read:
            read.actor, read.now = await actor_for(read, one), last - timedelta(days=days)
            assert told(await own_morning(read)) == told(together[one])


async def test_statements_do_not_grow_with_people(company):
    people = await managers(company)
    assert len(people) > 3
    assert await statements(company, people) == await statements(company, people[:4])


async def statements(database, people):
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        async with database.read(administrator()) as read:
            await managers_mornings(read, people)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.lstrip().upper().startswith(("SELECT", "WITH"))])


async def test_nobody_asked_for_gets_no_morning(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    async with database.read(administrator()) as read:
        assert await managers_mornings(read, []) == {}
