"""Text within the blocks of a rich message: nested pieces with a type, and buttons among the words."""

from typing import Any

from demo.telegram.errors import bad_request
from demo.telegram.keyboards import check_action
from demo.telegram.links import DATE_FORMAT
from demo.telegram.values import Json

STYLES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "subscript",
        "superscript",
        "marked",
        "code",
        "date_time",
        "text_mention",
        "url",
        "email_address",
        "phone_number",
        "bank_card_number",
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "anchor_link",
        "reference",
        "reference_link",
    ]
)
BARE = frozenset({"custom_emoji", "mathematical_expression", "anchor"})
BUTTON_STYLES = frozenset({"danger", "success", "primary", "link"})
BUTTON_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "disabled",
)
NO_VALUE = frozenset({"disabled", "switch_inline_query", "switch_inline_query_current_chat"})


class RichText:
    """Reads rich texts, counting their characters and how deep they nest."""

    def __init__(self) -> None:
        self.length = 0
        self.depth = 0

    def count(self, text: Any) -> None:
        self.length += len(text or "")

    def read(self, value: Any, depth: int = 1) -> Any:
        self.depth = max(self.depth, depth)
        if isinstance(value, str):
            self.count(value)
            return value
        if isinstance(value, list):
            return [self.read(part, depth) for part in value]
        if not isinstance(value, dict):
            raise bad_request("invalid rich text specified")
        kind = value.get("type")
        if kind == "button":
            return {**value, "button": self.button(value.get("button"))}
        if kind in BARE:
            self.count(value.get("expression") or value.get("alternative_text"))
            return self._bare(kind, value)
        if kind not in STYLES:
            raise bad_request("unsupported rich text type")
        if kind == "date_time":
            _check_date(value)
        return {**value, "text": self.read(value.get("text") or "", depth + 1)}

    def _bare(self, kind: str, value: Json) -> Json:
        identifier = str(value.get("custom_emoji_id", ""))
        if kind == "custom_emoji" and not identifier.isdecimal():
            raise bad_request("invalid custom emoji identifier specified")
        return {**value}

    def button(self, button: Any) -> Json:
        """A button in the body of the message; only one that calls back may look like a link."""
        if not isinstance(button, dict):
            raise bad_request("inlineButton must be an Object")
        text = self.read(button.get("text") or "")
        actions = [name for name in BUTTON_ACTIONS if button.get(name) is not None]
        style = button.get("style")
        if style is not None and style not in BUTTON_STYLES:
            raise bad_request("invalid button style specified")
        if len(actions) != 1 or (actions[0] not in NO_VALUE and not button[actions[0]]):
            raise bad_request("Text buttons are unallowed in the inline keyboard")
        check_action(actions[0], button[actions[0]])
        if style == "link" and actions != ["callback_data"]:
            raise bad_request("only callback buttons can have the link style")
        return {**button, "text": text}


def _check_date(value: Json) -> None:
    moment = value.get("unix_time")
    if not isinstance(moment, int) or not 0 < moment < 2**31:
        raise bad_request("invalid date specified")
    if DATE_FORMAT.fullmatch(value.get("date_time_format") or "") is None:
        raise bad_request("invalid date-time format specified")
