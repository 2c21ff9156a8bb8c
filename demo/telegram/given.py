"""Entities given by the bot as they are: checked, cut to the text, and put in an order that can be nested."""

from typing import Any

from demo.telegram.errors import bad_request
from demo.telegram.links import DATE_FORMAT, checked_link, units, wrong_link
from demo.telegram.values import Json

NESTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"}
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
TAKEN = NESTABLE | QUOTES | {"text_mention", "custom_emoji", "date_time"}
EXTRA = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def given_entities(entities: Any) -> list[Json]:
    """The entities of a call, of right shape. Those that Telegram finds by itself are dropped, as there."""
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    kept = []
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request('can\'t parse MessageEntity: Can\'t find field "type", "offset" or "length"')
        if entity["type"] in TAKEN:
            kept.append(_checked(entity))
    return kept


def _checked(entity: Json) -> Json:
    kind = entity["type"]
    wanted = EXTRA.get(kind)
    if wanted is not None and not entity.get(wanted):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{wanted}\"")
    if kind == "text_link":
        wrong = wrong_link(entity["url"])
        if wrong is not None:
            raise bad_request(f"entity URL '{entity['url']}' is invalid: {wrong}")
        return {**entity, "url": checked_link(entity["url"])}
    if kind == "date_time":
        check_date(entity.get("unix_time"), entity.get("date_time_format") or "")
    return {**entity}


def check_date(unix_time: Any, form: str) -> None:
    """A moment of a date_time entity and its format: r, or w and d or D and t or T, in this order."""
    if not isinstance(unix_time, int) or not 0 < unix_time < 2**31:
        raise bad_request("invalid date specified")
    if DATE_FORMAT.fullmatch(form) is None:
        raise bad_request("invalid date-time format specified")


def nested(text: str, entities: list[Json]) -> list[Json]:
    """Cut to the text and split where they cross, so that each lies wholly within another or outside it."""
    whole = units(text)
    cut = []
    for entity in entities:
        begin = max(int(entity["offset"]), 0)
        end = min(int(entity["offset"]) + int(entity["length"]), whole)
        if end > begin:
            cut.append((begin, end, entity))
    cut.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Json] = []
    waiting = list(cut)
    open_now: list[tuple[int, str]] = []
    while waiting:
        begin, end, entity = waiting.pop(0)
        open_now = [(until, kind) for until, kind in open_now if until > begin]
        kinds = {kind for _, kind in open_now}
        nearest = min((until for until, _ in open_now), default=end)
        if end > nearest:
            waiting.append((nearest, end, entity))
            waiting.sort(key=lambda item: (item[0], -item[1]))
            end = nearest
        if _allowed(entity["type"], kinds):
            kept.append({**entity, "offset": begin, "length": end - begin})
            open_now.append((end, entity["type"]))
    return kept


def _allowed(kind: str, around: set[str]) -> bool:
    """Nothing within code; code and pre within nothing but a quotation; no quotation within another."""
    if around & {"code", "pre"} or kind in around:
        return False
    if kind in {"code", "pre"}:
        return around <= QUOTES
    return not (kind in QUOTES and around & QUOTES)
