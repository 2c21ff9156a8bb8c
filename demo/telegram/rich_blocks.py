"""Blocks of a rich message, read as Telegram reads them: limits, words of refusal, and what it fills in."""

from collections.abc import Callable
from typing import Any

from demo.telegram.errors import bad_request
from demo.telegram.files import StoredFile
from demo.telegram.rich_text import RichText
from demo.telegram.values import Json

LONGEST, MOST_BLOCKS, DEEPEST, MOST_MEDIA, MOST_COLUMNS = 32_768, 500, 16, 50, 20
MEDIA = frozenset({"photo", "video", "animation", "audio", "document", "voice_note"})
ALIGNS, VALIGNS = frozenset({"left", "center", "right"}), frozenset({"top", "middle", "bottom"})
LABELS = frozenset({"a", "A", "i", "I", "1"})
TEXTS = frozenset({"paragraph", "footer", "heading", "pre", "pullquote", "expandable_blockquote", "thinking"})
NESTED = frozenset({"blockquote", "details", "collage", "slideshow"})


class RichReader:
    """Reads one message, counting what is limited for the whole of it."""

    def __init__(self, file: Callable[[Any, str], StoredFile], *, draft: bool = False) -> None:
        self._file = file
        self._draft = draft
        self._text = RichText()
        self._blocks = 0
        self._media = 0

    def message(self, blocks: Any) -> list[Json]:
        if not isinstance(blocks, list) or not blocks:
            raise bad_request("rich message must be non-empty")
        read = self._all(blocks, 1)
        if self._text.length > LONGEST:
            raise bad_request("message is too long")
        if self._blocks > MOST_BLOCKS or self._media > MOST_MEDIA or self._text.depth > DEEPEST:
            raise bad_request("RICH_MESSAGE_TOO_BIG")
        return read

    def _all(self, blocks: Any, depth: int) -> list[Json]:
        if depth > DEEPEST:
            raise bad_request("RICH_MESSAGE_TOO_BIG")
        return [self._block(block, depth) for block in blocks]

    def _block(self, block: Any, depth: int) -> Json:
        if not isinstance(block, dict):
            raise bad_request("object expected as InputRichMessageBlock")
        self._blocks += 1
        kind = block.get("type")
        if kind == "thinking" and not self._draft:
            raise bad_request("thinking blocks can be used only in rich message drafts")
        if kind in MEDIA:
            return self._with_media(kind, block)
        reading = getattr(self, f"_{kind}", None) if kind in OWN_READING else None
        read: Json = reading(block, depth) if reading else {**block}
        if reading is None and kind not in TEXTS | NESTED | {"divider", "anchor", "mathematical_expression"}:
            raise bad_request(f'type "{kind}" is unsupported')
        for name in ("text", "summary", "credit"):
            if name in block:
                read[name] = self._text.read(block[name])
        if kind in NESTED:
            read["blocks"] = self._all(block.get("blocks") or [], depth + 1)
        self._text.count(block.get("expression"))
        return self._captioned(block, read)

    def _captioned(self, block: Json, read: Json) -> Json:
        caption = block.get("caption")
        if caption is None:
            return read
        if block["type"] == "table":
            return {**read, "caption": self._text.read(caption)}
        if not isinstance(caption, dict):
            raise bad_request("richBlockCaption must be an object")
        return {**read, "caption": {key: self._text.read(value) for key, value in caption.items()}}

    def _with_media(self, kind: str, block: Json) -> Json:
        self._media += 1
        given = block.get(kind)
        if not isinstance(given, dict) or not given.get("media"):
            raise bad_request("media not found")
        stored = self._file(given["media"], "voice" if kind == "voice_note" else kind)
        read: Json = {"type": kind, kind: stored.media()}
        if given.get("has_spoiler"):
            read["has_spoiler"] = True
        return self._captioned(block, read)

    def _heading(self, block: Json, _depth: int) -> Json:
        if block.get("size") not in range(1, 7):
            raise bad_request("invalid section heading size specified")
        return {**block}

    def _list(self, block: Json, depth: int) -> Json:
        items = block.get("items") or []
        if not items:
            raise bad_request("list must be non-empty")
        if not all(isinstance(item, dict) for item in items):
            raise bad_request("object expected as InputRichBlockListItem")
        if len({bool(item.get("type")) for item in items}) > 1:
            raise bad_request("list must be either ordered or unordered")
        return {"type": "list", "items": [self._item(item, at, depth) for at, item in enumerate(items, 1)]}

    def _item(self, item: Json, at: int, depth: int) -> Json:
        self._blocks += 1
        kind = item.get("type")
        if kind and kind not in LABELS:
            raise bad_request("invalid list item type specified")
        value = item.get("value") or at
        label = {"1": str(value), "a": chr(96 + value % 27), "A": chr(64 + value % 27)}.get(kind or "", "•")
        blocks = self._all(item.get("blocks") or [{"type": "paragraph", "text": ""}], depth + 1)
        return {**item, "label": label if kind else "•", "blocks": blocks}

    def _table(self, block: Json, _depth: int) -> Json:
        rows = block.get("cells") or []
        self._blocks += len(rows)
        if any(len(row) > MOST_COLUMNS for row in rows):
            raise bad_request("RICH_MESSAGE_TOO_BIG")
        return {**block, "cells": [[self._cell(cell) for cell in row] for row in rows]}

    def _cell(self, cell: Any) -> Json:
        if not isinstance(cell, dict):
            raise bad_request("richBlockTableCell must be an object")
        align = cell.get("align") or ("center" if cell.get("is_header") else "left")
        valign = cell.get("valign") or "middle"
        if align not in ALIGNS:
            raise bad_request("invalid horizontal alignment specified")
        if valign not in VALIGNS:
            raise bad_request("invalid vertical alignment specified")
        for name in ("colspan", "rowspan"):
            if int(cell.get(name) or 0) < 0:
                raise bad_request(f"invalid table cell {name} specified")
        said = {"text": self._text.read(cell["text"])} if cell.get("text") else {}
        return {**cell, "align": align, "valign": valign, **said}

    def _map(self, block: Json, _depth: int) -> Json:
        place = block.get("location") or {}
        if abs(place.get("latitude", 91)) > 90 or abs(place.get("longitude", 181)) > 180:
            raise bad_request("invalid location specified")
        zoom, width, height = (int(block.get(name) or 0) for name in ("zoom", "width", "height"))
        tall, wide = height > width * 20, width > height * 20
        if not 0 <= zoom <= 24 or min(width, height) < 0 or width + height > 10_000 or tall or wide:
            raise bad_request("invalid map properties specified")
        return {**block, "zoom": zoom, "width": width, "height": height}

    def _buttons(self, block: Json, _depth: int) -> Json:
        buttons = block.get("buttons") or []
        if not buttons:
            raise bad_request("button row must be non-empty")
        if len(buttons) > 8:
            raise bad_request("a button row can have at most 8 buttons")
        if block.get("align") and block["align"] not in ALIGNS:
            raise bad_request("invalid horizontal alignment specified")
        return {**block, "buttons": [self._text.button(button) for button in buttons]}


OWN_READING = frozenset({"heading", "list", "table", "map", "buttons"})
