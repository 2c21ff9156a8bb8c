"""Long answers come out whole, in their order, and piece by piece."""

import asyncio

import pytest
from sqlalchemy import insert, select

from core.access import administrator
from core.db.base import table_of
from core.db.nearby import AT_ONCE
from core.db.streams import PIECE, made_of
from core.people.employees import Team

SOME = 3 * AT_ONCE + PIECE + 7


@pytest.fixture
async def teams(database):
    async with database.work(administrator()) as work:
        await work.session.execute(
            insert(table_of(Team)), [{"id": n, "name": f"{n}"} for n in range(1, SOME + 1)]
        )
    return database


QUESTION = select(Team.id, Team.name).order_by(Team.id)


async def test_every_row_once_and_in_order(teams):
    async with teams.read(administrator(), whole=True) as read:
        found = [row async for row in made_of(read.session, QUESTION, tuple)]
        at_once = (await read.session.execute(QUESTION)).all()
    assert found == [(n, f"{n}") for n in range(1, SOME + 1)]
    assert [tuple(row) for row in at_once] == found


async def test_two_at_a_time_and_what_is_asked_between(teams):
    async with teams.read(administrator(), whole=True) as read:
        first, second = (made_of(read.session, QUESTION, lambda row: row.id) for _ in range(2))
        pairs = []
        async for number in first:
            pairs.append((number, await anext(second)))
            if number == PIECE + 1:
                assert await read.maybe(select(Team.name).where(Team.id == 5)) == "5"
    assert pairs == [(n, n) for n in range(1, SOME + 1)]


async def test_who_leaves_early_leaves_the_connection_as_it_was(teams):
    async with teams.read(administrator(), whole=True) as read:
        async for number in made_of(read.session, QUESTION, lambda row: row.id):
            if number == AT_ONCE + 3:
                break
        assert len(await read.all(select(Team.id))) == SOME
    async with teams.work(administrator()) as work:
        await work.session.execute(insert(table_of(Team)), [{"id": SOME + 1, "name": "last"}])
    async with teams.read(administrator()) as read:
        assert len(await read.all(select(Team.id))) == SOME + 1


async def test_one_state_of_the_database_while_others_write(teams):
    async with teams.read(administrator(), whole=True) as read:
        rows = made_of(read.session, QUESTION, lambda row: row.id)
        assert await anext(rows) == 1

        async def write() -> None:
            async with teams.work(administrator()) as work:
                await work.session.execute(insert(table_of(Team)), [{"id": SOME + 1, "name": "late"}])

        await asyncio.create_task(write())
        assert [number async for number in rows] == list(range(2, SOME + 1))
        assert len(await read.all(select(Team.id))) == SOME
