"""Clients that may be one and the same."""

from core.clients.contacts import add_contact, add_phone
from core.clients.duplicates import CROWD, SameBy, possible_duplicates, suspected_pairs
from core.clients.editing import archive_client, create_client, edit_client
from core.clients.keys import client_name_columns
from core.clients.models import Client
from tests.integration.house import a_house

INN = "7707083893"


async def test_clients_that_share_something_are_paired_with_all_their_reasons(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        twin = await create_client(work, "Ромашка, АО")
        by_phone = await create_client(work, "Вектор")
        await create_client(work, "Гранит")
        one = await add_contact(work, house.client, "Иванов", phone="8 912 000-00-00", email="A@b.ru")
        await add_phone(work, one.id, "+7 495 123-45-67")
        await add_contact(work, twin.id, "Иванов", email="a@B.ru")
        await add_contact(work, by_phone.id, "Петров", phone="8 495 123 45 67")
    async with database.read(await house.actor(house.head)) as read:
        pairs = await suspected_pairs(read)
    assert [(one.elder, one.younger, one.reasons) for one in pairs] == [
        (house.client, twin.id, (SameBy.NAME, SameBy.EMAIL)),
        (house.client, by_phone.id, (SameBy.PHONE,)),
    ]
    async with database.work(actor) as work:
        await archive_client(work, twin.id)
    async with database.read(await house.actor(house.head)) as read:
        assert [one.younger for one in await suspected_pairs(read)] == [by_phone.id]


async def test_pairs_lie_within_the_scope(database):
    house = await a_house(database)
    async with database.work(await house.actor(house.director)) as work:
        await edit_client(work, house.foreign, name="Ромашка")
    async with database.read(await house.actor(house.head)) as read:
        assert await suspected_pairs(read) == ()
        assert [client for client, _ in await possible_duplicates(read, "ромашка")] == [house.client]
    async with database.read(await house.actor(house.director)) as read:
        assert len(await suspected_pairs(read)) == 1


async def test_a_client_about_to_be_opened_is_held_against_the_base(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        await edit_client(work, house.client, inn=INN)
        await add_contact(work, house.client, "Иванов", phone="8 912 000-00-00")
        await archive_client(work, house.client)
    async with database.read(actor) as read:
        found = await possible_duplicates(read, "Ромашка", inn=INN, phones=["+7 (912) 000 00 00"], email="")
        assert found == ((house.client, (SameBy.INN, SameBy.NAME, SameBy.PHONE)),)
        assert await possible_duplicates(read, "ООО", email="x@y.ru") == ()


async def test_a_crowd_is_paired_with_its_eldest_alone(database):
    house = await a_house(database)
    async with database.work(await house.actor(house.manager)) as work:
        for _ in range(CROWD + 1):
            work.session.add(
                Client(**client_name_columns("Одно"), owner_id=house.manager, created_at=work.now)
            )
    async with database.read(await house.actor(house.head)) as read:
        pairs = await suspected_pairs(read)
    assert len(pairs) == CROWD
    assert len({one.elder for one in pairs}) == 1
