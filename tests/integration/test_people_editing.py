"""People, teams and days off as heads and directors keep them."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select

from core.access import Role, administrator
from core.errors import Changed, Invalid, NotFound
from core.ids import PlaceId
from core.people.absences import absences_from, add_absence, remove_absence
from core.people.dismissal import dismiss_employee
from core.people.editing import LastDirector, arrange_employee, edit_employee
from core.people.employees import Employee, Function, Team
from core.people.invites import confirm_newcomer, create_invite, name_newcomer, open_invite
from core.people.teams import TeamExists, create_team, rename_team
from tests.integration.audited import acts_on, last_change
from tests.integration.house import a_house


async def test_a_director_edits_everything_of_a_person(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    async with database.work(director) as work:
        team = await create_team(work, " Запад ")
        found = await edit_employee(
            work, house.manager, version=0, name=" Анна  К. ", role=Role.HEAD, team_id=team.id,
            function=Function.CLOSER, regions=["Тула", " Тула ", ""], timezone="Asia/Omsk",
        )  # fmt: skip
    assert (found.name, found.role, found.team_id, found.regions) == ("Анна К.", Role.HEAD, team.id, ["Тула"])
    assert found.version == 1
    actor = await house.actor(house.manager)
    assert (actor.role, actor.zone) == (Role.HEAD, "Asia/Omsk")
    with pytest.raises(Changed):
        async with database.work(director) as work:
            await edit_employee(work, house.manager, version=0, name="Б")
    assert await acts_on(database, "employees", house.manager) == ["employee.edited"]


@pytest.mark.parametrize("facts", [{"name": " "}, {"timezone": "Mars/Base"}, {"role": Role.CLOCK}])
async def test_nonsense_is_refused_and_a_team_that_is_not_there_not_found(database, facts):
    house = await a_house(database)
    director = await house.actor(house.director)
    with pytest.raises(Invalid):
        async with database.work(director) as work:
            await edit_employee(work, house.manager, **facts)
    with pytest.raises(NotFound):
        async with database.work(director) as work:
            await edit_employee(work, house.manager, team_id=77)


async def test_the_last_director_stays_one(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    with pytest.raises(LastDirector):
        async with database.work(director) as work:
            await edit_employee(work, house.director, role=Role.MANAGER)
    async with database.work(director) as work:
        await edit_employee(work, house.head, role=Role.DIRECTOR)
        await edit_employee(work, house.director, role=Role.MANAGER)


async def test_a_head_arranges_the_own_managers_alone(database):
    house = await a_house(database)
    head = await house.actor(house.head)
    async with database.work(head) as work:
        await arrange_employee(work, house.manager, function=Function.CALLER, regions=["Тула"])
    assert set(await last_change(database, "employee.arranged")) == {"function", "regions"}
    for other in (house.other, house.head, house.director):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await arrange_employee(work, other, function=Function.CALLER)
    with pytest.raises(NotFound):
        async with database.work(head) as work:
            await edit_employee(work, house.manager, name="Б")


async def test_teams_bear_different_names(database):
    house = await a_house(database)
    director = await house.actor(house.director)
    async with database.work(director) as work:
        north = await create_team(work, "Север")
        south = await create_team(work, "Юг")
        await rename_team(work, north.id, "Заполярье")
    assert await acts_on(database, "teams", north.id) == ["team.renamed"]
    with pytest.raises(TeamExists):
        async with database.work(director) as work:
            await rename_team(work, north.id, "Юг")
    async with database.read(director) as read:
        assert await read.all(select(Team.name).order_by(Team.id)) == ["Заполярье", south.name]
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await create_team(work, "Своя")


async def test_absences_that_touch_join_and_the_same_again_changes_nothing(database):
    house = await a_house(database)
    head = await house.actor(house.head)
    days = [(3, 5), (10, 12), (6, 9), (4, 4)]
    for first, last in days:
        async with database.work(head) as work:
            absence = await add_absence(work, house.manager, date(2026, 8, first), date(2026, 8, last))
    async with database.read(await house.actor(house.manager)) as read:
        found = await absences_from(read, date(2026, 8, 12))
        assert [(one.starts_on.day, one.ends_on.day) for _, one in found] == [(3, 12)]
        assert await absences_from(read, date(2026, 8, 13)) == []
    assert await acts_on(database, "absences", absence.id) == ["absence.added", "absence.joined"]
    async with database.work(head) as work:
        await remove_absence(work, absence.id)
    assert (await last_change(database, "absence.removed"))["starts_on"] == ["2026-08-03", None]


async def test_days_off_are_set_from_above_and_within_the_team(database):
    house = await a_house(database)
    day = date(2026, 8, 3)
    for who, whom in ((house.manager, house.manager), (house.head, house.other)):
        with pytest.raises(NotFound):
            async with database.work(await house.actor(who)) as work:
                await add_absence(work, whom, day, day)
    async with database.work(await house.actor(house.director)) as work:
        absence = await add_absence(work, house.other, day, day)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await remove_absence(work, absence.id)
    for first, last in ((day, date(2026, 8, 2)), (date(1, 1, 1), day), (day, date.max), (date.max, date.max)):
        with pytest.raises(Invalid):
            async with database.work(await house.actor(house.director)) as work:
                await add_absence(work, house.other, first, last)


async def test_two_who_add_days_off_at_once_make_one_absence(database):
    house = await a_house(database)
    both = (await house.actor(house.head), await house.actor(house.director))

    async def add(actor, first, last):
        async with database.work(actor) as work:
            await add_absence(work, house.manager, date(2026, 8, first), date(2026, 8, last))

    await asyncio.gather(add(both[0], 3, 7), add(both[1], 5, 9))
    async with database.read(both[1]) as read:
        found = await absences_from(read, date(2026, 8, 1), house.manager)
    assert [(one.starts_on.day, one.ends_on.day) for _, one in found] == [(3, 9)]


async def test_a_colleague_comes_by_invite_sees_the_own_rows_alone_and_is_let_go_by_the_head(database):
    house = await a_house(database)
    head, place = await house.actor(house.head), PlaceId(900)
    async with database.work(head) as work:
        invite, secret = await create_invite(work, Role.COLLEAGUE, None)
    async with database.work(administrator()) as work:
        await open_invite(work, secret, place, "ru")
        await name_newcomer(work, place, "Склад")
    async with database.work(head) as work:
        employee = await confirm_newcomer(work, invite.id)
    actor = await house.actor(employee.id)
    assert (actor.role, actor.sees) == (Role.COLLEAGUE, frozenset({employee.id}))
    async with database.work(await house.actor(house.head)) as work:
        assert (await dismiss_employee(work, employee.id)).dismissed_on is not None
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.manager)) as work:
            await create_invite(work, Role.COLLEAGUE, None)
    async with database.read(administrator()) as read:
        assert (await read.one(select(Employee.role).where(Employee.id == employee.id))) is Role.COLLEAGUE
