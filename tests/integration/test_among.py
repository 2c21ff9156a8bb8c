"""Rows of many given numbers, on both databases."""

import pytest
from sqlalchemy import func, insert, select

from core.access import administrator
from core.clients.models import Client
from core.db.among import among, numbers
from core.db.base import table_of

ASKED = select(Client.id).where(among(Client.id, numbers("them")), Client.name == "x").order_by(Client.id)


@pytest.fixture
async def some(database):
    """Twenty clients, the even ones named x."""
    async with database.work(administrator()) as work:
        rows = [
            {
                "name": "y" if number % 2 else "x",
                "search_key": "x",
                "created_at": work.now,
                "custom": {},
                "version": 0,
            }
            for number in range(1, 21)
        ]
        await work.session.execute(insert(table_of(Client)), rows)
    return database


@pytest.mark.parametrize("them", [[], [4], [3, 4, 6], list(range(5, 30_000))])
async def test_those_among_the_given_are_found(some, them):
    async with some.read(administrator()) as read:
        found = (await read.session.scalars(ASKED, {"them": them})).all()
    assert found == [number for number in range(2, 21, 2) if number in them]


async def test_it_may_be_denied_and_asked_twice(some):
    first, second = among(Client.id, numbers("them")), among(Client.id, numbers("others"))
    question = select(func.count()).select_from(Client).where(~first, second)
    async with some.read(administrator()) as read:
        found = await read.session.scalar(question, {"them": [1, 2, 3], "others": [2, 3, 4, 5]})
        again = await read.session.scalar(question, {"them": [], "others": [2, 3, 4, 5]})
    assert (found, again) == (2, 4)


async def test_an_index_is_used(some):
    """Of «... = 1» SQLite would look through everybody."""
    async with some.read(administrator()) as read:
        compiled = str(ASKED.compile(dialect=some.engine.dialect))
        assert "= 1" not in compiled
        found = (await read.session.scalars(ASKED, {"them": [2]})).all()
    assert found == [2]
