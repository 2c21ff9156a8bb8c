"""What a line is read by: in few statements, and in a large base by keys."""

from sqlalchemy import event

from core.access import administrator
from core.clients.models import Client
from core.desk.knowing import Memory, context_of
from core.desk.name_keys import make_keys
from tests.integration.house import a_house
from tests.integration.phones import clients


async def statements(database, act):
    """How many statements an act asks the database."""
    asked = []
    engine = database.engine.sync_engine

    def note(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        await act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


async def test_a_line_is_read_by_at_most_five_statements(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for memory in (Memory(), Memory(held_most=0)):

        async def look(memory=memory):
            async with database.read(actor) as read:
                await context_of(read, memory, "звонил в Ромашку")

        assert await statements(database, look) <= 5
        assert await statements(database, look) <= 5


async def test_in_a_large_base_a_line_finds_its_client_by_keys(database):
    house = await a_house(database)
    names = [f"ООО «{word} {number}»" for number in range(40) for word in ("Рассвет", "Закат")]
    await clients(
        database, house, *names, "ПАО «Северсталь-Метиз»", "ООО «Сибирский Ремонтный Центр»", "Acme Corp"
    )
    actor = await house.actor(house.manager)
    async with database.work(administrator()) as work:
        while await make_keys(work):
            pass
    for line, name in (
        ("звонил в Ромашку", "ООО «Ромашка»"),
        ("рамашка не берут трубку", "ООО «Ромашка»"),
        ("северстали отправил кп", "ПАО «Северсталь-Метиз»"),
        ("был в СРЦ", "ООО «Сибирский Ремонтный Центр»"),
        ("звонил в акме", "Acme Corp"),
        ("рассвет 17 просят прайс", "ООО «Рассвет 17»"),
    ):
        async with database.read(actor) as read:
            context = await context_of(read, Memory(held_most=0), line)
        found = {one.name for one in context.clients.clients}
        assert name in found, line
        assert "ООО «Сибирский Ремонтный Центр»" not in found or line == "был в СРЦ"


async def test_a_client_of_a_large_base_is_found_at_once_after_it_was_named_anew(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(administrator()) as work:
        await make_keys(work)
        client = await work.take(Client, Client.id == house.client)
        client.name, client.search_key, client.keyed_as = "ООО «Василёк»", "ооо «василек»", None
    async with database.read(actor) as read:
        context = await context_of(read, Memory(held_most=0), "звонил в Василёк")
    assert [one.name for one in context.clients.clients] == ["ООО «Василёк»"]
