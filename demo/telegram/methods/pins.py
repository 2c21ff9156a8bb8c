"""Messages pinned above the chat."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.groups import need_rights
from demo.telegram.methods.sending import post
from demo.telegram.state import Chat

NO_RIGHTS = "not enough rights to manage pinned messages in the chat"


def _chat(call: Call) -> Chat:
    chat = call.open_chat()
    need_rights(call.bot, chat, NO_RIGHTS)
    return chat


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    chat = _chat(call)
    _, message = call.message("message to pin not found")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    keyboard = chat.reply_keyboard
    pinned = {key: value for key, value in message.api().items() if key != "reply_to_message"}
    post(call, chat, {"pinned_message": pinned}, None, {})
    chat.reply_keyboard = keyboard
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    chat = _chat(call)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.changes.note((call.bot.user.id, chat.id))
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    chat = _chat(call)
    chat.pinned.clear()
    call.world.changes.note((call.bot.user.id, chat.id))
    return True
