"""Who sits in the show-room: the cast, those who came later, the groups, and what each has read."""

from collections.abc import Sequence

from demo.chat.cast import Group, Someone
from demo.chat.shown import name_of, show_last, unread
from demo.telegram.errors import ControlError
from demo.telegram.groups import make_group
from demo.telegram.state import Bot, Chat, User, World
from demo.telegram.values import Json

FIRST_STRANGER = 7001


class Seats:
    def __init__(self, cast: Sequence[Someone], groups: Sequence[Group]) -> None:
        self._cast = {one.id: one for one in cast}
        self._groups = {group.id: group for group in groups}
        self._read: dict[int, int] = {}

    def fill(self, world: World, bot: Bot) -> None:
        """Let the cast and the groups be there; they come back after a reset."""
        for one in self._cast.values():
            if one.id not in world.users:
                first, _, last = one.name.partition(" ")
                world.users[one.id] = user = User(
                    one.id, first, last or None, language_code=one.language_code
                )
                bot.private_chat(user).started = one.started
        for group in self._groups.values():
            if group.id not in bot.chats:
                make_group(world, bot, group.id, group.title)

    def stranger(self, world: World, name: str, language: str, start: str) -> int:
        """Somebody new; the id. Refuses a name of nothing."""
        name = " ".join(name.split())[:64]
        if not name:
            raise ControlError("somebody without a name")
        new = max([FIRST_STRANGER - 1, *world.users]) + 1
        self._cast[new] = Someone(new, name, "stranger", language[:2], start=start[:64] or None)
        return new

    def read(self, chat_id: int, upto: int) -> bool:
        """Remember how far a chat has been read; whether that is farther than before."""
        farther = upto > self._read.get(chat_id, 0)
        if farther:
            self._read[chat_id] = upto
        return farther

    def rows(self, world: World, bot: Bot) -> list[Json]:
        """The list of telephones: people first, then groups."""
        groups = [chat for chat in bot.chats.values() if chat.user is None]
        return [self._person(user, bot) for user in world.users.values()] + [
            self._group(chat, world, bot) for chat in groups
        ]

    def _person(self, user: User, bot: Bot) -> Json:
        known = self._cast.get(user.id) or Someone(user.id, name_of(user))
        chat = bot.chats.get(user.id) or Chat(user.id, "private", user)
        return {
            **self._row(chat, bot),
            "kind": "person",
            "name": name_of(user),
            "role": known.role,
            "note": known.note,
            "language": user.language_code,
            "start": known.start,
            "phone": known.phone or _phone_of(user.id),
        }

    def _group(self, chat: Chat, world: World, bot: Bot) -> Json:
        known = self._groups.get(chat.id) or Group(chat.id, chat.title or "")
        return {
            **self._row(chat, bot),
            "kind": "group",
            "name": chat.title,
            "role": "group",
            "note": known.note,
            "members": list(known.members or world.users),
        }

    def _row(self, chat: Chat, bot: Bot) -> Json:
        mine = chat.user.id if chat.user else 0
        return {
            "id": chat.id,
            "unread": unread(chat, self._read.get(chat.id, 0), mine),
            "action": chat.action,
            "last": show_last(reversed(chat.messages.values()), bot),
        }


def _phone_of(user_id: int) -> str:
    """A number that nobody else here has: the last seven digits are the person's."""
    digits = f"{user_id % 10_000_000:07}"
    return f"+7 900 {digits[:3]}-{digits[3:5]}-{digits[5:]}"
