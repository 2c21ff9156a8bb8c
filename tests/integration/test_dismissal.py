"""Who may let whom go."""

import pytest
from sqlalchemy import select

from core.access import Role, administrator
from core.errors import NotFound
from core.people.dismissal import dismiss_employee, person_of
from core.people.employees import Employee
from tests.integration.house import a_house


async def test_a_head_lets_managers_of_the_team_go_and_nobody_above(database):
    house = await a_house(database)
    async with database.work(administrator()) as work:
        team = await work.one(select(Employee.team_id).where(Employee.id == house.head))
        second = await work.add(Employee(name="Второй", role=Role.HEAD, team_id=team))
        above = await work.add(Employee(name="Директор", role=Role.DIRECTOR, team_id=team))
    head = await house.actor(house.head)
    for other in (second.id, above.id, house.other, house.head):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await dismiss_employee(work, other)
        async with database.read(head) as read:
            with pytest.raises(NotFound):
                await person_of(read, other)
    async with database.work(head) as work:
        assert (await dismiss_employee(work, house.manager)).dismissed_on is not None


async def test_a_director_lets_a_head_go(database):
    house = await a_house(database)
    async with database.work(await house.actor(house.director)) as work:
        assert (await dismiss_employee(work, house.head)).dismissed_on is not None
