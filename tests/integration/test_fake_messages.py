"""What the fake Bot API sends and refuses to send, in Telegram's words."""

import pytest

from tests.integration.bot_api import ALEXEY, keyboard

WRONG_MESSAGES = [
    ({"text": ""}, "message text is empty"),
    ({}, "message text is empty"),
    ({"text": "  \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        {"text": "<x>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    ),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": 999}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
]


@pytest.mark.parametrize(("values", "words"), WRONG_MESSAGES)
async def test_a_wrong_message_is_refused(api, phone, values, words):
    assert await api.refused("sendMessage", **{"chat_id": ALEXEY, **values}) == (400, f"Bad Request: {words}")


async def test_the_longest_text_caption_and_data_are_taken(api, phone):
    await api.good("sendMessage", chat_id=ALEXEY, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await api.good("sendMessage", chat_id=ALEXEY, text="x", reply_markup=keyboard("x" * 64))


async def test_people_who_cannot_be_reached(api, control, phone):
    await control.person(2, "Never wrote")
    say = {"text": "x"}
    assert await api.refused("sendMessage", chat_id=2, **say) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    await phone.block()
    assert await api.refused("sendMessage", chat_id=ALEXEY, **say) == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await phone.unblock()
    await api.good("sendMessage", chat_id=ALEXEY, **say)
    await phone.deactivate()
    assert await api.refused("sendMessage", chat_id=ALEXEY, **say) == (403, "Forbidden: user is deactivated")
    kinds = [next(name for name in update if name != "update_id") for update in await control.pending()]
    assert kinds == ["message", "my_chat_member", "my_chat_member"]


async def test_typing_and_reactions_are_seen(api, phone):
    sent = await phone.send("x")
    await api.good("sendChatAction", chat_id=ALEXEY, action="typing")
    assert (await phone.view()).action == "typing"
    await api.good(
        "setMessageReaction", chat_id=ALEXEY, message_id=sent, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    assert (await phone.last()).reactions == ({"type": "emoji", "emoji": "👍"},)


async def test_typing_is_shown_for_five_seconds_or_until_the_message(api, control, phone):
    await api.good("sendChatAction", chat_id=ALEXEY, action="typing")
    await control.advance(6)
    assert (await phone.view()).action is None
    await api.good("sendChatAction", chat_id=ALEXEY, action="typing")
    await api.good("sendMessage", chat_id=ALEXEY, text="x")
    assert (await phone.view()).action is None
