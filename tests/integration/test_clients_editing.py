"""Clients and their people as the department edits them."""

import asyncio

import pytest
from sqlalchemy import select

from core.access import Role, administrator
from core.clients.contact_facts import DecisionRole, ImpossiblePhone
from core.clients.contacts import (
    ContactInUse,
    add_contact,
    add_phone,
    contact_of,
    edit_contact,
    phones_of,
    remove_contact,
    remove_phone,
)
from core.clients.editing import (
    DuplicateInn,
    archive_client,
    create_client,
    edit_client,
    give_client,
    namesakes,
    unarchive_client,
)
from core.clients.models import Channel, Client
from core.clients.search import search_clients
from core.deals.moves import fill_deal, open_deal
from core.errors import Changed, CoreError, NotFound
from core.ids import ChannelId
from core.money import Money
from core.people.employees import Employee
from tests.integration.audited import acts_on, last_change
from tests.integration.house import a_house

INN = "7707083893"


async def test_a_client_is_opened_with_all_that_is_known(database):
    house = await a_house(database)
    async with database.work(administrator()) as work:
        channel = await work.add(Channel(name="Сайт"))
    async with database.work(await house.actor(house.manager)) as work:
        client = await create_client(
            work, " ПАО  «Ёлка»", inn=INN, category="A", need_per_year=Money(100), channel_id=channel.id
        )
    assert (client.name, client.search_key, client.inn) == ("ПАО «Ёлка»", "пао «елка»", INN)
    assert (client.owner_id, client.channel_id, client.version) == (house.manager, channel.id, 0)
    assert await acts_on(database, "clients", client.id) == ["client.created"]


async def test_a_second_tap_opens_no_second_client(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.read(actor) as read:
        expected = await namesakes(read, "Вектор")
    async with database.work(actor) as work:
        await create_client(work, "Вектор", expected=expected)
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await create_client(work, "вектор ", expected=expected)


async def test_an_inn_is_held_by_one_client_and_another_teams_is_not_shown(database):
    house = await a_house(database)
    async with database.work(await house.actor(house.other)) as work:
        await edit_client(work, house.foreign, inn=INN)
    for employee, seen in ((house.manager, None), (house.director, house.foreign)):
        with pytest.raises(DuplicateInn) as refused:
            async with database.work(await house.actor(employee)) as work:
                await edit_client(work, house.client, inn=INN)
        assert refused.value.client_id == seen
    async with database.work(await house.actor(house.other)) as work:
        await edit_client(work, house.foreign, inn=INN, region="Юг")


async def test_an_edit_writes_version_and_audit_and_the_same_again_writes_nothing(database):
    house = await a_house(database)
    for _ in range(2):
        async with database.work(await house.actor(house.manager)) as work:
            client = await edit_client(work, house.client, name="ООО «Василёк»", category="B")
    assert (client.version, client.search_key) == (1, "ооо «василек»")
    assert await acts_on(database, "clients", house.client) == ["client.edited"]
    assert (await last_change(database, "client.edited"))["category"] == [None, "B"]


@pytest.mark.parametrize(
    "act",
    [
        lambda work, client: edit_client(work, client, region="Юг"),
        archive_client,
        unarchive_client,
        lambda work, client: add_contact(work, client, "Иванов"),
    ],
)
async def test_another_teams_client_is_not_there(database, act):
    house = await a_house(database)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.manager)) as work:
            await act(work, house.foreign)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await act(work, house.foreign)


async def test_a_channel_that_is_not_there_is_not_found(database):
    house = await a_house(database)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.manager)) as work:
            await edit_client(work, house.client, channel_id=ChannelId(77))


