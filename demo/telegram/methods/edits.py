"""Changing and removing what the bot has sent."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.groups import need_rights
from demo.telegram.methods.content import caption_content, markup, text_content
from demo.telegram.methods.media import CAPTIONED, media_content
from demo.telegram.methods.places import location_of
from demo.telegram.methods.rich import rich_content
from demo.telegram.methods.sending import link_preview
from demo.telegram.methods.targets import change, editable
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

DELETABLE = 48 * 3600
MOST = 100
ALBUM_KINDS = ({"photo", "video"}, {"document"}, {"audio"})


@method("editMessageText")
def edit_message_text(call: Call) -> Json | bool:
    if call.values.get("rich_message") and not call.text("text"):
        content = rich_content(call, call.object("rich_message", "rich message"))
    else:
        content = {**text_content(call), **link_preview(call)}
    shown = markup(call, inline_only=True)
    message = editable(call)
    if not {"text", "rich_message"} & message.content.keys():
        raise bad_request("there is no text in the message to edit")
    return change(call, message, content, shown)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json | bool:
    caption = caption_content(call.text("caption"), call.text("parse_mode"), call.object("caption_entities"))
    shown = markup(call, inline_only=True)
    message = editable(call)
    if not CAPTIONED & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return change(call, message, {**kept, **caption}, shown)


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json | bool:
    shown = markup(call, inline_only=True)
    message = editable(call)
    if not (CAPTIONED | {"text"}) & message.content.keys():
        raise bad_request("there is no media in the message to edit")
    content = media_content(call, call.object("media"))
    if "media_group_id" in message.extra and not _same_album_kind(message.content, content):
        raise bad_request("can't change media type in the album")
    return change(call, message, content, shown)


def _same_album_kind(before: Json, after: Json) -> bool:
    return any(kinds & before.keys() and kinds & after.keys() for kinds in ALBUM_KINDS)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json | bool:
    shown = markup(call, inline_only=True)
    message = editable(call)
    return change(call, message, message.content, shown)


def _live(call: Call) -> Message:
    message = editable(call)
    period = message.content.get("location", {}).get("live_period")
    if period is None or call.world.now() > message.date + period:
        raise bad_request("message can't be edited")
    return message


@method("editMessageLiveLocation")
def edit_message_live_location(call: Call) -> Json | bool:
    shown = markup(call, inline_only=True)
    message = _live(call)
    period = call.values.get("live_period") or message.content["location"]["live_period"]
    return change(call, message, {"location": location_of({**call.values, "live_period": period})}, shown)


@method("stopMessageLiveLocation")
def stop_message_live_location(call: Call) -> Json | bool:
    shown = markup(call, inline_only=True)
    message = _live(call)
    still = {key: value for key, value in message.content["location"].items() if key != "live_period"}
    return change(call, message, {"location": still}, shown)


def _delete(call: Call, chat: Chat, message: Message) -> None:
    if call.world.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    if message.sender is not call.bot.user:
        need_rights(call.bot, chat, "message can't be deleted")
    del chat.messages[message.id]
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    call.world.changes.note((call.bot.user.id, chat.id))


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    chat, message = call.message("message to delete not found")
    _delete(call, chat, message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Those that are there are deleted; those that are not are passed over, as by Telegram."""
    chat, ids = call.known_chat(), call.object("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        message = chat.messages.get(int(message_id))
        if message is not None:
            _delete(call, chat, message)
    return True
