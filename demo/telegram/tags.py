"""One HTML tag as Telegram reads it, and the four named characters it knows."""

import re
from dataclasses import dataclass
from typing import Final

SUPPORTED: Final = frozenset(
    [
        "a",
        "b",
        "strong",
        "i",
        "em",
        "s",
        "strike",
        "del",
        "u",
        "ins",
        "tg-spoiler",
        "tg-emoji",
        "tg-time",
        "span",
        "pre",
        "code",
        "blockquote",
    ]
)
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,7})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"\s*([^\s=>]*)")
EQUALS = re.compile(r"\s*=\s*")
VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name and the one attribute that matters for it."""

    name: str
    argument: str = ""


def decoded(text: str) -> str:
    """Named and numeric characters put in; what Telegram does not know stays as it is."""
    return CHARACTER.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]


def read_tag(source: str, begin: int) -> tuple[Tag, int, str]:
    """The tag that starts here, where the text goes on, and what is wrong with it (empty when nothing)."""
    named = NAME.match(source, begin + 1)
    assert named is not None
    name, at = named[0].lower(), named.end()
    if at == len(source):
        return Tag(name), at, "Unclosed start tag"
    if name not in SUPPORTED:
        return Tag(name), at, f'Unsupported start tag "{name}"'
    attributes: dict[str, str] = {}
    while True:
        at, wrong = _read_attribute(source, at, name, attributes)
        if wrong:
            return Tag(name), at, wrong
        if source[at] == ">":
            break
    tag = Tag(name, _argument(name, attributes))
    if name == "span" and tag.argument != "spoiler":
        return tag, at, 'Tag "span" must have class "tg-spoiler"'
    return tag, at + 1, ""


def _read_attribute(source: str, at: int, tag: str, attributes: dict[str, str]) -> tuple[int, str]:
    found = ATTRIBUTE.match(source, at)
    assert found is not None
    name, at = found[1], found.end()
    if at == len(source):
        return at, f'Unclosed start tag "{tag}"'
    if not name:
        return at, "" if source[at] == ">" else f'Empty attribute name in the tag "{tag}"'
    equals = EQUALS.match(source, at)
    if equals is None:
        attributes[name] = name
        bare = tag == "blockquote" and name == "expandable"
        return at, "" if bare else f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
    value = VALUE.match(source, equals.end())
    if value is None:
        return at, "Unclosed start tag" if source[equals.end() :][:1] in {
            '"',
            "'",
        } else "Unexpected end of name token"
    attributes[name] = decoded(value[1] or value[2] or (value[3] or "").lower())
    at = value.end()
    return (at, "") if at < len(source) else (at, "Unclosed start tag")


def _argument(name: str, attributes: dict[str, str]) -> str:
    shown = attributes.get("class", "")
    if name == "code":
        return shown.removeprefix("language-") if shown.startswith("language-") else ""
    if name == "span":
        return shown.removeprefix("tg-") if shown.startswith("tg-") else ""
    if name == "tg-time":
        return f"{attributes.get('unix', '')}&{attributes.get('format', '')}"
    wanted = {"a": "href", "tg-emoji": "emoji-id", "blockquote": "expandable"}.get(name)
    return attributes.get(wanted, "") if wanted else ""