async def test_archived_twice_keeps_its_first_day_and_comes_back(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for _ in range(2):
        async with database.work(actor) as work:
            await archive_client(work, house.client)
    async with database.read(actor) as read:
        assert (await search_clients(read)).clients == ()
    async with database.work(actor) as work:
        assert (await unarchive_client(work, house.client)).archived_at is None
    assert await acts_on(database, "clients", house.client) == ["client.archived", "client.unarchived"]


async def test_the_second_of_two_who_edit_one_client_is_told_that_it_changed(database):
    house = await a_house(database)
    manager, head = await house.actor(house.manager), await house.actor(house.head)

    async def edit(actor, region):
        async with database.work(actor) as work:
            await edit_client(work, house.client, version=0, region=region)

    said = await asyncio.gather(edit(manager, "Север"), edit(head, "Запад"), return_exceptions=True)
    assert sorted(type(one) for one in said if one is not None) == [Changed]
    async with database.read(head) as read:
        client = await read.one(select(Client).where(Client.id == house.client))
    assert client.version == 1
    assert client.region == ("Запад" if isinstance(said[0], CoreError) else "Север")


async def test_two_who_write_one_inn_at_once_are_not_both_first(database):
    house = await a_house(database)
    both = [(await house.actor(house.manager), house.client), (await house.actor(house.other), house.foreign)]

    async def edit(actor, client):
        async with database.work(actor) as work:
            await edit_client(work, client, inn=INN)

    said = await asyncio.gather(*(edit(*one) for one in both), return_exceptions=True)
    assert [type(one) for one in said if one is not None] == [DuplicateInn]


async def test_a_head_gives_a_client_within_the_team_alone(database):
    house = await a_house(database)
    async with database.work(administrator()) as work:
        team = await work.one(select(Employee.team_id).where(Employee.id == house.head))
        colleague = await work.add(Employee(name="Склад", role=Role.COLLEAGUE, team_id=team))
    head = await house.actor(house.head)
    for to in (house.other, colleague.id):
        with pytest.raises(NotFound):
            async with database.work(head) as work:
                await give_client(work, house.client, to)
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.manager)) as work:
            await give_client(work, house.client, house.head)
    async with database.work(head) as work:
        assert (await give_client(work, house.client, house.head, version=0)).owner_id == house.head
    with pytest.raises(Changed):
        async with database.work(head) as work:
            await give_client(work, house.client, house.manager, version=0)
    async with database.work(await house.actor(house.director)) as work:
        await give_client(work, house.client, house.other)
    assert await last_change(database, "client.given") == {"owner_id": [house.head, house.other]}


async def test_a_contact_person_added_twice_is_one_and_is_edited_with_a_version(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    ids = set()
    for _ in range(2):
        async with database.work(actor) as work:
            contact = await add_contact(work, house.client, "Иванов", phone="8 912 000-00-00")
            ids.add(contact.id)
    assert len(ids) == 1
    async with database.work(actor) as work:
        await edit_contact(work, contact.id, version=0, decision_role=DecisionRole.DECIDES, phone=None)
    async with database.read(actor) as read:
        found = await contact_of(read, contact.id)
    assert (found.decision_role, found.phone, found.phone_digits, found.version) == ("decides", None, None, 1)
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await edit_contact(work, contact.id, version=0, name="Петров")
    for act in (
        lambda work: edit_contact(work, contact.id, name="X"),
        lambda work: remove_contact(work, contact.id),
    ):
        with pytest.raises(NotFound):
            async with database.work(await house.actor(house.other)) as work:
                await act(work)
    assert await acts_on(database, "contacts", contact.id) == ["contact.added", "contact.edited"]


async def test_further_phones_are_kept_once_found_and_struck_out(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        contact = await add_contact(work, house.client, "Иванов", phone="8 912 000-00-00")
        assert await add_phone(work, contact.id, "+7 912 000 00 00") is None
        first = await add_phone(work, contact.id, "+7 495 123-45-67")
        again = await add_phone(work, contact.id, "8 495 123 45 67")
    assert first
    assert again
    assert first.id == again.id
    with pytest.raises(ImpossiblePhone):
        async with database.work(actor) as work:
            await add_phone(work, contact.id, "123")
    async with database.read(actor) as read:
        assert [one.phone for one in (await phones_of(read, house.client))[contact.id]] == [first.phone]
        assert len((await search_clients(read, "495123")).clients) == 1
    async with database.work(actor) as work:
        await remove_phone(work, contact.id, first.id)
    async with database.read(actor) as read:
        assert await phones_of(read, house.client) == {}


async def test_a_person_whom_a_deal_names_stays_and_one_entered_by_mistake_goes(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        named = await add_contact(work, house.client, "Иванов")
        mistaken = await add_contact(work, house.client, "Ивонов")
        await add_phone(work, mistaken.id, "+7 495 123-45-67")
        deal = await open_deal(work, house.client, house.stages["new"], title="Сделка")
        await fill_deal(work, deal.id, "contact", named.id)
    with pytest.raises(ContactInUse):
        async with database.work(actor) as work:
            await remove_contact(work, named.id)
    async with database.work(actor) as work:
        await remove_contact(work, mistaken.id)
    async with database.read(actor) as read:
        with pytest.raises(NotFound):
            await contact_of(read, mistaken.id)
        assert (await contact_of(read, named.id)).name == "Иванов"
    assert (await last_change(database, "contact.removed"))["name"] == ["Ивонов", None]
    async with database.work(actor) as work:
        assert (await add_contact(work, house.client, "Новый")).id not in {mistaken.id, named.id}
