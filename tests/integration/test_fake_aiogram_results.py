"""Every method of the fake, called by a real aiogram bot: what it answers must be what aiogram's types expect."""

import pytest
from aiogram import methods as aiogram_methods
from aiogram.types import (
    BotCommand,
    InlineQueryResultArticle,
    InputChecklist,
    InputChecklistTask,
    InputMediaPhoto,
    InputRichBlockParagraph,
    InputRichMessage,
    InputTextMessageContent,
    Message,
    ReactionTypeEmoji,
)

from demo.telegram.methods import METHODS
from tests.integration.bot_api import ALEXEY

HERE = {"latitude": 55.75, "longitude": 37.61}
CHAT = {"chat_id": ALEXEY}
GROUP = {"chat_id": -100500}
URL = "https://a.ru/p.png"
RICH = InputRichMessage(blocks=[InputRichBlockParagraph(text="x")])
CHECKLIST = InputChecklist(title="x", tasks=[InputChecklistTask(id=1, text="x")])
TEXT, PHOTO, LIVE, POLL, FILE, QUERY, TAP = range(7)  # what the preparation made, by its place
ALBUM = [InputMediaPhoto(media=URL), InputMediaPhoto(media=URL)]
ARTICLE = InlineQueryResultArticle(
    id="1", title="x", input_message_content=InputTextMessageContent(message_text="x")
)


class Made:
    """Stands for something made before the call."""

    def __init__(self, place):
        self.place = place


def at(place):
    return {**CHAT, "message_id": Made(place)}


TAKEN = {"from_chat_id": ALEXEY, "message_id": Made(TEXT)}
CALLS = {
    "getMe": {},
    "logOut": {},
    "close": {},
    "getChat": CHAT,
    "getFile": {"file_id": Made(FILE)},
    "getUserProfilePhotos": {"user_id": ALEXEY},
    "getUpdates": {},
    "setWebhook": {"url": ""},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "sendMessage": {**CHAT, "text": "x https://ya.ru"},
    "sendPhoto": {**CHAT, "photo": URL},
    "sendDocument": {**CHAT, "document": URL},
    "sendVoice": {**CHAT, "voice": URL},
    "sendVideo": {**CHAT, "video": URL},
    "sendAudio": {**CHAT, "audio": URL},
    "sendAnimation": {**CHAT, "animation": URL},
    "sendVideoNote": {**CHAT, "video_note": URL},
    "sendSticker": {**CHAT, "sticker": URL},
    "sendMediaGroup": {**CHAT, "media": ALBUM},
    "sendLocation": {**CHAT, **HERE},
    "sendVenue": {**CHAT, **HERE, "title": "x", "address": "y"},
    "sendContact": {**CHAT, "phone_number": "+7912", "first_name": "x"},
    "sendPoll": {**CHAT, "question": "?", "options": ["x", "y"]},
    "stopPoll": at(POLL),
    "sendRichMessage": {**CHAT, "rich_message": RICH},
    "sendMessageDraft": {**CHAT, "draft_id": 1, "text": "x"},
    "sendRichMessageDraft": {**CHAT, "draft_id": 1, "rich_message": RICH},
    "sendChatAction": {**CHAT, "action": "typing"},
    "copyMessage": {**CHAT, **TAKEN},
    "forwardMessage": {**CHAT, **TAKEN},
    "copyMessages": {**CHAT, "from_chat_id": ALEXEY, "message_ids": [1]},
    "forwardMessages": {**CHAT, "from_chat_id": ALEXEY, "message_ids": [1]},
    "editMessageText": {**at(TEXT), "text": "y"},
    "editMessageCaption": {**at(PHOTO), "caption": "y"},
    "editMessageMedia": {**at(PHOTO), "media": InputMediaPhoto(media=URL)},
    "editMessageReplyMarkup": {
        **at(TEXT),
        "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]},
    },
    "editMessageLiveLocation": {**at(LIVE), "latitude": 1, "longitude": 2},
    "stopMessageLiveLocation": at(LIVE),
    "deleteMessage": at(TEXT),
    "deleteMessages": {**CHAT, "message_ids": [1]},
    "pinChatMessage": at(TEXT),
    "unpinChatMessage": at(PHOTO),
    "unpinAllChatMessages": CHAT,
    "setMessageReaction": {**at(TEXT), "reaction": [ReactionTypeEmoji(emoji="👍")]},
    "answerCallbackQuery": {"callback_query_id": Made(TAP)},
    "answerInlineQuery": {"inline_query_id": Made(QUERY), "results": [ARTICLE]},
    "setMyCommands": {"commands": [BotCommand(command="x", description="y")]},
    "getMyCommands": {},
    "deleteMyCommands": {},
    "setChatMenuButton": {},
    "getChatMenuButton": CHAT,
    "setMyName": {"name": "x"},
    "getMyName": {},
    "setMyDescription": {},
    "getMyDescription": {},
    "setMyShortDescription": {},
    "getMyShortDescription": {},
    "getChatMember": {**GROUP, "user_id": ALEXEY},
    "getChatAdministrators": GROUP,
    "getChatMemberCount": GROUP,
    "leaveChat": GROUP,
}
REFUSED = {"sendChecklist", "editMessageChecklist"}  # they want a business account
KINDS = {
    kind.__api_method__: kind
    for kind in vars(aiogram_methods).values()
    if isinstance(getattr(kind, "__api_method__", None), str)
}


