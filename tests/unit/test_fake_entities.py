"""The fake Telegram reads HTML as Telegram does: plain text, entities in UTF-16 units, its own words of refusal."""

import pytest

from demo.telegram.entities import formatted, parse_html
from demo.telegram.errors import RefusedError
from demo.telegram.html import to_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;b&gt; &amp; &quot;x&quot; &#65;&#x42; &copy;", 'plain <b> & "x" AB &copy;', []),
        ("<b>жир</b>", "жир", [{"type": "bold", "offset": 0, "length": 3}]),
        ("😀<i>x😀</i>", "😀x😀", [{"type": "italic", "offset": 2, "length": 3}]),
        ("<B>a</>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
        (
            "<u>a<s>b</s></u>",
            "ab",
            [
                {"type": "underline", "offset": 0, "length": 2},
                {"type": "strikethrough", "offset": 1, "length": 1},
            ],
        ),
        ("<span class='tg-spoiler'>x</span>", "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
        (
            '<a href="https://a.ru/?x=1&amp;y=2">l</a>',
            "l",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.ru/?x=1&y=2"}],
        ),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "py"}],
        ),
        ("<code>x</code>", "x", [{"type": "code", "offset": 0, "length": 1}]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}],
        ),
        ("<b></b>x", "x", []),
    ],
)
def test_html_becomes_text_and_entities(source, text, entities):
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("да <1 раза", 'Unsupported start tag "1" at byte offset 5'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        (
            "<a href>a</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source, words):
    with pytest.raises(RefusedError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_text_is_trimmed_and_entities_move_with_it():
    assert formatted(" \n <b>a </b>\n", "HTML", None) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_links_commands_and_phones_are_found_but_not_in_code():
    text, entities = formatted(
        "😀 /start@a_bot +7 900 123-45-67, https://ya.ru/x. <code>/no</code>", "HTML", None
    )
    found = {
        text.encode("utf-16-le")[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le"): e[
            "type"
        ]
        for e in entities
    }
    assert found == {
        "/start@a_bot": "bot_command",
        "+7 900 123-45-67": "phone_number",
        "https://ya.ru/x": "url",
        "/no": "code",
    }


@pytest.mark.parametrize(
    "html", ["<b>a<i>б😀</i></b> &lt;c", '<a href="https://a.ru/">x</a>', "<pre>a</pre>\n<u>b</u>"]
)
def test_html_comes_back_as_it_went_in(html):
    assert to_html(*parse_html(html)) == html
