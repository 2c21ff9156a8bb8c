"""Links: which Telegram takes, and which it finds by itself in plain text."""

import re
from urllib.parse import urlsplit

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
USER = re.compile(r"tg://user\?id=(\d{1,15})")
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


def _meet(entity: Json, offset: int, length: int) -> bool:
    return bool(entity["offset"] < offset + length and offset < entity["offset"] + entity["length"])