def test_every_method_of_the_fake_is_called_here():
    assert {name for name, _ in METHODS.values()} - REFUSED == CALLS.keys()


async def prepared(bot, control, phone):
    """One of each thing that a call may need."""
    await control.group(-100500, "Продажи")
    await phone.in_group(-100500).send("x")
    await control.post("groups/-100500/promote", {"user": ALEXEY})
    text = await bot.send_message(ALEXEY, "x", reply_markup=None)
    photo = await bot.send_photo(ALEXEY, URL, caption="x")
    await bot.pin_chat_message(ALEXEY, photo.message_id)
    live = await bot.send_location(ALEXEY, **HERE, live_period=60)
    poll = await bot.send_poll(ALEXEY, "?", ["x", "y"])
    query = await control.post(f"people/{ALEXEY}/query", {"text": "x"})
    tap = await phone.press_stale("x", text.message_id)
    messages = [text.message_id, photo.message_id, live.message_id, poll.message_id]
    return [*messages, photo.photo[-1].file_id, query["query_id"], tap]


@pytest.mark.parametrize("name", CALLS)
async def test_what_a_method_answers_is_of_aiograms_types(bot, control, phone, name):
    made = await prepared(bot, control, phone)
    values = {
        key: made[value.place] if isinstance(value, Made) else value for key, value in CALLS[name].items()
    }
    result = await bot(KINDS[name](**values))
    assert result is not None
    if isinstance(result, Message):
        assert result.model_extra in ({}, None)
    assert (await control.calls(name))[-1].unknown == ()


async def test_every_update_is_of_aiograms_types(bot, control, phone):
    await bot.get_updates(allowed_updates=[*usual_kinds(), "message_reaction", "chat_member"])
    await prepared(bot, control, phone)
    await phone.send_photo(caption="x")
    await phone.send_document(b"x", "x.xlsx")
    await phone.send_voice(b"x")
    await phone.send_contact("+7912", "x")
    await phone.send_location(1, 2)
    await phone.forward("x", name="Шеф")
    said = await phone.send("x")
    await phone.edit(said, "y")
    await control.post(f"people/{ALEXEY}/react", {"message_id": said, "emoji": "👍"})
    await control.post("groups", {"id": -7, "title": "Опт", "kind": "group"})
    for act in ("rename", "promote", "migrate"):
        await control.post(f"groups/-7/{act}", {"title": "Розница", "by": ALEXEY})
    await phone.block()
    updates = await bot.get_updates()
    assert {update.event_type for update in updates} >= {
        "message",
        "edited_message",
        "message_reaction",
        "my_chat_member",
        "inline_query",
        "callback_query",
    }


def usual_kinds():
    return ["message", "edited_message", "my_chat_member", "inline_query", "callback_query"]
