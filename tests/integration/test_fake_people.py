"""What people do at the fake's telephones, and what comes of it."""

import pytest

from demo.telegram.errors import ControlError
from tests.integration.bot_api import ALEXEY


async def test_people_send_all_kinds_of_things(control, phone):
    sent = await phone.send("hello")
    await phone.edit(sent, "привет https://ya.ru")
    await phone.open_link("inv42")
    await phone.send_contact("+79001234567", "Пётр")
    await phone.send_location(55.75, 37.61)
    await phone.send_photo(caption="фото")
    await phone.send_document(b"xls", "clients.xlsx")
    await phone.send_voice(b"ogg", duration=7)
    await phone.forward("позвони", name="Шеф")
    updates = (await control.pending())[1:]
    edited = updates[1]["edited_message"]
    assert (edited["message_id"], edited["entities"]) == (sent, [{"type": "url", "offset": 7, "length": 13}])
    messages = [update["message"] for update in updates if "message" in update]
    assert messages[1]["text"] == "/start inv42"
    assert messages[1]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    carried = ["contact", "location", "photo", "document", "voice", "forward_origin"]
    assert [name for message, name in zip(messages[2:], carried, strict=True) if name in message] == carried
    assert messages[6]["voice"]["duration"] == 7


async def test_a_group_hears_the_bot_and_the_bot_hears_the_group(api, control, phone):
    await control.group(-100500, "Продажи")
    there = phone.in_group(-100500)
    await there.send("/today")
    assert (await control.pending())[-1]["message"]["chat"]["type"] == "supergroup"
    await api.good("sendMessage", chat_id=-100500, text="здравствуйте")
    assert (await there.last()).text == "здравствуйте"


async def test_waiting_tells_what_the_chat_looked_like(phone):
    with pytest.raises(TimeoutError, match="1 man: /start"):
        await phone.wait_text("never", timeout=0.001)


async def test_a_live_location_of_a_person_moves_while_it_lives(control, phone):
    body = {"latitude": 55.7, "longitude": 37.6, "live_period": 60}
    said = (await control.post(f"people/{ALEXEY}/location", body))["message_id"]
    move = {"message_id": said, "latitude": 55.8, "longitude": 37.6}
    await control.post(f"people/{ALEXEY}/move", move)
    assert (await control.pending())[-1]["edited_message"]["location"]["latitude"] == 55.8
    await control.advance(61)
    with pytest.raises(ControlError, match="no live location of yours"):
        await control.post(f"people/{ALEXEY}/move", move)
