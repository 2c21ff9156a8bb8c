"""Rich messages and drafts of the fake."""

import pytest

from tests.integration.bot_api import ALEXEY

PARAGRAPH = {"type": "paragraph", "text": "x"}
CELL = {"text": "КП", "align": "left", "valign": "top"}


def rich(*blocks):
    return {"blocks": list(blocks)}


async def test_blocks_are_kept_as_the_chat_page_shows_them(api, phone):
    blocks = [
        {"type": "heading", "size": 1, "text": "Воронка"},
        {"type": "paragraph", "text": ["Просело: ", {"type": "bold", "text": "КП"}]},
        {"type": "table", "cells": [[CELL, {**CELL, "text": {"type": "code", "text": "52 %"}}]]},
        {"type": "list", "items": [{"blocks": [PARAGRAPH], "type": "1"}]},
        {"type": "details", "summary": "Ещё", "blocks": [PARAGRAPH]},
        {"type": "photo", "photo": {"type": "photo", "media": "https://a.ru/p.png"}},
        {"type": "buttons", "buttons": [{"text": "Отказы", "callback_data": "lost", "style": "link"}]},
        {"type": "divider"},
    ]
    sent = await api.good("sendRichMessage", chat_id=ALEXEY, rich_message=rich(*blocks))
    shown = sent["rich_message"]["blocks"]
    assert [block["type"] for block in shown] == [block["type"] for block in blocks]
    assert (shown[3]["items"][0]["label"], shown[5]["photo"][0]["width"]) == ("1", 1)
    assert (await phone.last()).more["rich_message"] == sent["rich_message"]
    at = {"chat_id": ALEXEY, "message_id": sent["message_id"]}
    edited = await api.good("editMessageText", **at, rich_message=rich(PARAGRAPH))
    assert edited["rich_message"] == rich(PARAGRAPH)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({}, "rich message must be non-empty"),
        ({"blocks": []}, "rich message must be non-empty"),
        (
            {"blocks": [PARAGRAPH], "html": "x"},
            "exactly one of the fields html, markdown and blocks must be used",
        ),
        (rich("x"), "object expected as InputRichMessageBlock"),
        (rich({"type": "poem", "text": "x"}), 'type "poem" is unsupported'),
        (rich({"type": "heading", "size": 7, "text": "x"}), "invalid section heading size specified"),
        (rich({"type": "list", "items": []}), "list must be non-empty"),
        (
            rich({"type": "list", "items": [{"blocks": [], "type": "a"}, {"blocks": []}]}),
            "list must be either ordered or unordered",
        ),
        (
            rich({"type": "table", "cells": [[{**CELL, "align": "up"}]]}),
            "invalid horizontal alignment specified",
        ),
        (rich({"type": "table", "cells": [[CELL] * 21]}), "RICH_MESSAGE_TOO_BIG"),
        (rich({"type": "paragraph", "text": 5}), "invalid rich text specified"),
        (rich({"type": "paragraph", "text": {"type": "loud", "text": "x"}}), "unsupported rich text type"),
        (rich({"type": "paragraph", "text": "x" * 32_769}), "message is too long"),
        (rich(*[PARAGRAPH] * 501), "RICH_MESSAGE_TOO_BIG"),
        (rich({"type": "photo"}), "media not found"),
        (rich({"type": "thinking", "text": "x"}), "thinking blocks can be used only in rich message drafts"),
        (rich({"type": "buttons", "buttons": []}), "button row must be non-empty"),
        (
            rich({"type": "buttons", "buttons": [{"text": "x", "url": "https://a.ru", "style": "link"}]}),
            "only callback buttons can have the link style",
        ),
        (rich({"type": "map", "location": {"latitude": 99, "longitude": 0}}), "invalid location specified"),
        ({"markdown": "# x"}, "the fake server reads rich messages of blocks and HTML only"),
    ],
)
async def test_a_wrong_rich_message_is_refused(api, phone, message, words):
    assert await api.words("sendRichMessage", chat_id=ALEXEY, rich_message=message) == words
    assert (await phone.view()).bot_messages == ()


async def test_html_becomes_blocks(api, phone):
    html = (
        '<h2>Воронка</h2><p>Было <b>66&nbsp;%</b><br>стало</p>текст <a href="https://a.ru">тут</a><hr>'
        "<table striped><tr><th>Этап</th><td>КП</td></tr></table><ul><li>раз</li></ul>"
        "<details open><summary>Ещё</summary><p>x</p></details><blockquote><p>x</p></blockquote>"
        '<tg-button-row align="left"><tg-button type="callback_data" data="go">Да</tg-button></tg-button-row>'
    )
    sent = await api.good("sendRichMessage", chat_id=ALEXEY, rich_message={"html": html})
    blocks = sent["rich_message"]["blocks"]
    kinds = [
        "heading",
        "paragraph",
        "paragraph",
        "divider",
        "table",
        "list",
        "details",
        "blockquote",
        "buttons",
    ]
    assert [block["type"] for block in blocks] == kinds
    assert blocks[4]["cells"][0][0] == {
        "text": "Этап",
        "is_header": True,
        "align": "center",
        "valign": "middle",
    }
    assert blocks[8]["buttons"] == [{"text": "Да", "callback_data": "go"}]
    for wrong in ("<p>", "<x>a</x>", "<p>a</b></p>"):
        words = await api.words("sendRichMessage", chat_id=ALEXEY, rich_message={"html": wrong})
        assert words.startswith("can't parse rich message HTML: ")


async def test_a_draft_is_shown_for_half_a_minute_or_until_the_message(api, control, phone):
    async def draft():
        return (await control.get(f"chats/{ALEXEY}"))["draft"]

    say = {"chat_id": ALEXEY, "draft_id": 5}
    await api.good("sendMessageDraft", **say, text="Счита…", can_stop=True)
    assert (await draft())["text"] == "Счита…"
    await api.good("getUpdates", allowed_updates=["stopped_message_generation"])
    await control.post(f"people/{ALEXEY}/stop")
    assert (await control.pending())[-1]["stopped_message_generation"]["draft_id"] == 5
    assert await draft() is None
    await api.good("sendRichMessageDraft", **say, rich_message=rich({"type": "thinking", "text": "Думаю"}))
    assert (await draft())["rich_message"]["blocks"][0]["text"] == "Думаю"
    await control.advance(31)
    assert await draft() is None
    await api.good("sendMessageDraft", **say)
    await api.good("sendMessage", chat_id=ALEXEY, text="Готово")
    assert await draft() is None
    assert await api.words("sendMessageDraft", chat_id=ALEXEY, draft_id=0) == "RANDOM_ID_INVALID"


async def test_a_checklist_wants_a_business_account(api, phone):
    assert await api.words("sendChecklist", chat_id=ALEXEY) == "business connection not found"
    assert await api.words("editMessageChecklist", chat_id=ALEXEY) == "business connection not found"
