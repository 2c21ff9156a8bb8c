"""Places, contacts and polls of the fake."""

import pytest

from tests.integration.bot_api import ALEXEY

HERE = {"latitude": 55.75, "longitude": 37.61}


async def test_places_and_contacts_are_sent(api, phone):
    await api.good("sendLocation", chat_id=ALEXEY, **HERE)
    venue = await api.good("sendVenue", chat_id=ALEXEY, **HERE, title="Склад", address="Лесная 5")
    assert (venue["venue"]["address"], venue["location"]) == ("Лесная 5", HERE)
    contact = await api.good("sendContact", chat_id=ALEXEY, phone_number="+79120000000", first_name="Пётр")
    assert contact["contact"]["first_name"] == "Пётр"


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("sendLocation", {}, "latitude is empty"),
        ("sendLocation", {"latitude": 91, "longitude": 0}, "invalid location specified"),
        ("sendLocation", {**HERE, "live_period": 5}, "wrong live location period specified"),
        ("sendVenue", HERE, "title is empty"),
        ("sendVenue", {**HERE, "title": "x"}, "address is empty"),
        ("sendContact", {}, "phone number is empty"),
        ("sendContact", {"phone_number": "1"}, "first name is empty"),
        ("sendPoll", {}, "poll must be non-empty"),
        ("sendPoll", {"question": "?", "options": ["x"] * 13}, "poll can't have more than 12 options"),
        ("sendPoll", {"question": "?", "options": ["x" * 101]}, "poll options length must not exceed 100"),
    ],
)
async def test_a_wrong_place_contact_or_poll_is_refused(api, phone, method, values, words):
    assert await api.words(method, chat_id=ALEXEY, **values) == words


async def test_a_live_location_moves_until_its_time_is_over(api, control, phone):
    sent = await api.good("sendLocation", chat_id=ALEXEY, **HERE, live_period=60)
    at = {"chat_id": ALEXEY, "message_id": sent["message_id"]}
    moved = await api.good("editMessageLiveLocation", **at, latitude=55.76, longitude=37.61)
    assert (moved["location"]["latitude"], moved["location"]["live_period"]) == (55.76, 60)
    await control.advance(61)
    assert await api.words("stopMessageLiveLocation", **at) == "message can't be edited"


async def test_a_poll_is_closed_once(api, phone):
    sent = await api.good(
        "sendPoll", chat_id=ALEXEY, question="Когда?", options=[{"text": "пт"}, {"text": "сб"}]
    )
    at = {"chat_id": ALEXEY, "message_id": sent["message_id"]}
    assert (await api.good("stopPoll", **at))["is_closed"] is True
    assert await api.words("stopPoll", **at) == "poll has already been closed"
