"""What a message carries, read from a call: text, caption, buttons, the message replied to."""

from typing import Any

from demo.telegram.call import Call
from demo.telegram.entities import formatted
from demo.telegram.errors import bad_request
from demo.telegram.given import given_entities
from demo.telegram.keyboards import checked_markup
from demo.telegram.links import units
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def text_content(call: Call) -> Json:
    return text_of(call.text("text"), call.text("parse_mode"), call.object("entities"))


def text_of(source: str, parse_mode: str, entities: Any) -> Json:
    """A text with its entities. Refuses an empty one, and more than 4096 UTF-16 units after parsing."""
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(source, parse_mode, given_entities(entities))
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
    elsewhere = parameters.get("chat_id")
    if elsewhere is not None and int(elsewhere) != chat.id:
        return _external(call, int(elsewhere), int(wanted))
    message = chat.messages.get(int(wanted))
    if message is not None:
        shown = {key: value for key, value in message.api().items() if key != "reply_to_message"}
        return {"reply_to_message": shown, **_quote(parameters, message)}
    if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _external(call: Call, chat_id: int, message_id: int) -> Json:
    """A reply to a message of another chat of the bot."""
    there = call.bot.chats.get(chat_id)
    message = None if there is None else there.messages.get(message_id)
    if there is None or message is None:
        raise bad_request("message to be replied not found")
    origin = {"type": "user", "sender_user": message.sender.api(), "date": message.date}
    return {"external_reply": {"origin": origin, "chat": there.api(), "message_id": message_id}}


def _quote(parameters: Json, message: Message) -> Json:
    """The part of the message that is answered; it must stand there word for word."""
    if not parameters.get("quote"):
        return {}
    text, entities = formatted(
        parameters["quote"], parameters.get("quote_parse_mode") or "", parameters.get("quote_entities")
    )
    said = message.content.get("text") or message.content.get("caption") or ""
    at = said.find(text)
    if at < 0 or units(text) > LONGEST_CAPTION:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote: Json = {"text": text, "position": units(said[:at]), "is_manual": True}
    return {"quote": {**quote, "entities": entities} if entities else quote}
