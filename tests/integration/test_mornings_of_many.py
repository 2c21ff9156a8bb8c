"""The morning of everybody at once: what each would see alone, in as many statements as for one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from core.access import Role, administrator
from core.activities.models import Activity
from core.exchange.importing import import_bundle
from core.people.calendars import local_day
from core.people.employees import Employee, Team, actor_for, actors_for
from core.reports.forgotten import forgotten
from core.reports.own_day import managers_mornings, own_morning
from core.reports.team_day import team_day, team_days
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
        read.now = await last_fact(read) - timedelta(days=days)
        last = read.now + timedelta(days=days)
        together = await managers_mornings(read, await acting(read, people))
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


async def acting(read, people):
    return [actor for actor in (await actors_for(read, people)).values() if actor is not None]


async def last_fact(read):
    return (await read.all(select(Activity.at).order_by(Activity.at.desc()).limit(1)))[0]


async def heads(database):
    """Most of them lead now, some of them the same team, some in another time zone."""
    async with database.work(administrator()) as work:
        there = await work.all(select(Team.id))
        teams = [*there, *[(await work.add(Team(name=f"{n}"))).id for n in range(len(there), 3)]]
        people = await work.all(select(Employee).order_by(Employee.id))
        for place, one in enumerate(people):
            one.team_id = teams[place % 3]
            one.role = Role.HEAD if place % 4 else Role.MANAGER
        return [one.id for one in people if one.role is Role.HEAD and one.dismissed_on is None]


@pytest.mark.parametrize("days", [0, 40])
async def test_each_head_is_told_what_they_would_see_alone(company, days):
    leading = await heads(company)
    async with company.read(administrator()) as read:
        read.now = now = await last_fact(read) - timedelta(days=days)
        actors = await actors_for(read, leading)
        assert actors == {one: await actor_for(read, one) for one in leading}
        together = await team_days(read, [actor for actor in actors.values() if actor is not None])
    assert len(together) > 2
    assert any(team.silent_count for team in together.values())
    for one, team in together.items():
        async with company.read(administrator()) as read:
            read.actor, read.now = await actor_for(read, one), now
            silent = await forgotten(read, local_day(now, team.company.timezone))
            alone = await team_day(read)
        assert replace(alone, company=None) == replace(team, company=None)
        assert (team.silent_count, team.silent_profit) == (silent.count, silent.profit)
        assert team.silent_names == tuple(client.name for client in silent.clients[:3])


async def test_statements_do_not_grow_with_heads(company):
    leading = await heads(company)
    assert len(leading) > 2
    assert await statements(company, leading, team_days) == await statements(company, leading[:2], team_days)


async def statements(database, people, ask=managers_mornings):
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        async with database.read(administrator()) as read:
            await ask(read, await acting(read, people))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([one for one in asked if one.lstrip().upper().startswith(("SELECT", "WITH"))])


async def test_nobody_asked_for_gets_no_morning(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    async with database.read(administrator()) as read:
        assert await managers_mornings(read, []) == {}
