"""Links: which Telegram takes, and which it finds by itself in plain text."""

import re
from urllib.parse import parse_qs, urlsplit

from demo.telegram.values import Json

FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<hashtag>(?<![\w#&])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()-]{6,18}\d(?!\w))"
)
HINTS = re.compile(r"[/@#+]")
OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url", "bot_command"})
USER = re.compile(r"tg:(?://)?user\?id=(\d{1,15})")
DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def detected(text: str, given: list[Json]) -> list[Json]:
    """Unasked entities: urls, emails, mentions, commands, hashtags, phones; not in code or links."""
    if HINTS.search(text) is None:
        return []
    found = []
    before, offset = 0, 0
    for match in FOUND.finditer(text):
        offset += units(text[before : match.start()])
        length = units(match[0])
        if not any(_meet(entity, offset, length) for entity in given if entity["type"] in OPAQUE):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
        before, offset = match.end(), offset + length
    return found


def wrong_link(url: str) -> str | None:
    """What Telegram says about a button's URL that it does not take; None for a good one."""
    scheme, colon, rest = url.partition("://")
    if colon and scheme.lower() not in SCHEMES:
        return "Unsupported URL protocol"
    if colon and scheme.lower() not in {"http", "https"}:
        return None
    host = urlsplit(f"//{rest if colon else url}").hostname or ""
    if not host:
        return "URL host is empty"
    return None if "." in host or host == "localhost" else "Wrong HTTP URL"


def checked_link(url: str) -> str | None:
    """The URL of an <a> as Telegram keeps it; None for one that it silently drops."""
    url = url.strip()
    if not url or wrong_link(url) is not None:
        return None
    scheme, colon, rest = url.partition("://")
    full = url if colon else f"http://{url}"
    if not colon or ("/" not in rest and "?" not in rest and scheme.lower() in {"http", "https"}):
        return full if "/" in full.partition("://")[2] else f"{full}/"
    return full


def mentioned_user(url: str) -> int | None:
    match = USER.match(url)
    return int(match[1]) if match else None


def linked(url: str) -> Json | None:
    """The entity of a link, or of a mention without a username; None for one that is silently dropped."""
    user_id = mentioned_user(url)
    if user_id is not None:
        user = {"id": user_id, "is_bot": False, "first_name": str(user_id)}
        return {"type": "text_mention", "user": user}
    checked = checked_link(url)
    return None if checked is None else {"type": "text_link", "url": checked}


def bracketed(url: str) -> tuple[Json, str]:
    """The entity of MarkdownV2's ![…](tg://emoji?id=…) or (tg://time?unix=…&format=…), and what is wrong."""
    parts = urlsplit(url)
    host = (parts.hostname or parts.path.lstrip("/")).lower()
    values = {name: found[0] for name, found in parse_qs(parts.query).items()}
    if parts.scheme.lower() != "tg":
        return {}, "Custom emoji URL must have scheme tg"
    if host == "time":
        return date_time(values.get("unix", ""), values.get("format", ""))
    if host != "emoji":
        return {}, 'Custom emoji URL must have host "emoji"'
    if "id" not in values:
        return {}, "Custom emoji URL must have an emoji identifier"
    return custom_emoji(values["id"])


def custom_emoji(identifier: str) -> tuple[Json, str]:
    good = re.fullmatch(r"[1-9]\d*", identifier) is not None and int(identifier) < 2**63
    wrong = "" if good else "Invalid custom emoji identifier specified"
    return {"type": "custom_emoji", "custom_emoji_id": identifier}, wrong


def date_time(unix: str, form: str) -> tuple[Json, str]:
    """A moment that each reader sees in their own time zone; its format is r, or w, d or D, t or T."""
    if not unix.isdecimal() or not 0 < int(unix) < 2**31:
        return {}, "Invalid date specified"
    if DATE_FORMAT.fullmatch(form) is None:
        return {}, "Invalid date-time format specified"
    return {"type": "date_time", "unix_time": int(unix), "date_time_format": form}, ""


def _meet(entity: Json, offset: int, length: int) -> bool:
    return bool(entity["offset"] < offset + length and offset < entity["offset"] + entity["length"])
