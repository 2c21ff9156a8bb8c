"""Reactions of the bot to messages."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.known import checked
from demo.telegram.reactions import EMOJI
from demo.telegram.values import Json


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    chat = call.open_chat()
    _, message = call.message("message to react not found")
    given = call.object("reaction") or []
    if not isinstance(given, list):
        raise bad_request("can't parse reaction types JSON array")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in given:
        _check(reaction, [kept for kind in message.reactions_of.values() for kept in kind])
    message.reactions = given
    call.world.changes.note((call.bot.user.id, chat.id))
    return True


def _check(reaction: Json, present: list[Json]) -> None:
    checked("ReactionTypeUnion", reaction, "reaction type")
    kind = reaction["type"]
    unknown = kind == "emoji" and reaction["emoji"] not in EMOJI
    if kind == "paid" or unknown or (kind == "custom_emoji" and reaction not in present):
        raise bad_request("REACTION_INVALID")
