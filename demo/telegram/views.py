"""What a person sees now: chats and messages as plain JSON, for tests and the chat page."""

from collections.abc import Iterable

from demo.telegram.groups import SERVICE
from demo.telegram.html import to_html
from demo.telegram.menus import shown_button, shown_commands
from demo.telegram.state import Bot, Chat, Message, Query, World
from demo.telegram.values import Json


def show_message(message: Message, bot: Bot) -> Json:
    content = message.content
    text = content.get("text") or content.get("caption") or ""
    entities = content.get("entities") or content.get("caption_entities") or []
    photo = content.get("photo")
    return {
        "message_id": message.id,
        "from_bot": message.sender is bot.user,
        "from_id": message.sender.id,
        "date": message.date,
        "edits": len(message.history),
        "text": text,
        "entities": entities,
        "html": to_html(text, entities),
        "buttons": [[show_button(button) for button in row] for row in message.inline_keyboard],
        "photo": photo[-1]["file_id"] if photo else None,
        "document": content.get("document"),
        "voice": content.get("voice"),
        "contact": content.get("contact"),
        "location": content.get("location"),
        "reply_to": message.extra.get("reply_to_message", {}).get("message_id"),
        "reactions": message.reactions,
        "more": _more(message),
        "history": message.history,
    }


def _more(message: Message) -> Json:
    """What few tests look at: media of rarer kinds, rich blocks, whose reactions, via whom."""
    kinds = ("video", "audio", "animation", "video_note", "sticker", "venue", "poll", "rich_message")
    shown = {kind: message.content[kind] for kind in kinds if kind in message.content}
    names = ("via_bot", "media_group_id", "quote", "effect_id", "has_protected_content", "forward_origin")
    marks = {name: message.extra[name] for name in names if name in message.extra}
    service = {name: message.content[name] for name in SERVICE if name in message.content}
    return {**shown, **marks, **service, "reactions_of": message.reactions_of, "inline_id": message.inline_id}


def show_button(button: Json) -> Json:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def show_query(query: Query) -> Json:
    return {"query_id": query.id, "message_id": query.message_id, "data": query.data, "answer": query.answer}


def show_chat(world: World, bot: Bot, chat: Chat, *, last: int | None = None, after: int = 0) -> Json:
    """A chat as its person sees it: the newest `last` messages with ids above `after`, oldest first."""
    messages = [message for message in chat.messages.values() if message.id > after]
    keyboard = (chat.reply_keyboard or {}).get("keyboard")
    return {
        "change": world.changes.last((bot.user.id, chat.id)),
        "chat": chat.api(),
        "started": chat.started,
        "blocked": chat.blocked,
        "action": chat.action if chat.action_until > world.now() else None,
        "messages": [show_message(message, bot) for message in (messages[-last:] if last else messages)],
        "keyboard": [[button["text"] for button in row] for row in keyboard] if keyboard else None,
        "commands": shown_commands(bot, chat, chat.id, chat.user.language_code if chat.user else None),
        "menu_button": shown_button(bot, chat),
        "input": _input(chat),
        "keyboard_folded": chat.keyboard_folded,
        "pinned": chat.pinned,
        "draft": chat.draft if chat.draft and chat.draft["until"] > world.now() else None,
        "taps": [show_query(query) for query in chat.queries[-100:]],
    }


def _input(chat: Chat) -> Json:
    """What the input field says: the placeholder, and that an answer is asked for."""
    asked = next((message.markup for message in reversed(chat.messages.values()) if message.markup), None)
    forced = asked if asked is not None and asked.get("force_reply") else None
    shown = forced or chat.reply_keyboard or {}
    return {"placeholder": shown.get("input_field_placeholder", ""), "force_reply": forced is not None}


def show_chats(chats: Iterable[Chat]) -> list[Json]:
    return [{**chat.api(), "messages": len(chat.messages)} for chat in chats]


def show_stats(world: World, bot: Bot) -> Json:
    return {
        "change": world.changes.last(),
        "bot": bot.user.api(),
        "pending": len(bot.updates),
        "next_update_id": bot.updates.next_id,
        "polled": bot.updates.polled,
        "paused": bot.updates.paused,
        "limits": bot.limits.on,
        "webhook": bot.webhook is not None,
        "webhook_error": bot.webhook.last_error[1] if bot.webhook and bot.webhook.last_error else None,
        "calls": world.calls.count,
        "people": len(world.users),
        "chats": len(bot.chats),
        "now": world.now(),
    }
