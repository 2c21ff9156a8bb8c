"""Formatted text: HTML in, plain text with entities out, offsets in UTF-16 units as Telegram counts them."""

from dataclasses import dataclass
from typing import NoReturn

from demo.telegram.errors import bad_request
from demo.telegram.given import nested
from demo.telegram.links import custom_emoji, date_time, detected, linked, units
from demo.telegram.markdown import parse_markdown_v2
from demo.telegram.old_markdown import parse_markdown
from demo.telegram.tags import Tag, decoded, read_tag
from demo.telegram.values import Json

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}


def cant_parse(words: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {words}")


@dataclass(slots=True)
class _Open:
    tag: Tag
    offset: int
    part: int


class _Html:
    """One pass over the text: plain parts are kept as they are, tags open and close entities."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        at = 0
        while at < len(self.source):
            begin = self.source.find("<", at)
            if begin < 0:
                self._plain(self.source[at:])
                break
            self._plain(self.source[at:begin])
            at = self._end_tag(begin) if self.source.startswith("/", begin + 1) else self._start_tag(begin)
        if self.open:
            cant_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag.name}"')
        return "".join(self.parts), self.entities

    def _plain(self, text: str) -> None:
        plain = decoded(text)
        if plain:
            self.parts.append(plain)
            self.length += units(plain)

    def _where(self, begin: int) -> int:
        return len(self.source[:begin].encode("utf-8", "surrogatepass"))

    def _start_tag(self, begin: int) -> int:
        tag, end, wrong = read_tag(self.source, begin)
        if wrong:
            cant_parse(f"{wrong} at byte offset {self._where(begin)}")
        self.open.append(_Open(tag, self.length, len(self.parts)))
        return end

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            cant_parse(f"Unexpected end tag at byte offset {self._where(begin)}")
        close = self.source.find(">", begin)
        if close < 0:
            cant_parse(f"Unclosed end tag at byte offset {self._where(begin)}")
        found, opened = self.source[begin + 2 : close].strip().lower(), self.open.pop()
        if found and found != opened.tag.name:
            words = f'expected "</{opened.tag.name}>", found "</{found}>"'
            cant_parse(f"Unmatched end tag at byte offset {self._where(begin)}, {words}")
        if self.length > opened.offset:
            self._close(opened)
        return close + 1

    def _close(self, opened: _Open) -> None:
        tag, length = opened.tag, self.length - opened.offset
        entity: Json = {"type": TYPES.get(tag.name, ""), "offset": opened.offset, "length": length}
        if tag.name == "a":
            link = linked(tag.argument or "".join(self.parts[opened.part :]))
            if link is None:
                return
            entity |= link
        elif tag.name == "tg-emoji":
            entity |= _right(custom_emoji(tag.argument))
        elif tag.name == "tg-time":
            entity |= _right(date_time(*tag.argument.split("&", 1)))
        elif tag.name == "blockquote":
            entity["type"] = "expandable_blockquote" if tag.argument else "blockquote"
        elif tag.name in {"code", "pre"} and self._merged(entity, tag):
            return
        if tag.name == "code" and tag.argument:
            entity["language"] = tag.argument
        self.entities.append(entity)

    def _merged(self, entity: Json, tag: Tag) -> bool:
        """<pre><code class="language-…"> is one entity with a language."""
        last = self.entities[-1] if self.entities else None
        if last is None or {last["type"], entity["type"]} != {"code", "pre"}:
            return False
        language = last.get("language") or tag.argument
        if not language or (last["offset"], last["length"]) != (entity["offset"], entity["length"]):
            return False
        last["type"], last["language"] = "pre", language
        return True


def _right(read: tuple[Json, str]) -> Json:
    entity, wrong = read
    if wrong:
        cant_parse(wrong)
    return entity


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities, in order. Refuses broken HTML in Telegram's words, offsets in UTF-8 bytes."""
    if "<" not in source:
        return decoded(source), []
    text, entities = _Html(source).parse()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    entities.sort(key=_order)
    return text, entities


def formatted(text: str, parse_mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """Trimmed text and its entities, with the links, commands and phones that Telegram finds itself."""
    mode = parse_mode.lower()
    if mode == "html":
        text, given = parse_html(text)
    elif mode == "markdownv2":
        text, given = parse_markdown_v2(text)
    elif mode == "markdown":
        text, given = parse_markdown(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        given = list(entities or ())
    text, given = _trimmed(text, nested(text, given))
    found = detected(text, given)
    return text, sorted([*given, *found], key=_order) if found else given


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.rstrip()
    kept = stripped.lstrip()
    if len(kept) == len(text) or not entities:
        return kept, entities
    shift, length = units(stripped) - units(kept), units(kept)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return kept, moved


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
