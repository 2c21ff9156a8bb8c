"""The fake reads MarkdownV2, old Markdown and given entities as Telegram does, and refuses in its words."""

import pytest

from demo.telegram.entities import formatted
from demo.telegram.errors import RefusedError
from demo.telegram.given import given_entities, nested
from demo.telegram.html import to_html
from demo.telegram.markdown import parse_markdown_v2
from demo.telegram.old_markdown import parse_markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*жир _кур_*", "<b>жир <i>кур</i></b>"),
        ("_кур __под___", "<i>кур <u>под</u></i>"),
        ("~было~ ||тайна||", "<s>было</s> <tg-spoiler>тайна</tg-spoiler>"),
        ("`a_b*c` ```py\nx\\`y```", '<code>a_b*c</code> <pre><code class="language-py">x`y</code></pre>'),
        ("```\nx```", "<pre>x</pre>"),
        ("[сайт](https://a.ru/\\)x)", '<a href="https://a.ru/)x">сайт</a>'),
        ("[Пётр](tg://user?id=5)", '<a href="tg://user?id=5">Пётр</a>'),
        ("[a](нет)", "a"),
        ("![👍](tg://emoji?id=25)", '<tg-emoji emoji-id="25">👍</tg-emoji>'),
        ("![завтра](tg://time?unix=9&format=wDT)", '<tg-time unix="9" format="wDT">завтра</tg-time>'),
        (">раз\n>два\nтри", "<blockquote>раз\nдва\n</blockquote>три"),
        (">раз\n>два||\nтри", "<blockquote expandable>раз\nдва\n</blockquote>три"),
        (">раз\n**>два", "<blockquote>раз\n</blockquote><blockquote>два</blockquote>"),
        ("1\\.5 \\+ \\\\", "1.5 + \\"),
        ("**", ""),
    ],
)
def test_markdown_v2_becomes_text_and_entities(source, html):
    text, entities = parse_markdown_v2(source)
    assert to_html(text, sorted(entities, key=lambda e: (e["offset"], -e["length"]))) == html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a>b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("да *нет", "Can't find end of Bold entity at byte offset 5"),
        ("__да_", "Can't find end of Italic entity at byte offset 6"),
        ("`код", "Can't find end of Code entity at byte offset 0"),
        ("```py x", "Can't find end of PreCode entity at byte offset 0"),
        (">*да\nнет*", "Can't find end of Bold entity at byte offset 1"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![a](tg://emoji?id=01)", "Invalid custom emoji identifier specified"),
        ("![a](http://emoji?id=1)", "Custom emoji URL must have scheme tg"),
        ("![a](tg://x?id=1)", 'Custom emoji URL must have host "emoji"'),
        ("![a](tg://time?unix=1&format=TD)", "Invalid date-time format specified"),
        ("![a](tg://time?unix=0)", "Invalid date specified"),
    ],
)
def test_broken_markdown_v2_is_refused_in_telegrams_words(source, words):
    with pytest.raises(RefusedError) as refused:
        parse_markdown_v2(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_old_markdown_knows_five_marks_and_no_nesting():
    text, entities = parse_markdown("*b* _i_ `c` ```p``` [l](a.ru) \\*x")
    assert (text, [entity["type"] for entity in entities]) == (
        "b i c p l *x",
        ["bold", "italic", "code", "pre", "text_link"],
    )
    with pytest.raises(RefusedError, match="Can't find end of the entity starting at byte offset 2"):
        parse_markdown("a *b")


def test_html_has_dates_for_every_time_zone():
    text, entities = formatted('<tg-time unix="1647531900" format="wDT">завтра</tg-time>', "HTML", None)
    assert (text, entities) == (
        "завтра",
        [{"type": "date_time", "offset": 0, "length": 6, "unix_time": 1647531900, "date_time_format": "wDT"}],
    )
    with pytest.raises(RefusedError, match="Invalid date-time format specified"):
        formatted('<tg-time unix="1" format="x">a</tg-time>', "HTML", None)


def entity(kind, offset, length, **more):
    return {"type": kind, "offset": offset, "length": length, **more}


def test_given_entities_are_cut_to_the_text_and_split_where_they_cross():
    crossing = [entity("bold", 0, 4), entity("italic", 2, 9)]
    assert nested("abcdef", crossing) == [
        entity("bold", 0, 4),
        entity("italic", 2, 2),
        entity("italic", 4, 2),
    ]


def test_nothing_stands_within_code_and_no_quotation_within_another():
    assert nested("abcd", [entity("code", 0, 4), entity("bold", 1, 2)]) == [entity("code", 0, 4)]
    quotes = [entity("blockquote", 0, 4), entity("expandable_blockquote", 1, 2)]
    assert nested("abcd", quotes) == quotes[:1]


def test_given_entities_that_telegram_finds_itself_are_dropped():
    assert given_entities([entity("bot_command", 0, 1), entity("bold", 0, 1)]) == [entity("bold", 0, 1)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x", "can't parse entities: expected an Array of MessageEntity"),
        ([{"type": "bold"}], 'can\'t parse MessageEntity: Can\'t find field "type", "offset" or "length"'),
        ([entity("text_link", 0, 1)], "can't parse MessageEntity: Can't find field \"url\""),
        ([entity("text_link", 0, 1, url="no")], "entity URL 'no' is invalid: Wrong HTTP URL"),
        ([entity("date_time", 0, 1, unix_time=0)], "invalid date specified"),
        (
            [entity("date_time", 0, 1, unix_time=1, date_time_format="x")],
            "invalid date-time format specified",
        ),
    ],
)
def test_wrong_entities_are_refused(given, words):
    with pytest.raises(RefusedError) as refused:
        given_entities(given)
    assert refused.value.description == f"Bad Request: {words}"
