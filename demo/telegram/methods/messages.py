"""Sending: text, pictures, documents, albums, the line «typing…»."""

from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.methods.content import caption_content, markup, reply, text_content
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def post(call: Call, chat: Chat, content: Json, shown: Json | None, extra: Json) -> Message:
    """Put the bot's message into the chat."""
    message = Message(
        call.bot.next_message_id(), chat, call.bot.user, int(call.world.now()), content, shown, extra
    )
    chat.messages[message.id] = message
    chat.action = None
    if shown is not None and "keyboard" in shown:
        chat.reply_keyboard = shown
    elif shown is not None and "remove_keyboard" in shown:
        chat.reply_keyboard = None
    call.world.changes.note((call.bot.user.id, chat.id))
    return message


def _send(call: Call, content: Json) -> Json:
    shown = markup(call)
    chat = call.open_chat()
    extra = reply(call, chat)
    call.bot.limits.check(chat.id, call.world.now())
    return post(call, chat, content, shown, extra).api()


def _captioned(call: Call, kind: str) -> Json:
    caption = caption_content(call.text("caption"), call.text("parse_mode"), call.object("caption_entities"))
    call.open_chat()
    return {kind: call.file(call.values.get(kind), kind).media(), **caption}


@method("sendMessage")
def send_message(call: Call) -> Json:
    return _send(call, text_content(call))


@method("sendPhoto")
def send_photo(call: Call) -> Json:
    return _send(call, _captioned(call, "photo"))


@method("sendDocument")
def send_document(call: Call) -> Json:
    return _send(call, _captioned(call, "document"))


@method("sendVoice")
def send_voice(call: Call) -> Json:
    return _send(call, _captioned(call, "voice"))


@method("sendLocation")
def send_location(call: Call) -> Json:
    try:
        place = {name: float(call.text(name)) for name in ("latitude", "longitude")}
    except ValueError:
        raise bad_request("latitude is empty") from None
    return _send(call, {"location": place})


@method("sendContact")
def send_contact(call: Call) -> Json:
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: call.text(name) for name in names if call.text(name)}
    if "phone_number" not in contact:
        raise bad_request("phone number is empty")
    if "first_name" not in contact:
        raise bad_request("first name is empty")
    return _send(call, {"contact": contact})


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    items = call.object("media")
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise bad_request("media group must include 2-10 items")
    contents = [media_content(call, item) for item in items]
    chat = call.open_chat()
    extra = reply(call, chat)
    call.bot.limits.check(chat.id, call.world.now())
    album = {**extra, "media_group_id": str(call.bot.user.id * 1000 + len(chat.messages))}
    return [post(call, chat, content, None, album).api() for content in contents]


def media_content(call: Call, item: Any) -> Json:
    """Content of an InputMedia object: a picture or a document, with its caption."""
    if not isinstance(item, dict) or item.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: the fake server takes photo and document only")
    caption = caption_content(
        item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities")
    )
    kind = item["type"]
    return {kind: call.file(item.get("media") or "", kind).media(), **caption}


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.open_chat()
    chat.action = action
    call.world.changes.note((call.bot.user.id, chat.id))
    return True
