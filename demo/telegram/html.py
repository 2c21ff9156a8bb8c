"""Text with entities, written back as HTML: what a person sees, for tests and the chat page."""

from html import escape

from demo.telegram.values import Json

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: list[Json]) -> str:
    """HTML of a text whose entities are nested, in order; what Telegram found by itself stays plain."""
    raw = text.encode("utf-16-le", "surrogatepass")
    out: list[str] = []
    open_until: list[tuple[int, str]] = []
    at = 0

    def plain(until: int) -> None:
        nonlocal at
        out.append(escape(raw[at * 2 : until * 2].decode("utf-16-le", "surrogatepass"), quote=False))
        at = until

    def close(until: int) -> None:
        while open_until and open_until[-1][0] <= until:
            end, tag = open_until.pop()
            plain(end)
            out.append(tag)

    for entity in entities:
        tags = _tags(entity)
        if tags is None:
            continue
        close(entity["offset"])
        plain(entity["offset"])
        out.append(tags[0])
        open_until.append((entity["offset"] + entity["length"], tags[1]))
    close(len(raw))
    plain(len(raw) // 2)
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    if kind == "date_time":
        form = escape(entity.get("date_time_format", ""))
        return f'<tg-time unix="{entity["unix_time"]}" format="{form}">', "</tg-time>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    return TAGS.get(kind)
