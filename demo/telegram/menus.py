"""Which commands and which menu button a person sees: the narrowest scope that has something to say."""

from collections.abc import Iterator

from demo.telegram.groups import ADMINS, status_of
from demo.telegram.state import Bot, Chat
from demo.telegram.values import Json

DEFAULT_BUTTON = {"type": "default"}


def commands_key(scope: Json, language: str) -> str:
    """Under what the bot's commands of a scope and a language are kept."""
    kept = "/".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"commands:{kept}:{language}"


def _scopes(bot: Bot, chat: Chat, user_id: int) -> Iterator[Json]:
    """From the narrowest to the widest, in Telegram's order."""
    if chat.user is not None:
        yield {"type": "chat", "chat_id": chat.id}
        yield {"type": "all_private_chats"}
    else:
        admin = status_of(bot, chat, user_id) in ADMINS
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": user_id}
        if admin:
            yield {"type": "chat_administrators", "chat_id": chat.id}
        yield {"type": "chat", "chat_id": chat.id}
        if admin:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}


def shown_commands(bot: Bot, chat: Chat, user_id: int, language: str | None) -> list[Json]:
    """What «/» offers this person here: in each scope their language first, then the one for all."""
    for scope in _scopes(bot, chat, user_id):
        for code in dict.fromkeys(((language or "")[:2], "")):
            kept = bot.settings.get(commands_key(scope, code))
            if kept is not None:
                commands: list[Json] = kept["commands"]
                return commands
    return []


def shown_button(bot: Bot, chat: Chat) -> Json:
    """The menu button beside the input field; the default one opens the commands."""
    kept = bot.settings.get(f"menu:{chat.id}", DEFAULT_BUTTON)
    if kept == DEFAULT_BUTTON:
        kept = bot.settings.get("menu:", DEFAULT_BUTTON)
    return {"type": "commands"} if kept == DEFAULT_BUTTON else kept
