"""The older Markdown, which Telegram still reads: five marks, nothing nested."""

from demo.telegram.errors import bad_request
from demo.telegram.links import linked, units
from demo.telegram.values import Json


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """The older Markdown: bold, italic, code, pre and links, nothing nested."""
    parts: list[str] = []
    entities: list[Json] = []
    at = 0
    while at < len(source):
        char = source[at]
        if char == "\\" and source[at + 1 : at + 2] in {"_", "*", "`", "["}:
            parts.append(source[at + 1])
            at += 2
        elif char in "_*`[":
            at = _old_entity(source, at, parts, entities)
        else:
            parts.append(char)
            at += 1
    return "".join(parts), entities


def _old_entity(source: str, at: int, parts: list[str], entities: list[Json]) -> int:
    mark = "```" if source.startswith("```", at) else source[at]
    closing = "]" if mark == "[" else mark
    end = source.find(closing, at + len(mark))
    if end < 0:
        where = len(source[:at].encode("utf-8", "surrogatepass"))
        raise bad_request(
            f"can't parse entities: Can't find end of the entity starting at byte offset {where}"
        )
    text, after = source[at + len(mark) : end], end + len(closing)
    entity: Json | None = {"type": {"*": "bold", "_": "italic", "`": "code", "```": "pre"}.get(mark, "")}
    if mark == "[":
        entity = None
        close = source.find(")", after) if source.startswith("(", after) else -1
        if close >= 0:
            entity, after = linked(source[after + 1 : close]), close + 1
    if text and entity is not None:
        entities.append({**entity, "offset": units("".join(parts)), "length": units(text)})
    parts.append(text)
    return after
