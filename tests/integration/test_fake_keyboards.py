"""Keyboards of the fake Bot API: what may stand under a message and under the input field."""

import pytest

from tests.integration.bot_api import ALEXEY, keyboard

WRONG_BUTTONS = [
    ({"text": "x", "callback_data": "ы" * 33}, "BUTTON_DATA_INVALID"),
    ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
    ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
    (
        {"text": 5, "callback_data": "x"},
        'can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    (
        {"text": "x", "callback_data": ""},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "callback_data": "x", "url": "https://a.ru"},
        "can't parse inline keyboard button: exactly one action field must be used",
    ),
    ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    (
        {"text": "x", "url": "ftp://a.ru"},
        "inline keyboard button URL 'ftp://a.ru' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "web_app": {"url": "http://a.ru"}},
        "inline keyboard button Web App URL 'http://a.ru' is invalid: Only HTTPS links are allowed",
    ),
    ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
]


WRONG_KEYBOARDS = [
    ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
    ({"inline_keyboard": [{"text": "x"}]}, 'field "inline_keyboard" must be an Array of Arrays'),
    (keyboard(*map(str, range(101))), "reply markup is too long"),
    (
        {"inline_keyboard": [[{"text": str(n), "callback_data": "x"} for n in range(9)]]},
        "reply markup is too long",
    ),
    ({"keyboard": [["x"]], "resize_keyboard": "yes"}, 'field "resize_keyboard" must be of type Boolean'),
    ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    ({"remove_keyboard": "yes"}, 'field "remove_keyboard" must be of type Boolean'),
]


@pytest.mark.parametrize(
    ("markup", "words"),
    [*(({"inline_keyboard": [[button]]}, words) for button, words in WRONG_BUTTONS), *WRONG_KEYBOARDS],
)
async def test_a_wrong_keyboard_is_refused(api, phone, markup, words):
    refusal = await api.refused("sendMessage", chat_id=ALEXEY, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {words}")
    assert (await phone.view()).bot_messages == ()


async def test_the_reply_keyboard_stands_until_removed(api, control, phone):
    await api.good(
        "sendMessage", chat_id=ALEXEY, text="menu", reply_markup={"keyboard": [["➕ Записать", "☰ Ещё"]]}
    )
    await api.good("sendMessage", chat_id=ALEXEY, text="other")
    assert (await phone.view()).keyboard == (("➕ Записать", "☰ Ещё"),)
    await phone.press("☰ Ещё")
    assert (await control.pending())[-1]["message"]["text"] == "☰ Ещё"
    await api.good("sendMessage", chat_id=ALEXEY, text="bye", reply_markup={"remove_keyboard": True})
    assert (await phone.view()).keyboard is None


async def test_a_key_sends_what_it_asks_for_and_a_keyboard_for_one_time_folds(api, control, phone):
    keys = [[{"text": "Номер", "request_contact": True}, {"text": "Я тут", "request_location": True}]]
    shown = {"keyboard": keys, "one_time_keyboard": True, "input_field_placeholder": "Нажмите"}
    await api.good("sendMessage", chat_id=ALEXEY, text="?", reply_markup=shown)
    assert (await control.get(f"chats/{ALEXEY}"))["input"] == {"placeholder": "Нажмите", "force_reply": False}
    await phone.press("Номер")
    contact = (await control.pending())[-1]["message"]["contact"]
    assert (contact["user_id"], contact["phone_number"]) == (ALEXEY, "+79000001001")
    assert (await control.get(f"chats/{ALEXEY}"))["keyboard_folded"] is True
    await phone.press("Я тут")
    assert "location" in (await control.pending())[-1]["message"]


async def test_a_forced_reply_is_seen_in_the_input_field(api, control, phone):
    asking = {"force_reply": True, "input_field_placeholder": "Как вас зовут?"}
    await api.good("sendMessage", chat_id=ALEXEY, text="?", reply_markup=asking)
    shown = (await control.get(f"chats/{ALEXEY}"))["input"]
    assert shown == {"placeholder": "Как вас зовут?", "force_reply": True}


async def test_the_newer_buttons_are_taken(api, phone):
    buttons = [
        {"text": "Номер", "copy_text": {"text": "+7 912 000-00-00"}},
        {"text": "Найти", "switch_inline_query": ""},
        {"text": "Здесь", "switch_inline_query_current_chat": "ромаш"},
        {"text": "Карта", "url": "https://yandex.ru/maps", "style": "primary"},
        {"text": "Нельзя", "disabled": {}},
    ]
    markup = {"inline_keyboard": [[button] for button in buttons]}
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup
