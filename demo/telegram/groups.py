"""Groups: who is in them, what the bot hears there, and how one of them becomes a supergroup."""

from demo.telegram.errors import RefusedError, bad_request, forbidden
from demo.telegram.state import Bot, Chat, Message, User, World
from demo.telegram.values import Json

GONE = frozenset({"left", "kicked"})
ADMINS = frozenset({"administrator", "creator"})
SERVICE = frozenset(
    {"new_chat_members", "left_chat_member", "new_chat_title", "pinned_message", "group_chat_created"}
    | {"supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id"}
)
RIGHTS = (
    "manage_chat",
    "delete_messages",
    "manage_video_chats",
    "restrict_members",
    "promote_members",
    "change_info",
    "invite_users",
    "post_stories",
    "edit_stories",
    "delete_stories",
    "pin_messages",
    "send_welcome_messages",
)


def make_group(world: World, bot: Bot, group_id: int, title: str, kind: str = "supergroup") -> Chat:
    """A group in which the bot already is, an ordinary member."""
    chat = bot.chats[group_id] = Chat(group_id, kind, title=title, started=True)
    chat.members[bot.user.id] = "member"
    world.changes.note()
    return chat


def check_open(bot: Bot, chat: Chat) -> None:
    """Refuses to write to a group that became another, or that the bot has left or was thrown out of."""
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RefusedError(400, words, migrate_to_chat_id=chat.migrated_to)
    status = status_of(bot, chat)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def status_of(bot: Bot, chat: Chat, user_id: int | None = None) -> str:
    """member, administrator, creator, left or kicked; of the bot itself when no one is named."""
    return chat.members.get(bot.user.id if user_id is None else user_id, "left")


def need_rights(bot: Bot, chat: Chat, words: str) -> None:
    """In a group some acts are for administrators."""
    if chat.user is None and status_of(bot, chat) not in ADMINS:
        raise bad_request(words)


def member(user: User, status: str) -> Json:
    """A ChatMember of the Bot API."""
    shown: Json = {"user": user.api(), "status": status}
    if status == "administrator":
        shown |= {f"can_{right}": right != "promote_members" for right in RIGHTS}
        shown |= {"can_be_edited": False, "is_anonymous": False}
    elif status == "creator":
        shown["is_anonymous"] = False
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


def hears(bot: Bot, message: Message) -> bool:
    """Whether the bot is given a message: in private always; in a group as its privacy mode has it."""
    chat = message.chat
    if chat.user is not None:
        return True
    status = status_of(bot, chat)
    if status in GONE:
        return False
    if not bot.powers.privacy or status in ADMINS or SERVICE & message.content.keys():
        return True
    via_it = message.extra.get("via_bot", {}).get("id") == bot.user.id
    return via_it or _answers(bot, message) or _addressed(bot, message)


def _answers(bot: Bot, message: Message) -> bool:
    answered = message.extra.get("reply_to_message", {}).get("from", {}).get("id")
    return bool(answered == bot.user.id)


def _addressed(bot: Bot, message: Message) -> bool:
    """A command that is not another bot's, or a mention of this one."""
    text = message.content.get("text") or message.content.get("caption") or ""
    raw = text.encode("utf-16-le", "surrogatepass")
    name = f"@{bot.user.username}".lower()
    for entity in message.content.get("entities") or message.content.get("caption_entities") or ():
        begin, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        said = raw[begin:end].decode("utf-16-le", "surrogatepass").lower()
        if entity["type"] == "mention" and said == name:
            return True
        if entity["type"] == "bot_command" and ("@" not in said or said.endswith(name)):
            return True
    return False
