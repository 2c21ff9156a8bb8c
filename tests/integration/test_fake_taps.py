"""Taps on inline buttons, and their answers."""

import pytest

from demo.telegram.errors import ControlError
from tests.integration.bot_api import ALEXEY, keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_is_answered_once_and_in_time(api, control, phone):
    await api.good("sendMessage", chat_id=ALEXEY, text="?", reply_markup=keyboard("✅ Да", "Нет"))
    tap = await phone.press("✅ Да")
    query = (await control.pending())[-1]["callback_query"]
    assert (query["id"], query["data"], query["message"]["text"]) == (tap, "✅ Да", "?")
    assert await api.refused("answerCallbackQuery", callback_query_id=tap, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    await api.good("answerCallbackQuery", callback_query_id=tap, text="Записано", show_alert=True)
    assert await phone.wait_tap(tap) == "Записано"
    assert (await phone.view()).tap(tap).alert
    assert await api.refused("answerCallbackQuery", callback_query_id=tap) == (400, TOO_OLD)
    assert await api.refused("answerCallbackQuery", callback_query_id="5") == (400, TOO_OLD)
    late = await phone.press(data="Нет")
    await control.advance(901)
    assert await api.refused("answerCallbackQuery", callback_query_id=late) == (400, TOO_OLD)


async def test_only_a_shown_button_is_pressed_unless_the_screen_is_stale(api, control, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="?", reply_markup=keyboard("old"))
    await api.good("editMessageText", chat_id=ALEXEY, message_id=sent["message_id"], text="!")
    with pytest.raises(ControlError, match="no message shows the button"):
        await phone.press("old")
    await phone.press_stale("old", sent["message_id"])
    assert (await control.pending())[-1]["callback_query"]["data"] == "old"
    await api.good("deleteMessage", chat_id=ALEXEY, message_id=sent["message_id"])
    await phone.press_stale("old", sent["message_id"])
    assert (await control.pending())[-1]["callback_query"]["message"]["date"] == 0


async def test_an_answer_may_open_only_the_bots_own_link(api, phone):
    await api.good("sendMessage", chat_id=ALEXEY, text="?", reply_markup=keyboard("да"))
    tap = {"callback_query_id": await phone.press("да")}
    assert await api.words("answerCallbackQuery", **tap, url="https://example.com") == "URL_INVALID"
    await api.good("answerCallbackQuery", **tap, url="https://t.me/voronka_demo_bot?start=x")
