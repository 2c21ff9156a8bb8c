"""Rich messages: blocks as given, or read from HTML; kept as the Bot API shows them."""

from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.known import checked
from demo.telegram.methods.sending import send
from demo.telegram.rich_blocks import RichReader
from demo.telegram.rich_html import blocks_of_html
from demo.telegram.values import Json


def rich_content(call: Call, given: Any, *, draft: bool = False) -> Json:
    """The content of a rich message; refuses what Telegram, or the shape of aiogram's types, does."""
    if not given:
        raise bad_request("rich message must be non-empty")
    if not isinstance(given, dict):
        raise bad_request("object expected as rich message")
    sources = [name for name in ("blocks", "html", "markdown") if given.get(name) is not None]
    if not sources:
        raise bad_request("rich message must be non-empty")
    if len(sources) > 1:
        raise bad_request("exactly one of the fields html, markdown and blocks must be used")
    if sources == ["markdown"]:
        raise bad_request("the fake server reads rich messages of blocks and HTML only")
    media = {item["id"]: item["media"] for item in given.get("media") or ()}
    blocks = blocks_of_html(given["html"], media) if sources == ["html"] else given["blocks"]
    reader = RichReader(call.file, draft=draft)
    shown: Json = {"blocks": reader.message(blocks)}
    checked("InputRichMessage", {**given, "html": None, "media": None, "blocks": blocks}, "rich message")
    if given.get("is_rtl"):
        shown["is_rtl"] = True
    return {"rich_message": checked("RichMessage", shown, "rich message")}


@method("sendRichMessage")
def send_rich_message(call: Call) -> Json:
    return send(call, rich_content(call, call.object("rich_message", "rich message")))
