"""Answers to inline queries: fifty results at most, each checked as the message that it would become."""

import re
from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.keyboards import checked_markup
from demo.telegram.known import checked
from demo.telegram.methods.callbacks import TOO_OLD
from demo.telegram.methods.content import text_of
from demo.telegram.methods.media import CAPTIONED, caption_of
from demo.telegram.methods.places import contact_of, location_of, venue_of
from demo.telegram.methods.rich import rich_content
from demo.telegram.values import Json

MOST = 50
ANSWERABLE = 30  # seconds
CACHED = 300
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
KINDS = {"gif": "animation", "mpeg4_gif": "animation"}


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    results = call.object("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results: expected an Array of InlineQueryResult")
    if len(results) > MOST:
        raise bad_request("RESULTS_TOO_MUCH")
    offers = [_offer(call, result) for result in results]
    if len({offer["id"] for offer in offers}) < len(offers):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer = {"results": offers, "next_offset": _next_offset(call), "button": _button(call)}
    query = call.bot.inline_queries.get(call.text("inline_query_id"))
    now = call.world.now()
    if query is None or query.answer is not None or now - query.asked_at > ANSWERABLE:
        raise bad_request(TOO_OLD)
    query.answer = answer
    whose = query.user.id if call.flag("is_personal") else None
    until = now + call.integer("cache_time", CACHED)
    call.bot.inline_cache[query.text, query.offset, whose] = until, answer
    call.world.changes.note()
    return True


def _next_offset(call: Call) -> str:
    offset = call.text("next_offset")
    if len(offset.encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    return offset


def _button(call: Call) -> Json | None:
    button: Json | None = call.object("button")
    if button is None:
        return None
    checked("InlineQueryResultsButton", button, "inline query results button")
    if ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("exactly one action must be used in the inline query results button")
    if "start_parameter" in button and START.fullmatch(button["start_parameter"]) is None:
        raise bad_request("START_PARAM_INVALID")
    return button


def _offer(call: Call, result: Any) -> Json:
    checked("InlineQueryResultUnion", result, "inline query result")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title", "x"):
        raise bad_request("article title must be non-empty")
    return {
        "id": result["id"],
        "result": result,
        "content": _content(call, result),
        "markup": checked_markup(result.get("reply_markup"), inline_only=True),
    }


def _content(call: Call, result: Json) -> Json:
    given = result.get("input_message_content")
    if given is not None:
        return _given(call, given)
    kind = result["type"]
    if kind == "article":
        raise bad_request("message text is empty")
    if kind == "location":
        return {"location": location_of(result)}
    if kind == "venue":
        return venue_of(result)
    if kind == "contact":
        return contact_of(result)
    source = result.get(f"{kind}_file_id") or result.get(f"{kind}_url")
    shown = KINDS.get(kind) or str(kind)
    return {shown: call.file(source, shown).media(), **(caption_of(result) if shown in CAPTIONED else {})}


def _given(call: Call, given: Json) -> Json:
    if "rich_message" in given:
        return rich_content(call, given["rich_message"])
    if "message_text" in given:
        return text_of(given["message_text"], given.get("parse_mode") or "", given.get("entities"))
    if "address" in given:
        return venue_of(given)
    if "latitude" in given:
        return {"location": location_of(given)}
    if "phone_number" in given:
        return contact_of(given)
    raise bad_request("input message content is not specified")
