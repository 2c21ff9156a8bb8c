"""What a message carries, read from a call: text, caption, buttons, the message replied to."""

from typing import Any

from demo.telegram.call import Call
from demo.telegram.entities import formatted
from demo.telegram.errors import bad_request
from demo.telegram.given import given_entities
from demo.telegram.keyboards import checked_markup
from demo.telegram.links import units
from demo.telegram.state import Chat
from demo.telegram.values import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def text_content(call: Call) -> Json:
    source = call.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(source, call.text("parse_mode"), given_entities(call.object("entities")))
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(source: str, parse_mode: str, entities: Any) -> Json:
    text, found = formatted(source, parse_mode, given_entities(entities))
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}


def markup(call: Call, *, inline_only: bool = False) -> Json | None:
    return checked_markup(call.object("reply_markup", "reply keyboard markup"), inline_only=inline_only)


def reply(call: Call, chat: Chat) -> Json:
    """The reply_to_message of a message to be sent, if it answers one."""
    parameters = call.object("reply_parameters") or {}
    wanted = parameters.get("message_id") or call.integer("reply_to_message_id")
    if not wanted:
        return {}
    message = chat.messages.get(int(wanted))
    if message is not None:
        return {
            "reply_to_message": {
                key: value for key, value in message.api().items() if key != "reply_to_message"
            }
        }
    if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
