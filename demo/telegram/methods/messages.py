"""Texts, and the line «typing…»."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.methods.content import text_content
from demo.telegram.methods.sending import link_preview, send
from demo.telegram.values import Json

SHOWN_FOR = 5  # seconds
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


@method("sendMessage")
def send_message(call: Call) -> Json:
    return send(call, {**text_content(call), **link_preview(call)})


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.open_chat()
    chat.action, chat.action_until = action, call.world.now() + SHOWN_FOR
    call.world.changes.note((call.bot.user.id, chat.id))
    return True
