"""Finding clients by what people type."""

from core.clients.keys import phone_digits, search_key
from core.clients.models import Contact
from core.clients.search import search_clients
from tests.integration.house import a_house


async def test_digits_find_a_phone_and_an_hour_in_a_sentence_finds_none(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        phone = "+7 912 150-00-15"
        contact = Contact(
            client_id=house.client,
            name="Иванов",
            search_key=search_key("Иванов"),
            phone=phone,
            phone_digits=phone_digits(phone),
        )
        await work.add(contact)
    async with database.read(actor) as read:
        found = {
            typed: len((await search_clients(read, typed)).clients)
            for typed in (
                "912150",
                "+7 (912) 150",
                "8 912 150-00-15",
                "иванов",
                "ромаш",
                "перезвонить в 15:00",
            )
        }
    assert found == {
        "912150": 1,
        "+7 (912) 150": 1,
        "8 912 150-00-15": 1,
        "иванов": 1,
        "ромаш": 1,
        "перезвонить в 15:00": 0,
    }
