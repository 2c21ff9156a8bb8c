"""Changing and removing what the bot has sent."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.methods.content import caption_content, markup, text_content
from demo.telegram.methods.messages import media_content
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

NOT_FOUND = "message to edit not found"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE = 48 * 3600


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    call.open_chat()
    chat, message = call.message(NOT_FOUND)
    foreign = message.sender is not call.bot.user
    # Telegram does not let a message be edited that brought a reply keyboard, or took one away.
    if foreign or (message.markup is not None and "inline_keyboard" not in message.markup):
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: Call, chat: Chat, message: Message, content: Json, shown: Json | None) -> Json:
    if content == message.content and (shown or {}) == (message.markup or {}):
        raise bad_request(NOT_MODIFIED)
    message.change(content, shown, call.world.now(), marked=content != message.content)
    call.world.changes.note((call.bot.user.id, chat.id))
    return message.api()


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    content, shown = text_content(call), markup(call, inline_only=True)
    chat, message = _editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, content, shown)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    caption = caption_content(call.text("caption"), call.text("parse_mode"), call.object("caption_entities"))
    shown = markup(call, inline_only=True)
    chat, message = _editable(call)
    if not {"photo", "document", "voice"} & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _change(call, chat, message, {**kept, **caption}, shown)


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json:
    shown = markup(call, inline_only=True)
    chat, message = _editable(call)
    if not {"photo", "document", "text"} & message.content.keys():
        raise bad_request("there is no media in the message to edit")
    return _change(call, chat, message, media_content(call, call.object("media")), shown)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    shown = markup(call, inline_only=True)
    chat, message = _editable(call)
    return _change(call, chat, message, message.content, shown)


def _delete(call: Call, chat: Chat, message: Message) -> None:
    if call.world.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    call.world.changes.note((call.bot.user.id, chat.id))


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    chat, message = call.message("message to delete not found")
    _delete(call, chat, message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    chat = call.known_chat()
    for message_id in call.object("message_ids") or ():
        message = chat.messages.get(int(message_id))
        if message is not None:
            _delete(call, chat, message)
    return True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    call.open_chat()
    chat, message = call.message("message to react not found")
    message.reactions = call.object("reaction") or []
    call.world.changes.note((call.bot.user.id, chat.id))
    return True
