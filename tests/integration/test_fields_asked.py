"""Lists and counts by own fields, on both databases."""

import pytest

from core.clients.contacts import add_contact
from core.clients.editing import archive_client
from core.clients.field_keeping import define_field, set_field
from core.clients.fields import FieldKind, FieldOf
from core.deals.fields import set_deal_field
from core.deals.moves import open_deal
from core.desk.by_fields import field_counts, things_with_field
from core.errors import Invalid, NotFound
from core.ids import CustomFieldId
from tests.integration.house import a_house


async def lines_of(database, house, of=FieldOf.CLIENT):
    async with database.work(await house.actor(house.director)) as work:
        return (await define_field(work, of, "Линии", FieldKind.CHOICES, choices=("Юг", "Север"))).id


async def asked(database, actor, field, value):
    async with database.read(actor) as read:
        return [thing.id for thing in (await things_with_field(read, field, value)).things]


async def counted(database, actor, field):
    async with database.read(actor) as read:
        return await field_counts(read, field)


async def test_clients_are_asked_by_a_field_each_in_their_scope(database):
    house = await a_house(database)
    field = await lines_of(database, house)
    for person, client, text in (
        (house.manager, house.client, "Юг|Север"),
        (house.other, house.foreign, "Юг"),
    ):
        async with database.work(await house.actor(person)) as work:
            await set_field(work, FieldOf.CLIENT, client, "Линии", text)
    manager, director = await house.actor(house.manager), await house.actor(house.director)
    assert await asked(database, manager, field, "юг") == [house.client]
    assert await asked(database, director, field, "Юг") == [house.foreign, house.client]
    assert await asked(database, director, field, "") == []
    assert await counted(database, manager, field) == {"Север": 1, "Юг": 1}
    assert await counted(database, director, field) == {"Юг": 2, "Север": 1}
    assert list(await counted(database, director, field)) == ["Юг", "Север"]


async def test_archived_clients_and_their_people_are_left_out(database):
    house = await a_house(database)
    of_people = await lines_of(database, house, FieldOf.CONTACT)
    of_clients = await lines_of(database, house)
    manager = await house.actor(house.manager)
    async with database.work(manager) as work:
        contact = await add_contact(work, house.client, "Иванов")
        await set_field(work, FieldOf.CONTACT, contact.id, "Линии", "Юг")
    assert await asked(database, manager, of_people, "Юг") == [contact.id]
    assert await counted(database, manager, of_clients) == {"": 1}
    async with database.work(await house.actor(house.head)) as work:
        await archive_client(work, house.client)
    assert await asked(database, manager, of_people, "Юг") == []
    assert await counted(database, manager, of_people) == {}
    assert await counted(database, manager, of_clients) == {}


async def test_deals_are_asked_by_a_field(database):
    house = await a_house(database)
    field = await lines_of(database, house, FieldOf.DEAL)
    manager = await house.actor(house.manager)
    async with database.work(manager) as work:
        deals = [
            await open_deal(work, house.client, house.stages["new"], title=f"Сделка {n}") for n in range(9)
        ]
        for deal in deals:
            await set_deal_field(work, deal.id, "Линии", "Север")
    async with database.read(manager) as read:
        first = await things_with_field(read, field, "Север")
        second = await things_with_field(read, field, "Север", page=1)
    assert [deal.id for deal in (*first.things, *second.things)] == [deal.id for deal in deals]
    assert (first.more, second.more) == (True, False)
    assert await counted(database, manager, field) == {"Север": 9}
    assert await counted(database, await house.actor(house.other), field) == {}


async def test_an_unknown_field_and_a_value_that_it_cannot_hold(database):
    house = await a_house(database)
    field = await lines_of(database, house)
    manager = await house.actor(house.manager)
    with pytest.raises(NotFound):
        await asked(database, manager, CustomFieldId(99), "Юг")
    with pytest.raises(NotFound):
        await counted(database, manager, CustomFieldId(99))
    with pytest.raises(Invalid):
        await asked(database, manager, field, "Запад")
