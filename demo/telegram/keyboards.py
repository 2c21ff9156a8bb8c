"""What stands under a message or under the input field: checked as Telegram checks it."""

from typing import Any

from demo.telegram.errors import bad_request
from demo.telegram.links import wrong_link
from demo.telegram.values import Json

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "disabled",
    "callback_game",
    "pay",
)
STYLES = frozenset({"danger", "success", "primary"})
VALUELESS = ("switch_inline", "disabled")
INLINE = "inline keyboard button"


def checked_markup(markup: Any, *, inline_only: bool = False) -> Json | None:
    """A reply_markup as it is kept; None when there is none. Refuses what Telegram refuses."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if not markup:
        return None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return _reply(markup)
    for name in ("remove_keyboard", "force_reply"):
        if name in markup:
            if not isinstance(markup[name], bool):
                raise bad_request(f'field "{name}" must be of type Boolean')
            return markup if markup[name] else None
    return None


def _rows(markup: Json, field: str) -> list[list[Any]]:
    rows = markup[field]
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    return [row for row in rows if row]


def _inline(markup: Json) -> Json:
    rows = _rows(markup, "inline_keyboard")
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": [[_inline_button(button) for button in row] for row in rows]}


def _label(button: Any, kind: str) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {kind}: {kind.capitalize()} must be an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{kind} text must be non-empty")
    if button.get("style") and button["style"] not in STYLES:
        raise bad_request("invalid button style specified")


def _inline_button(button: Any) -> Json:
    _label(button, INLINE)
    chosen = [name for name in ACTIONS if button.get(name) is not None]
    if len(chosen) > 1:
        raise bad_request(f"can't parse {INLINE}: exactly one action field must be used")
    if not chosen or not button[chosen[0]]:
        if chosen and chosen[0].startswith(VALUELESS):
            return {**button}
        raise bad_request(f"can't parse {INLINE}: Text buttons are unallowed in the inline keyboard")
    check_action(chosen[0], button[chosen[0]])
    return {**button}


def check_action(name: str, value: Any) -> None:
    """The value of what a button does; refuses what Telegram does not take."""
    if name == "callback_data":
        if not isinstance(value, str):
            raise bad_request(f'can\'t parse {INLINE}: Field "callback_data" must be of type String')
        if len(value.encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "url":
        wrong = wrong_link(str(value))
        if wrong:
            raise bad_request(f"{INLINE} URL '{value}' is invalid: {wrong}")
    elif name == "web_app":
        _check_web_app(value, INLINE)
    elif name == "copy_text":
        copied = value.get("text", "") if isinstance(value, dict) else ""
        if not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif name in {"pay", "callback_game"}:
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_web_app(value: Any, kind: str) -> None:
    url = value.get("url", "") if isinstance(value, dict) else ""
    if not url.startswith("https://"):
        raise bad_request(f"{kind} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _reply(markup: Json) -> Json:
    rows = _rows(markup, "keyboard")
    for name in ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective"):
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    placeholder = markup.get("input_field_placeholder") or ""
    if len(placeholder) > 64:
        raise bad_request("input field placeholder is too long")
    kept = [[_reply_button(button) for button in row] for row in rows]
    if not kept:
        raise bad_request("reply markup keyboard must be non-empty")
    return {**markup, "keyboard": kept}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    _label(button, "keyboard button")
    if "web_app" in button:
        _check_web_app(button["web_app"], "keyboard button")
    return {**button}
