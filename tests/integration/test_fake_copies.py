"""Forwarding, copying, replying, protecting and pinning."""

from tests.integration.bot_api import ALEXEY, keyboard


async def test_a_forward_tells_where_it_is_from_and_a_copy_does_not(api, control, phone):
    await control.person(7, "Ольга", started=True)
    said = await phone.send("звонил Вектор")
    there = {"chat_id": 7, "from_chat_id": ALEXEY, "message_id": said}
    assert (await api.good("forwardMessage", **there))["forward_origin"]["sender_user"]["id"] == ALEXEY
    copied = await api.good("copyMessage", **there, reply_markup=keyboard("✅"))
    assert list(copied) == ["message_id"]
    seen = (await control.chat(7)).messages
    assert [message.text for message in seen] == ["звонил Вектор"] * 2
    assert seen[1].labels == ["✅"]
    several = {"chat_id": 7, "from_chat_id": ALEXEY, "message_ids": [said, 900]}
    assert len(await api.good("copyMessages", **several)) == 1
    assert len(await api.good("forwardMessages", **several)) == 1


async def test_what_is_not_there_or_protected_is_not_taken_elsewhere(api, phone):
    there = {"chat_id": ALEXEY, "from_chat_id": ALEXEY}
    assert await api.words("copyMessage", **there, message_id=900) == "message to copy not found"
    assert await api.words("forwardMessage", **there, message_id=900) == "message to forward not found"
    kept = await api.good("sendMessage", chat_id=ALEXEY, text="x", protect_content=True)
    assert kept["has_protected_content"] is True
    at = {**there, "message_id": kept["message_id"]}
    assert await api.words("copyMessage", **at) == "the message can't be copied"
    assert await api.words("forwardMessage", **at) == "message can't be forwarded"
    words = await api.words("forwardMessages", **there, message_ids=[2, 1])
    assert words == "message identifiers must be in a strictly increasing order"
    assert await api.words("copyMessage", chat_id=ALEXEY, from_chat_id=5, message_id=1) == "chat not found"


async def test_a_reply_quotes_what_was_said_and_may_go_without_its_message(api, phone):
    said = await phone.send("КП до пятницы")
    quoting = {"message_id": said, "quote": "до пятницы"}
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="да", reply_parameters=quoting)
    assert (sent["reply_to_message"]["text"], sent["quote"]["position"]) == ("КП до пятницы", 3)
    wrong = {"message_id": said, "quote": "до среды"}
    assert (
        await api.words("sendMessage", chat_id=ALEXEY, text="x", reply_parameters=wrong)
        == "QUOTE_TEXT_INVALID"
    )
    gone = {"message_id": 900, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.good(
        "sendMessage", chat_id=ALEXEY, text="x", reply_parameters=gone
    )


async def test_an_effect_is_for_private_chats(api, control, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="🎉", message_effect_id="5046509860389126442")
    assert sent["effect_id"] == "5046509860389126442"
    await control.group(-100500, "Продажи")
    refusal = await api.words(
        "sendMessage", chat_id=-100500, text="x", message_effect_id="5046509860389126442"
    )
    assert refusal == "EFFECT_ID_INVALID"


async def test_a_link_preview_is_kept_with_the_text(api, phone):
    options = {"is_disabled": True}
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="https://ya.ru", link_preview_options=options)
    assert sent["link_preview_options"] == options
    words = await api.words(
        "sendMessage", chat_id=ALEXEY, text="x", link_preview_options={"is_disabled": "да"}
    )
    assert words.startswith("can't parse link preview options: is_disabled")


async def test_a_pinned_message_stays_until_unpinned(api, control, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="план")
    at = {"chat_id": ALEXEY, "message_id": sent["message_id"]}
    await api.good("pinChatMessage", **at)
    shown = await control.get(f"chats/{ALEXEY}")
    assert shown["pinned"] == [sent["message_id"]]
    await api.good("unpinChatMessage", **at)
    assert await api.words("unpinChatMessage", **at) == "message to unpin not found"
    assert await api.words("pinChatMessage", chat_id=ALEXEY, message_id=900) == "message to pin not found"
    await api.good("unpinAllChatMessages", chat_id=ALEXEY)


async def test_in_a_group_pinning_and_deleting_others_words_is_for_administrators(api, control, phone):
    await control.group(-100500, "Продажи")
    said = await phone.in_group(-100500).send("/take")
    at = {"chat_id": -100500, "message_id": said}
    assert (
        await api.words("pinChatMessage", **at) == "not enough rights to manage pinned messages in the chat"
    )
    assert await api.words("deleteMessage", **at) == "message can't be deleted"
    await control.post("groups/-100500/promote")
    await api.good("pinChatMessage", **at)
    await api.good("deleteMessage", **at)


async def test_buttons_that_ask_for_things_stand_in_private_chats_only(api, control, phone):
    await control.group(-100500, "Продажи")
    for name, words in (
        ("request_contact", "phone number can be requested in private chats only"),
        ("request_location", "location can be requested in private chats only"),
    ):
        asking = {"keyboard": [[{"text": "x", name: True}]]}
        assert await api.words("sendMessage", chat_id=-100500, text="x", reply_markup=asking) == words
        await api.good("sendMessage", chat_id=ALEXEY, text="x", reply_markup=asking)
