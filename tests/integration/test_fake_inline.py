"""The inline mode of the fake: asked in any chat, answered once, chosen, and edited where the bot is not."""

import pytest

from demo.telegram.errors import ControlError
from tests.integration.bot_api import ALEXEY, keyboard


def article(number="1", **more):
    return {
        "type": "article",
        "id": number,
        "title": "Ромашка",
        "input_message_content": {"message_text": "<b>Ромашка</b>", "parse_mode": "HTML"},
        **more,
    }


async def ask(control, text="ромаш", **more):
    return (await control.post(f"people/{ALEXEY}/query", {"text": text, **more}))["query_id"]


async def test_a_person_asks_and_is_shown_what_the_bot_offers(api, control, phone):
    query_id = await ask(control)
    update = (await control.pending())[-1]["inline_query"]
    assert (update["query"], update["offset"], update["chat_type"]) == ("ромаш", "", "sender")
    button = {"text": "Все клиенты", "start_parameter": "clients"}
    await api.good(
        "answerInlineQuery", inline_query_id=query_id, results=[article()], next_offset="50", button=button
    )
    shown = await control.get(f"inline/{query_id}")
    assert [result["title"] for result in shown["results"]] == ["Ромашка"]
    assert (shown["next_offset"], shown["button"]) == ("50", button)


async def test_the_same_question_is_answered_from_memory_until_it_is_old(api, control, phone):
    query_id = await ask(control)
    await api.good(
        "answerInlineQuery", inline_query_id=query_id, results=[article()], cache_time=60, is_personal=True
    )
    asked = (await control.status()).pending
    assert (await control.get(f"inline/{await ask(control)}"))["answered"]
    assert (await control.status()).pending == asked
    await control.advance(61)
    assert not (await control.get(f"inline/{await ask(control)}"))["answered"]
    await control.person(7, "Ольга")
    await control.post("people/7/query", {"text": "ромаш"})
    assert (await control.status()).pending == asked + 2


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "да"}}, "START_PARAM_INVALID"),
        (
            {"results": [], "button": {"text": "x"}},
            "exactly one action must be used in the inline query results button",
        ),
        (
            {"results": [article(input_message_content={"message_text": "<b", "parse_mode": "HTML"})]},
            "can't parse entities: Unclosed start tag at byte offset 0",
        ),
        (
            {
                "results": [
                    article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "ы" * 33}]]})
                ]
            },
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_wrong_answer_is_refused(api, control, phone, values, words):
    assert await api.words("answerInlineQuery", inline_query_id=await ask(control), **values) == words


async def test_a_result_of_no_known_shape_is_refused_by_its_field(api, control, phone):
    words = await api.words(
        "answerInlineQuery", inline_query_id=await ask(control), results=[{"type": "article"}]
    )
    assert words.startswith("can't parse inline query result: ")


async def test_a_query_is_answered_once_and_in_time(api, control, phone):
    old = "query is too old and response timeout expired or query ID is invalid"
    query_id = await ask(control)
    await api.good("answerInlineQuery", inline_query_id=query_id, results=[])
    assert await api.words("answerInlineQuery", inline_query_id=query_id, results=[]) == old
    late = await ask(control, "другое")
    await control.advance(31)
    assert await api.words("answerInlineQuery", inline_query_id=late, results=[]) == old


async def offered(api, control, **more):
    query_id = await ask(control)
    await api.good("answerInlineQuery", inline_query_id=query_id, results=[article(**more)])
    return {"query_id": query_id, "result_id": "1"}


async def test_a_chosen_result_is_a_message_via_the_bot(api, control, phone):
    offer = await offered(api, control)
    await control.post(f"people/{ALEXEY}/choose", offer)
    message, chosen = (await control.pending())[-2:]
    assert message["message"]["via_bot"]["username"] == "voronka_demo_bot"
    assert message["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    assert chosen["chosen_inline_result"]["result_id"] == "1"
    assert "inline_message_id" not in chosen["chosen_inline_result"]


async def test_a_message_sent_elsewhere_is_changed_by_its_inline_id(api, control, phone):
    offer = await offered(api, control, reply_markup=keyboard("Карточка"))
    inline_id = (await control.post(f"people/{ALEXEY}/choose", {**offer, "elsewhere": True}))["query_id"]
    assert (await control.pending())[-1]["chosen_inline_result"]["inline_message_id"] == inline_id
    tap = {"inline_message_id": inline_id, "data": "Карточка"}
    tapped = await control.post(f"people/{ALEXEY}/press_inline", tap)
    query = (await control.pending())[-1]["callback_query"]
    assert (query["inline_message_id"], "message" in query) == (inline_id, False)
    await api.good("answerCallbackQuery", callback_query_id=tapped["query_id"])
    assert await api.good("editMessageText", inline_message_id=inline_id, text="Готово") is True
    assert (await control.get(f"inline_messages/{inline_id}"))["text"] == "Готово"
    assert await api.words("editMessageText", inline_message_id="no", text="x") == "MESSAGE_ID_INVALID"
    with pytest.raises(ControlError, match="no inline message shows the button"):
        await control.post(f"people/{ALEXEY}/press_inline", tap)


async def test_a_bot_without_inline_mode_is_not_asked(api, control, phone):
    await control.post("bot", {"inline": False})
    with pytest.raises(ControlError, match="the bot has no inline mode"):
        await ask(control)
    assert (await api.good("getMe"))["supports_inline_queries"] is False


@pytest.mark.parametrize(
    ("result", "key"),
    [
        ({"type": "location", "latitude": 1.0, "longitude": 2.0, "title": "x"}, "location"),
        ({"type": "venue", "latitude": 1.0, "longitude": 2.0, "title": "x", "address": "y"}, "venue"),
        ({"type": "contact", "phone_number": "+7912", "first_name": "x"}, "contact"),
        (
            {"type": "photo", "photo_url": "https://a.ru/p.png", "thumbnail_url": "https://a.ru/t.png"},
            "photo",
        ),
        (
            {
                "type": "document",
                "document_url": "https://a.ru/a.pdf",
                "mime_type": "application/pdf",
                "title": "x",
            },
            "document",
        ),
    ],
)
async def test_results_of_other_kinds_become_their_messages(api, control, phone, result, key):
    query_id = await ask(control)
    await api.good("answerInlineQuery", inline_query_id=query_id, results=[{**result, "id": "1"}])
    await control.post(f"people/{ALEXEY}/choose", {"query_id": query_id, "result_id": "1"})
    assert key in (await control.pending())[-2]["message"]
