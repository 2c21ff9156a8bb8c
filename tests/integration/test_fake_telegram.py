"""The fake Bot API holds its side: what it accepts, what it refuses and in which words, what people see."""

import json

import pytest
from aiohttp import ClientSession, FormData

from demo.telegram import Control, FakeTelegram, Phone
from demo.telegram.errors import ControlError
from demo.telegram.phone import PNG

ALEXEY = 1001
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class Api:
    """Calls as a bot would make them, without any library's help."""

    def __init__(self, session: ClientSession, telegram: FakeTelegram) -> None:
        self.session = session
        self.telegram = telegram
        self.url = f"{telegram.url}/bot{telegram.token}"

    async def __call__(self, method, **values):
        async with self.session.post(f"{self.url}/{method}", json=values) as response:
            answer = await response.json()
            assert answer["ok"] == (response.status == 200)
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def good(self, method, **values):
        answer = await self(method, **values)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method, **values):
        answer = await self(method, **values)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]


@pytest.fixture
async def telegram():
    async with FakeTelegram() as running:
        yield running


@pytest.fixture
async def api(telegram):
    async with ClientSession() as session:
        yield Api(session, telegram)


@pytest.fixture
def control(telegram) -> Control:
    return telegram.control()


@pytest.fixture
async def phone(control) -> Phone:
    phone = await control.person(ALEXEY, "Алексей", username="alexey")
    await phone.send("/start")
    return phone


def keyboard(*labels):
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def test_a_bot_is_made_by_its_first_call(api):
    me = await api.good("getMe")
    assert (me["is_bot"], me["username"]) == (True, "voronka_demo_bot")


async def test_methods_have_no_case_and_come_by_get_json_and_forms(api, phone):
    async with api.session.get(
        f"{api.url}/sendmessage", params={"chat_id": ALEXEY, "text": "get"}
    ) as response:
        assert response.status == 200
    form = {"chat_id": str(ALEXEY), "text": "form", "reply_markup": json.dumps(keyboard("✅ Да"))}
    async with api.session.post(f"{api.url}/sendMessage", data=form) as response:
        assert response.status == 200
    await api.good("SENDMESSAGE", chat_id=ALEXEY, text="json")
    messages = (await phone.view()).bot_messages
    assert [message.text for message in messages] == ["get", "form", "json"]
    assert messages[1].labels == ["✅ Да"]


async def test_a_strange_token_method_or_file_is_not_found(api):
    for path in (
        "botnonsense/getMe",
        f"bot{api.telegram.token}/getNothing",
        f"file/bot{api.telegram.token}/no",
    ):
        async with api.session.get(f"{api.telegram.url}/{path}") as response:
            assert response.status == 404
            assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_only_listed_tokens_are_let_in():
    async with FakeTelegram(tokens=("1:GOOD",)) as telegram, ClientSession() as session:
        async with session.get(f"{telegram.url}/bot1:GOOD/getMe") as response:
            assert response.status == 200
        async with session.get(f"{telegram.url}/bot2:BAD/getMe") as response:
            assert (await response.json())["description"] == "Unauthorized"


async def test_bots_do_not_see_each_other(telegram, api, phone):
    async with telegram.control("77:OTHER") as other:
        assert (await other.status()).pending == 0
        assert (await other.person(ALEXEY)).id == ALEXEY
    async with api.session.get(
        f"{telegram.url}/bot77:OTHER/sendMessage", params={"chat_id": ALEXEY, "text": "x"}
    ) as response:
        assert response.status == 403


