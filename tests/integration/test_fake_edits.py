"""Editing and deleting by the fake Bot API."""

from tests.integration.bot_api import ALEXEY, keyboard

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_an_edit_changes_and_keeps_history(api, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="a", reply_markup=keyboard("x"))
    at = {"chat_id": ALEXEY, "message_id": sent["message_id"]}
    assert await api.refused("editMessageText", **at, text="a", reply_markup=keyboard("x")) == (
        400,
        NOT_MODIFIED,
    )
    assert "edit_date" not in await api.good("editMessageReplyMarkup", **at, reply_markup=keyboard("y"))
    edited = await api.good("editMessageText", **at, text="<i>b</i>", parse_mode="HTML")
    assert (edited["text"], edited.get("reply_markup"), "edit_date" in edited) == ("b", None, True)
    seen = await phone.last()
    assert (seen.html, seen.labels, seen.edits) == ("<i>b</i>", [], 2)
    assert [was["text"] for was in seen.history] == ["a", "a"]


async def test_a_wrong_edit_is_refused(api, phone):
    own = await phone.send("mine")
    photo = (await api.photo())["message_id"]
    menu = await api.good("sendMessage", chat_id=ALEXEY, text="x", reply_markup={"keyboard": [["➕"]]})
    text = await api.good("sendMessage", chat_id=ALEXEY, text="x")
    wrong = [
        ("editMessageText", own, {"text": "b"}, "message can't be edited"),
        ("editMessageText", menu["message_id"], {"text": "b"}, "message can't be edited"),
        ("editMessageText", 999, {"text": "b"}, "message to edit not found"),
        ("editMessageText", photo, {"text": "b"}, "there is no text in the message to edit"),
        ("editMessageText", text["message_id"], {"text": ""}, "message text is empty"),
        (
            "editMessageText",
            text["message_id"],
            {"text": "b", "reply_markup": {"keyboard": [["x"]]}},
            "inline keyboard expected",
        ),
        (
            "editMessageCaption",
            text["message_id"],
            {"caption": "b"},
            "there is no caption in the message to edit",
        ),
        ("editMessageCaption", photo, {"caption": "b" * 1025}, "message caption is too long"),
        ("deleteMessage", 999, {}, "message to delete not found"),
        ("deleteMessage", 0, {}, "message identifier is not specified"),
    ]
    for method, message_id, values, words in wrong:
        answer = await api.refused(method, chat_id=ALEXEY, message_id=message_id, **values)
        assert answer == (400, f"Bad Request: {words}"), method


async def test_a_message_is_deleted(api, control, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="x")
    await api.good("deleteMessage", chat_id=ALEXEY, message_id=sent["message_id"])
    assert (await phone.view()).bot_messages == ()
    old = await api.good("sendMessage", chat_id=ALEXEY, text="x")
    await control.advance(49 * 3600)
    assert await api.refused("deleteMessage", chat_id=ALEXEY, message_id=old["message_id"]) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )
