"""Own fields of clients, contacts and deals."""

import pytest
from sqlalchemy import select

from core.clients.contacts import add_contact
from core.clients.field_keeping import (
    FieldExists,
    archive_field,
    define_field,
    edit_field,
    fields_of,
    set_field,
)
from core.clients.field_values import field_is
from core.clients.fields import FieldKind, FieldOf
from core.clients.models import Client, Contact
from core.deals.fields import set_deal_field
from core.deals.models import Deal
from core.deals.moves import open_deal
from core.errors import Changed, Invalid, NotFound
from tests.integration.audited import acts_on
from tests.integration.house import a_house


async def a_field(database, house, name, kind, of=FieldOf.CLIENT, choices=()):
    async with database.work(await house.actor(house.director)) as work:
        return await define_field(work, of, name, kind, choices=choices)


async def test_a_field_defined_twice_is_one_and_another_kind_is_refused(database):
    house = await a_house(database)
    first = await a_field(database, house, "Площадь", FieldKind.NUMBER)
    async with database.work(await house.actor(house.director)) as work:
        await archive_field(work, first.id)
    again = await a_field(database, house, " Площадь ", FieldKind.NUMBER)
    assert (first.id, again.archived_at) == (again.id, None)
    with pytest.raises(FieldExists):
        await a_field(database, house, "Площадь", FieldKind.TEXT)
    other = await a_field(database, house, "Площадь", FieldKind.TEXT, FieldOf.DEAL)
    assert other.id != first.id
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.head)) as work:
            await define_field(work, FieldOf.CLIENT, "Своё", FieldKind.TEXT)


async def test_a_field_is_filled_as_its_kind_writes_and_found_by_it(database):
    house = await a_house(database)
    cases = (
        ("Площадь, м²", FieldKind.NUMBER, (), "1 500,50", "1500.5", "1500.50"),
        ("Оборот 'в год'", FieldKind.MONEY, (), "1 250 000", "1250000.00", "1250000"),
        ("Тендер.дата", FieldKind.DATE, (), "20.11.2026", "2026-11-20", "2026-11-20"),
        ("Есть склад?", FieldKind.YES_NO, (), "да", "yes", "true"),
        ("Зона [x]", FieldKind.CHOICE, ("Юг", "Север"), "юг", "Юг", "ЮГ"),
        ("Линии", FieldKind.CHOICES, ("A_1", "AB1", "B"), "B|a_1", "A_1|B", "A_1"),
        ("Слово", FieldKind.TEXT, (), "x", "x", "x"),
        ('Тип "А" \\ $.b', FieldKind.TEXT, (), " как есть ", "как есть", "как есть"),
    )
    actor = await house.actor(house.manager)
    for name, kind, choices, typed, kept, asked in cases:
        field = await a_field(database, house, name, kind, choices=choices)
        async with database.work(actor) as work:
            client = await set_field(work, FieldOf.CLIENT, house.client, name, typed)
        assert client.custom[name] == kept
        async with database.read(actor) as read:
            by_value = select(Client.id).where(field_is(Client.custom, field, asked))
            assert await read.all(by_value) == [house.client]
            empty = select(Client.id).where(field_is(Client.custom, field, ""))
            assert await read.all(empty) == [house.foreign]
    async with database.read(actor) as read:
        lines = next(one for one in await fields_of(read, FieldOf.CLIENT) if one.name == "Линии")
        assert await read.all(select(Client.id).where(field_is(Client.custom, lines, "AB1"))) == []


async def test_filling_writes_a_version_and_an_audit_and_an_empty_text_empties(database):
    house = await a_house(database)
    await a_field(database, house, "Слово", FieldKind.TEXT)
    actor = await house.actor(house.manager)
    for _ in range(2):
        async with database.work(actor) as work:
            client = await set_field(work, FieldOf.CLIENT, house.client, "Слово", "да")
    assert client.version == 1
    async with database.work(actor) as work:
        assert (await set_field(work, FieldOf.CLIENT, house.client, "Слово", "", version=1)).custom == {}
    assert await acts_on(database, "clients", house.client) == ["client.field_set"] * 2
    with pytest.raises(Changed):
        async with database.work(actor) as work:
            await set_field(work, FieldOf.CLIENT, house.client, "Слово", "x", version=1)
    for client_id, name in ((house.foreign, "Слово"), (house.client, "Нет такого")):
        with pytest.raises(NotFound):
            async with database.work(actor) as work:
                await set_field(work, FieldOf.CLIENT, client_id, name, "да")


async def test_a_renamed_field_takes_its_values_along(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    fields = {of: await a_field(database, house, "Старое", FieldKind.TEXT, of) for of in FieldOf}
    await a_field(database, house, "Чужое", FieldKind.TEXT)
    async with database.work(actor) as work:
        contact = await add_contact(work, house.client, "Иванов")
        deal = await open_deal(work, house.client, house.stages["new"], title="Сделка")
        await set_field(work, FieldOf.CLIENT, house.client, "Старое", "к")
        await set_field(work, FieldOf.CLIENT, house.client, "Чужое", "ч")
        await set_field(work, FieldOf.CONTACT, contact.id, "Старое", "л")
        await set_deal_field(work, deal.id, "Старое", "с")
    for field in fields.values():
        async with database.work(await house.actor(house.director)) as work:
            await edit_field(work, field.id, version=0, name="Новое", group="Группа")
    with pytest.raises(FieldExists):
        async with database.work(await house.actor(house.director)) as work:
            await edit_field(work, fields[FieldOf.CLIENT].id, name="Чужое")
    async with database.read(actor) as read:
        assert await read.one(select(Client.custom).where(Client.id == house.client)) == {
            "Новое": "к",
            "Чужое": "ч",
        }
        assert await read.all(select(Contact.custom)) == [{"Новое": "л"}]
        assert await read.all(select(Deal.custom)) == [{"Новое": "с"}]


async def test_another_teams_deal_has_no_field_to_fill_and_an_archived_field_takes_nothing(database):
    house = await a_house(database)
    field = await a_field(database, house, "Слово", FieldKind.TEXT, FieldOf.DEAL)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        deal = await open_deal(work, house.client, house.stages["new"], title="Сделка")
    with pytest.raises(NotFound):
        async with database.work(await house.actor(house.other)) as work:
            await set_deal_field(work, deal.id, "Слово", "x")
    async with database.work(await house.actor(house.director)) as work:
        await archive_field(work, field.id)
        assert await fields_of(work, FieldOf.DEAL) == []
    with pytest.raises(NotFound):
        async with database.work(actor) as work:
            await set_deal_field(work, deal.id, "Слово", "x")


async def test_a_value_that_the_field_cannot_hold_is_refused(database):
    house = await a_house(database)
    await a_field(database, house, "Число", FieldKind.NUMBER)
    with pytest.raises(Invalid):
        async with database.work(await house.actor(house.manager)) as work:
            await set_field(work, FieldOf.CLIENT, house.client, "Число", "много")
