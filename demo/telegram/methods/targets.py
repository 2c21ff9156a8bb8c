"""Which message a call wants to change: one of a chat, or one sent through the inline mode."""

from demo.telegram.call import Call
from demo.telegram.errors import bad_request
from demo.telegram.state import Message
from demo.telegram.values import Json

NOT_FOUND = "message to edit not found"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def editable(call: Call) -> Message:
    """The message that the call names. Refuses what the bot may not edit."""
    inline_id = call.text("inline_message_id")
    if inline_id:
        message = call.bot.inline_messages.get(inline_id)
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    call.open_chat()
    _, message = call.message(NOT_FOUND)
    foreign = message.sender is not call.bot.user
    # Telegram does not let a message be edited that brought a reply keyboard, or took one away.
    if foreign or (message.markup is not None and "inline_keyboard" not in message.markup):
        raise bad_request("message can't be edited")
    return message


def change(call: Call, message: Message, content: Json, shown: Json | None) -> Json | bool:
    """Put the new content in; the message, or True for an inline one, which the bot does not see."""
    if content == message.content and (shown or {}) == (message.markup or {}):
        raise bad_request(NOT_MODIFIED)
    message.change(content, shown, call.world.now(), marked=content != message.content)
    call.world.changes.note((call.bot.user.id, message.chat.id))
    return True if call.text("inline_message_id") else message.api()
