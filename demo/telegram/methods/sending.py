"""How a message of any content gets into a chat: checks of the place, the flood limits, what goes with it."""

from demo.telegram.call import Call
from demo.telegram.errors import bad_request
from demo.telegram.known import checked
from demo.telegram.methods.content import markup, reply
from demo.telegram.state import Chat, Message
from demo.telegram.values import Json

REQUESTS = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def send(call: Call, content: Json) -> Json:
    """Send one message; returns it as the Bot API shows it."""
    return send_all(call, [content], markup(call))[0]


def send_all(call: Call, contents: list[Json], shown: Json | None, album: Json | None = None) -> list[Json]:
    """Send messages that go together; each counts against the flood limits."""
    chat = call.open_chat()
    _check_buttons(chat, shown)
    extra = {**reply(call, chat), **_going_along(call, chat), **(album or {})}
    for _ in contents:
        call.bot.limits.check(chat.id, call.world.now())
    return [post(call, chat, content, shown, extra).api() for content in contents]


def post(call: Call, chat: Chat, content: Json, shown: Json | None, extra: Json) -> Message:
    """Put the bot's message into the chat."""
    message = Message(
        call.bot.next_message_id(), chat, call.bot.user, int(call.world.now()), content, shown, extra
    )
    chat.messages[message.id] = message
    chat.action = chat.draft = None
    if shown is not None and "keyboard" in shown:
        chat.reply_keyboard, chat.keyboard_folded = shown, False
    elif shown is not None and "remove_keyboard" in shown:
        chat.reply_keyboard = None
    call.world.changes.note((call.bot.user.id, chat.id))
    return message


def link_preview(call: Call) -> Json:
    """The link_preview_options of a text, if the bot gave any; the old disable_web_page_preview too."""
    given = call.object("link_preview_options")
    if given is None:
        return (
            {"link_preview_options": {"is_disabled": True}} if call.flag("disable_web_page_preview") else {}
        )
    return {"link_preview_options": checked("LinkPreviewOptions", given, "link preview options")}


def _going_along(call: Call, chat: Chat) -> Json:
    extra: Json = {}
    if call.flag("protect_content"):
        extra["has_protected_content"] = True
    effect = call.text("message_effect_id")
    if effect:
        if chat.user is None or not effect.isdecimal():
            raise bad_request("EFFECT_ID_INVALID")
        extra["effect_id"] = effect
    return extra


def _check_buttons(chat: Chat, shown: Json | None) -> None:
    """Some buttons stand in private chats only."""
    if shown is None or chat.user is not None:
        return
    for row in shown.get("keyboard") or ():
        for button in row:
            for name, words in REQUESTS.items():
                if button.get(name):
                    raise bad_request(words)
    for row in shown.get("inline_keyboard") or ():
        if any("web_app" in button for button in row):
            raise bad_request("BUTTON_TYPE_INVALID")
