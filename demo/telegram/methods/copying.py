"""Forwarding a message, and copying it without a link to where it was."""

from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import RefusedError, bad_request
from demo.telegram.groups import SERVICE
from demo.telegram.methods.content import caption_content, markup
from demo.telegram.methods.media import CAPTIONED
from demo.telegram.methods.sending import send_all
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

MOST = 100


def _source(call: Call) -> Chat:
    """The chat that a message is taken from; refused as any unknown chat."""
    there = Call(call.world, call.bot, call.name, {"chat_id": call.values.get("from_chat_id")})
    return there.known_chat()


def _found(call: Call, chat: Chat, message_id: Any, act: str) -> Message:
    message = chat.messages.get(int(message_id or 0))
    if message is None:
        raise bad_request(f"message to {act} not found")
    if message.extra.get("has_protected_content") or SERVICE & message.content.keys():
        raise bad_request("the message can't be copied" if act == "copy" else "message can't be forwarded")
    return message


def _origin(message: Message) -> Json:
    known = message.extra.get("forward_origin")
    return {
        "forward_origin": known or {"type": "user", "sender_user": message.sender.api(), "date": message.date}
    }


def _copied(call: Call, message: Message) -> tuple[Json, Json | None]:
    content = message.content
    if "caption" in call.values and CAPTIONED & content.keys():
        kept = {key: value for key, value in content.items() if not key.startswith("caption")}
        entities = call.object("caption_entities")
        content = {**kept, **caption_content(call.text("caption"), call.text("parse_mode"), entities)}
    return content, markup(call)


@method("copyMessage")
def copy_message(call: Call) -> Json:
    message = _found(call, _source(call), call.values.get("message_id"), "copy")
    content, shown = _copied(call, message)
    return {"message_id": send_all(call, [content], shown)[0]["message_id"]}


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    message = _found(call, _source(call), call.values.get("message_id"), "forward")
    return send_all(call, [message.content], None, _origin(message))[0]


def _several(call: Call, act: str) -> list[Message]:
    ids = call.object("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("there are no messages to " + act)
    if len(ids) > MOST:
        raise bad_request(f"too many messages to {act}")
    if ids != sorted(set(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat, found = _source(call), []
    for message_id in ids:
        try:
            found.append(_found(call, chat, message_id, act))
        except RefusedError:
            continue
    if not found:
        raise bad_request(f"there are no messages to {act}")
    return found


@method("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    sent = [send_all(call, [message.content], None)[0] for message in _several(call, "copy")]
    return [{"message_id": message["message_id"]} for message in sent]


@method("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    several = _several(call, "forward")
    sent = [send_all(call, [message.content], None, _origin(message))[0] for message in several]
    return [{"message_id": message["message_id"]} for message in sent]