WRONG_MESSAGES = [
    ({"text": ""}, "message text is empty"),
    ({}, "message text is empty"),
    ({"text": "  \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        {"text": "*x*", "parse_mode": "MarkdownV2"},
        "can't parse entities: the fake server understands parse_mode HTML only",
    ),
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


@pytest.mark.parametrize(("values", "words"), WRONG_MESSAGES)
async def test_a_wrong_message_is_refused(api, phone, values, words):
    assert await api.refused("sendMessage", **{"chat_id": ALEXEY, **values}) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("markup", "words"),
    [*(({"inline_keyboard": [[button]]}, words) for button, words in WRONG_BUTTONS), *WRONG_KEYBOARDS],
)
async def test_a_wrong_keyboard_is_refused(api, phone, markup, words):
    refusal = await api.refused("sendMessage", chat_id=ALEXEY, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {words}")
    assert (await phone.view()).bot_messages == ()


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
    photo = await _photo(api)
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


async def _photo(api, data=PNG, **values):
    form = FormData({"chat_id": str(ALEXEY), "photo": "attach://pic", **values})
    form.add_field("pic", data, filename="p.png", content_type="image/png")
    async with api.session.post(f"{api.url}/sendPhoto", data=form) as response:
        answer = await response.json()
        return answer["result"]["message_id"] if answer["ok"] else answer["description"]


async def test_a_photo_is_kept_recaptioned_replaced_and_given_back(api, control, phone):
    message_id = await _photo(api, caption="<b>Воронка</b>", parse_mode="HTML")
    seen = await phone.last()
    assert (seen.html, await control.file(seen.photo)) == ("<b>Воронка</b>", PNG)
    found = await api.good("getFile", file_id=seen.photo)
    async with api.session.get(
        f"{api.telegram.url}/file/bot{api.telegram.token}/{found['file_path']}"
    ) as response:
        assert await response.read() == PNG
    at = {"chat_id": ALEXEY, "message_id": message_id}
    await api.good("editMessageCaption", **at, caption="b")
    assert (await phone.last()).text == "b"
    await api.good("editMessageMedia", **at, media={"type": "photo", "media": seen.photo, "caption": "c"})
    assert (await phone.last()).text == "c"
    await api.good("sendPhoto", chat_id=ALEXEY, photo=seen.photo)


async def test_a_wrong_file_is_refused(api, phone):
    assert await _photo(api, b"not a picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await _photo(api, b"") == "Bad Request: file must be non-empty"
    wide = PNG[:16] + (9000).to_bytes(4) + (100).to_bytes(4) + PNG[24:]
    assert await _photo(api, wide) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await api.refused("sendPhoto", chat_id=ALEXEY) == (
        400,
        "Bad Request: there is no photo in the request",
    )
    assert await api.refused("sendDocument", chat_id=ALEXEY, document="no") == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )
    assert await api.refused("getFile", file_id="no") == (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )


async def test_an_album_has_one_group(api, phone):
    await _photo(api)
    photo = (await phone.last()).photo
    items = [{"type": "photo", "media": photo, "caption": "a"}, {"type": "photo", "media": photo}]
    sent = await api.good("sendMediaGroup", chat_id=ALEXEY, media=items)
    assert len({message["media_group_id"] for message in sent}) == 1


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
    await there.send("привет")
    assert (await control.pending())[-1]["message"]["chat"]["type"] == "supergroup"
    await api.good("sendMessage", chat_id=-100500, text="здравствуйте")
    assert (await there.last()).text == "здравствуйте"


async def test_settings_are_kept(api, phone):
    commands = [{"command": "today", "description": "Сегодня"}]
    await api.good("setMyCommands", commands=commands, language_code="ru")
    assert await api.good("getMyCommands", language_code="ru") == commands
    assert await api.good("getMyCommands") == []
    await api.good("deleteMyCommands", language_code="ru")
    assert await api.good("getMyCommands", language_code="ru") == []
    assert (await api.refused("setMyCommands", commands=[{"command": "Я", "description": "x"}]))[1].endswith(
        "BOT_COMMAND_INVALID"
    )
    for method in ("setMyDescription", "setMyShortDescription", "setChatMenuButton", "logOut", "close"):
        assert await api.good(method) is True
    assert (await api.good("getChat", chat_id=ALEXEY))["username"] == "alexey"


async def test_a_parameter_of_a_wrong_shape_is_refused_not_a_crash(api, phone):
    for method, values in (
        ("setMyCommands", {"commands": ["x"]}),
        ("deleteMessages", {"chat_id": ALEXEY, "message_ids": ["x"]}),
    ):
        code, words = await api.refused(method, **values)
        assert (code, words.startswith("Bad Request: can't parse the parameters")) == (400, True)


async def test_typing_and_reactions_are_seen(api, phone):
    sent = await phone.send("x")
    await api.good("sendChatAction", chat_id=ALEXEY, action="typing")
    assert (await phone.view()).action == "typing"
    await api.good(
        "setMessageReaction", chat_id=ALEXEY, message_id=sent, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    assert (await phone.last()).reactions == ({"type": "emoji", "emoji": "👍"},)


async def test_reset_forgets_everybody(api, control, phone):
    await control.reset()
    assert await api.refused("sendMessage", chat_id=ALEXEY, text="x") == (400, "Bad Request: chat not found")
    with pytest.raises(ControlError, match="nobody has the id"):
        await phone.send("x")
