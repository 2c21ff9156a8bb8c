"""Who is in a group, as the bot may ask; and its leaving."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.groups import ADMINS, GONE, member, status_of
from demo.telegram.state import Chat, User
from demo.telegram.values import Json


def _user(call: Call, user_id: int) -> User:
    if user_id == call.bot.user.id:
        return call.bot.user
    user = call.world.users.get(user_id)
    if user is None:
        raise bad_request("user not found")
    return user


def _group(call: Call) -> Chat:
    chat = call.open_chat()
    if chat.user is not None:
        raise bad_request("there are no administrators in the private chat")
    return chat


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    chat, user_id = call.open_chat(), call.integer("user_id")
    user = _user(call, user_id)
    if chat.user is not None:
        return member(user, "member" if user_id in {chat.id, call.bot.user.id} else "left")
    return member(user, status_of(call.bot, chat, user_id))


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    chat = _group(call)
    admins = [(user_id, status) for user_id, status in chat.members.items() if status in ADMINS]
    return [member(_user(call, user_id), status) for user_id, status in admins]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    chat = call.open_chat()
    if chat.user is not None:
        return 2
    return sum(status not in GONE for status in chat.members.values())


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    chat = call.open_chat()
    if chat.user is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[call.bot.user.id] = "left"
    call.world.changes.note((call.bot.user.id, chat.id))
    return True
