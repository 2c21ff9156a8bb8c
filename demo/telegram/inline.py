"""The inline mode as people use it: typing after the bot's name in any chat, and choosing what it offers."""

import random

from demo.telegram.errors import ControlError
from demo.telegram.people import Acted, Person
from demo.telegram.queries import InlineQuery
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

LONGEST = 256


def ask(person: Person, text: str, offset: str = "") -> Acted:
    """Type «@bot text»; the bot is asked unless Telegram still remembers what it answered."""
    bot, world = person.bot, person.world
    if not bot.powers.inline:
        raise ControlError("the bot has no inline mode")
    now = world.now()
    query = InlineQuery(str(random.getrandbits(62)), person.user, text[:LONGEST], offset, now)
    bot.inline_queries[query.id] = query
    for whose in (person.user.id, None):
        until, answer = bot.inline_cache.get((query.text, offset, whose), (0.0, None))
        if until > now:
            query.answer = answer
            return Acted(query_id=query.id)
    update = {
        "id": query.id,
        "from": person.user.api(),
        "query": query.text,
        "offset": offset,
        "chat_type": "sender" if person.chat.user is not None else person.chat.kind,
    }
    world.changes.note()
    return Acted(update_id=bot.updates.add("inline_query", update), query_id=query.id)


def choose(person: Person, query_id: str, result_id: str, *, elsewhere: bool = False) -> Acted:
    """Send one of the results: to the chat with the bot or a group, or `elsewhere`, where the bot is not."""
    bot = person.bot
    query = bot.inline_queries.get(query_id)
    offers = query.answer["results"] if query is not None and query.answer is not None else []
    offer = next((offer for offer in offers if offer["id"] == result_id), None)
    if query is None or offer is None:
        raise ControlError("nothing of the kind was offered")
    acted, inline_id = _sent(person, offer, elsewhere=elsewhere), None
    if offer["markup"] is not None:
        inline_id = next(key for key, kept in bot.inline_messages.items() if kept.id == acted.message_id)
    if bot.powers.feedback:
        chosen = {"result_id": result_id, "from": person.user.api(), "query": query.text}
        more = {} if inline_id is None else {"inline_message_id": inline_id}
        bot.updates.add("chosen_inline_result", {**chosen, **more})
    return Acted(acted.message_id, acted.update_id, inline_id)


def _sent(person: Person, offer: Json, *, elsewhere: bool) -> Acted:
    bot, extra = person.bot, {"via_bot": person.bot.user.api()}
    if elsewhere:
        chat = Chat(person.user.id, "private", person.user, started=True)
        number, now = bot.next_message_id(), int(person.world.now())
        message = Message(number, chat, person.user, now, offer["content"], offer["markup"], extra)
        acted = Acted(message.id)
    else:
        acted = person.say(offer["content"], extra, offer["markup"])
        message = person.chat.messages[acted.message_id or 0]
    if offer["markup"] is not None:
        message.inline_id = f"inline-{random.getrandbits(62)}"
        bot.inline_messages[message.inline_id] = message
    person.world.changes.note()
    return acted


def press_inline(person: Person, inline_id: str, data: str) -> Acted:
    """Tap a button of a message sent through the inline mode."""
    message = person.bot.inline_messages.get(inline_id)
    buttons = [] if message is None else [button for row in message.inline_keyboard for button in row]
    if data not in [button.get("callback_data") for button in buttons]:
        raise ControlError(f"no inline message shows the button {data!r}")
    return person.press(0, data, inline_id)


def show_inline(query: InlineQuery) -> Json:
    """What the telephone shows above the input field."""
    answer = query.answer or {}
    return {
        "query": query.text,
        "offset": query.offset,
        "answered": query.answer is not None,
        "results": [offer["result"] for offer in answer.get("results", ())],
        "next_offset": answer.get("next_offset", ""),
        "button": answer.get("button"),
    }
