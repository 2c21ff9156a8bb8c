"""What the page sees: the list of people, and a chat with everything that a telephone draws."""

from collections.abc import Iterable

from demo.telegram.state import Bot, Chat, Message, User
from demo.telegram.values import Json

KINDS = ("photo", "document", "voice", "contact", "location")
SHORT = 120


def name_of(user: User) -> str:
    return " ".join(filter(None, (user.first_name, user.last_name)))


def show_message(message: Message, bot: Bot) -> Json:
    """A message in the API's words, with what only a telephone needs: who it is from, and how it is drawn."""
    content = message.content
    photo = content.get("photo")
    shown: Json = {
        "id": message.id,
        "from": message.sender.id,
        "name": name_of(message.sender),
        "bot": message.sender is bot.user,
        "date": message.date,
        "edited": message.edit_date is not None,
        "kind": kind_of(message),
        "text": text_of(message),
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "photo": photo[-1] if photo else None,
        "buttons": message.inline_keyboard,
        "reply": _quoted(message.extra.get("reply_to_message")),
        "forward": _origin(message.extra.get("forward_origin")),
        "reactions": [one.get("emoji", "⭐") for one in message.reactions],
    }
    shown |= {kind: content.get(kind) for kind in KINDS if kind != "photo"}
    return shown


def kind_of(message: Message) -> str:
    """text, one of KINDS, or the name of a content that the page does not know."""
    content = message.content
    known = next((kind for kind in KINDS if kind in content), None)
    return known or ("text" if "text" in content else next(iter(content), "text"))


def text_of(message: Message) -> str:
    return str(message.content.get("text") or message.content.get("caption") or "")


def _quoted(replied: Json | None) -> Json | None:
    if replied is None:
        return None
    text = replied.get("text") or replied.get("caption") or ""
    return {"id": replied["message_id"], "name": replied["from"]["first_name"], "text": text[:SHORT]}


def _origin(origin: Json | None) -> str | None:
    if origin is None:
        return None
    return str(origin.get("sender_user_name") or origin.get("sender_user", {}).get("first_name") or "…")


def show_chat(bot: Bot, chat: Chat, change: int, last: int) -> Json:
    """The newest `last` messages and what stands around them."""
    messages = list(chat.messages.values())
    language = chat.user.language_code if chat.user else None
    return {
        "id": chat.id,
        "change": change,
        "started": chat.started,
        "blocked": chat.blocked,
        "action": chat.action,
        "more": len(messages) > last,
        "messages": [show_message(message, bot) for message in messages[-last:]],
        "keyboard": chat.reply_keyboard,
        "taps": [
            {"id": query.id, "message": query.message_id, "answer": query.answer}
            for query in chat.queries[-30:]
        ],
        "commands": commands_of(bot, chat, language or ""),
    }


def commands_of(bot: Bot, chat: Chat, language: str) -> list[Json]:
    """The menu of commands that Telegram would show here: the narrowest scope that has one."""
    kind = "private" if chat.user is not None else "group"
    for scope in (f"chat/{chat.id}", f"all_{kind}_chats", "default"):
        for spoken in (language, ""):
            found = bot.settings.get(f"commands:{scope}:{spoken}")
            if found:
                return list(found["commands"])
    return []


def show_last(messages: Iterable[Message], bot: Bot) -> Json | None:
    """The line under a name in the list."""
    message = next(iter(messages), None)
    if message is None:
        return None
    return {
        "kind": kind_of(message),
        "text": text_of(message)[:SHORT],
        "date": message.date,
        "bot": message.sender is bot.user,
        "name": name_of(message.sender),
    }


def unread(chat: Chat, read: int, mine: int) -> int:
    """Messages newer than the last one read, one's own not counted."""
    count = 0
    for message in reversed(chat.messages.values()):
        if message.id <= read:
            break
        count += message.sender.id != mine
    return count
