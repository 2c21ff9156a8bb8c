"""Rich messages in HTML, read into blocks. Telegram does this out of sight; the rules here are guessed."""

from html.parser import HTMLParser
from typing import Any, NoReturn

from demo.telegram.errors import bad_request
from demo.telegram.values import Json

STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"}
STYLES |= {"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code"}
STYLES |= {"tg-spoiler": "spoiler", "sub": "subscript", "sup": "superscript", "mark": "marked"}
INLINE = STYLES.keys() | {"a", "tg-time", "tg-emoji", "tg-button"}
TEXTS = {"p": "paragraph", "footer": "footer", "aside": "pullquote", "pre": "pre", "tg-thinking": "thinking"}
TEXTS |= {f"h{size}": "heading" for size in range(1, 7)} | {"tg-math-block": "mathematical_expression"}
HOLDING = frozenset({"ul", "ol", "li", "table", "tr", "td", "th", "details", "summary", "blockquote"})
HOLDING |= {"tg-button-row", "caption", "cite", "tg-collage", "tg-slideshow"}
VOID = {"hr", "br", "img", "video", "audio", "tg-document", "tg-map"}
KNOWN = INLINE | TEXTS.keys() | HOLDING | VOID


def _wrong(words: str) -> NoReturn:
    raise bad_request(f"can't parse rich message HTML: {words}")


class _Node:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Node | str] = []

    def of(self, *tags: str) -> list["_Node"]:
        return [child for child in self.children if isinstance(child, _Node) and child.tag in tags]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            _wrong(f'unsupported start tag "{tag}"')
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if len(self.open) == 1 or self.open[-1].tag != tag:
            _wrong(f'unexpected end tag "{tag}"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def blocks_of_html(source: str, media: dict[str, Json]) -> list[Json]:
    """Blocks as a bot might have given them; media by the ids of the tg://photo?id=… links."""
    tree = _Tree()
    tree.feed(source)
    tree.close()
    if len(tree.open) > 1:
        _wrong(f'can\'t find end tag corresponding to start tag "{tree.open[-1].tag}"')
    return _blocks(tree.root.children, media)


def _blocks(children: list[_Node | str], media: dict[str, Json]) -> list[Json]:
    """Loose text between blocks makes paragraphs."""
    made: list[Json] = []
    loose: list[_Node | str] = []
    for child in [*children, None]:
        if child is not None and (isinstance(child, str) or child.tag in INLINE or child.tag == "br"):
            loose.append(child)
            continue
        if any(not isinstance(piece, str) or piece.strip() for piece in loose):
            made.append({"type": "paragraph", "text": _text(loose)})
        loose = []
        if child is not None and child.tag not in {"summary", "cite"}:
            made.append(_block(child, media))
    return made


def _block(node: _Node, media: dict[str, Json]) -> Json:
    tag = node.tag
    if tag == "tg-math-block":
        return {"type": "mathematical_expression", "expression": _plain(node)}
    if tag in TEXTS:
        block: Json = {"type": TEXTS[tag], "text": _text(node.children)}
        return {**block, "size": int(tag[1])} if block["type"] == "heading" else block
    if tag == "hr":
        return {"type": "divider"}
    if tag in {"ul", "ol"}:
        ordered = {"type": node.attributes.get("type", "1")} if tag == "ol" else {}
        return {
            "type": "list",
            "items": [{**ordered, "blocks": _blocks(item.children, media)} for item in node.of("li")],
        }
    if tag == "table":
        return _table(node)
    if tag == "tg-button-row":
        align = {"align": node.attributes["align"]} if node.attributes.get("align") else {}
        return {"type": "buttons", "buttons": [_button(each) for each in node.of("tg-button")], **align}
    if tag == "blockquote" and "collapsed" in node.attributes:
        return {"type": "expandable_blockquote", "text": _text(node.children)}
    return _holding(node, media)


def _holding(node: _Node, media: dict[str, Json]) -> Json:
    if node.tag in {"blockquote", "tg-collage", "tg-slideshow"}:
        return {"type": node.tag.removeprefix("tg-"), "blocks": _blocks(node.children, media)}
    if node.tag == "details":
        summary = [piece for found in node.of("summary") for piece in found.children]
        opened = {"is_open": True} if "open" in node.attributes else {}
        return {
            "type": "details",
            "summary": _text(summary),
            "blocks": _blocks(node.children, media),
            **opened,
        }
    if node.tag in VOID:
        return _medium(node, media)
    _wrong(f'tag "{node.tag}" is out of its place')


def _medium(node: _Node, media: dict[str, Json]) -> Json:
    source = node.attributes.get("src", "")
    given = media.get(source.partition("?id=")[2]) if source.startswith("tg://") else None
    kind = {"img": "photo", "tg-document": "document"}.get(node.tag, node.tag)
    if given is None and not source.startswith("http"):
        raise bad_request("media not found")
    found = given or {"type": kind, "media": source}
    return {"type": found["type"], found["type"]: found}


def _table(node: _Node) -> Json:
    cells = [[_cell(cell) for cell in row.of("td", "th")] for row in node.of("tr")]
    marks = {"bordered": "is_bordered", "striped": "is_striped", "compact": "is_compact"}
    shown = {name: True for given, name in marks.items() if given in node.attributes}
    return {"type": "table", "cells": cells, **shown}


def _cell(node: _Node) -> Json:
    head = node.tag == "th"
    cell: Json = {"text": _text(node.children), "align": "center" if head else "left", "valign": "middle"}
    if head:
        cell["is_header"] = True
    for name in ("colspan", "rowspan", "align", "valign"):
        if name in node.attributes:
            given = node.attributes[name]
            cell[name] = int(given) if name.endswith("span") else given
    return cell


def _text(children: list[_Node | str]) -> Any:
    parts = [part if isinstance(part, str) else _inline(part) for part in children]
    return parts[0] if len(parts) == 1 else parts


def _inline(node: _Node) -> Any:
    inner, attributes = _text(node.children), node.attributes
    if node.tag == "br":
        return "\n"
    if node.tag in STYLES:
        return {"type": STYLES[node.tag], "text": inner}
    if node.tag == "a":
        return {"type": "url", "text": inner, "url": attributes.get("href", "")}
    if node.tag == "tg-time":
        moment = int(attributes.get("unix") or 0)
        return {
            "type": "date_time",
            "text": inner,
            "unix_time": moment,
            "date_time_format": attributes.get("format", ""),
        }
    if node.tag == "tg-emoji":
        known = attributes.get("emoji-id", "")
        return {"type": "custom_emoji", "custom_emoji_id": known, "alternative_text": _plain(node)}
    if node.tag == "tg-button":
        return {"type": "button", "button": _button(node)}
    _wrong(f'tag "{node.tag}" is out of its place')


def _button(node: _Node) -> Json:
    kind = node.attributes.get("type", "")
    value = node.attributes.get("url") or node.attributes.get("data") or ""
    style = {"style": node.attributes["style"]} if "style" in node.attributes else {}
    wrapped: Json = {"copy_text": {"text": value}, "web_app": {"url": value}, "disabled": {}}
    action = wrapped.get(kind, value)
    return {"text": _text(node.children), kind: action, **style}


def _plain(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _plain(child) for child in node.children)
