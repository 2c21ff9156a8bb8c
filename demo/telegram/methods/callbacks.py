"""Answering a tap."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST = 200


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if len(text) > LONGEST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.bot.queries.get(call.text("callback_query_id"))
    now = call.world.now()
    if query is None or query.answer is not None or now - query.asked_at > call.world.query_life:
        raise bad_request(TOO_OLD)
    url = call.text("url")
    if url and not url.startswith(
        (f"https://t.me/{call.bot.user.username}?", f"t.me/{call.bot.user.username}?")
    ):
        raise bad_request("URL_INVALID")
    query.answer = {"text": text, "show_alert": call.flag("show_alert"), "url": url}
    call.world.changes.note((call.bot.user.id, query.chat.id))
    return True
