"""Drafts: a message shown while it is being written. Checklists want a business account; none is here."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.methods.content import text_of
from demo.telegram.methods.rich import rich_content
from demo.telegram.values import Json

LIVES = 30  # seconds


def _show(call: Call, content: Json) -> bool:
    draft_id = call.integer("draft_id")
    if draft_id == 0:
        raise bad_request("RANDOM_ID_INVALID")
    chat = call.open_chat()
    if chat.user is None:
        raise bad_request("drafts can be sent to private chats only")
    flags = {name: call.flag(name) for name in ("can_stop", "keep_on_stop")}
    chat.draft = {"draft_id": draft_id, **content, **flags, "until": call.world.now() + LIVES}
    call.world.changes.note((call.bot.user.id, chat.id))
    return True


@method("sendMessageDraft")
def send_message_draft(call: Call) -> bool:
    text = call.text("text")
    return _show(
        call, text_of(text, call.text("parse_mode"), call.object("entities")) if text else {"text": ""}
    )


@method("sendRichMessageDraft")
def send_rich_message_draft(call: Call) -> bool:
    return _show(call, rich_content(call, call.object("rich_message", "rich message"), draft=True))


@method("sendChecklist")
def send_checklist(_call: Call) -> Json:
    raise bad_request("business connection not found")


@method("editMessageChecklist")
def edit_message_checklist(_call: Call) -> Json:
    raise bad_request("business connection not found")
