"""Fifty wrong uses of the Bot API, each refused in Telegram's words (docs/telegram.md says which are guessed)."""

import pytest

from tests.integration.bot_api import ALEXEY

ME = {"chat_id": ALEXEY}
SAY = {**ME, "text": "x"}
INLINE = "can't parse inline keyboard button: "


def buttons(*rows):
    return {**SAY, "reply_markup": {"inline_keyboard": list(rows)}}


def html(text):
    return {**ME, "text": text, "parse_mode": "HTML"}


def tap(**values):
    return {"text": "x", **values}


WRONG = (
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 999, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", ME, "message text is empty"),
    ("sendMessage", {**ME, "text": "   "}, "text must be non-empty"),
    ("sendMessage", {**ME, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {**ME, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {**SAY, "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("sendMessage", html("<b>x"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("sendMessage", html("<p>x</p>"), 'can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ("sendMessage", html("x</b>"), "can't parse entities: Unexpected end tag at byte offset 1"),
    ("sendMessage", {**SAY, "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
    ("sendMessage", {**SAY, "reply_markup": "x"}, "can't parse reply keyboard markup JSON object"),
    ("sendMessage", {**SAY, "reply_markup": 5}, "object expected as reply markup"),
    ("sendMessage", buttons([tap()]), INLINE + "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", buttons([{"callback_data": "x"}]), INLINE + "Can't find field \"text\""),
    ("sendMessage", buttons([tap(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
    ("sendMessage", buttons([tap(callback_data="я" * 33)]), "BUTTON_DATA_INVALID"),
    ("sendMessage", buttons([tap(copy_text={"text": "x" * 257})]), "BUTTON_COPY_TEXT_INVALID"),
    ("sendMessage", buttons([tap(callback_data="x", text="")]), "inline keyboard button text must be non-empty"),
    ("sendMessage", buttons([tap(callback_data="x")] * 9), "reply markup is too long"),
    ("sendMessage", buttons(*([[tap(callback_data="x")]] * 101)), "reply markup is too long"),
    ("sendMessage", {**SAY, "reply_markup": {"keyboard": []}}, "reply markup keyboard must be non-empty"),
    ("sendMessage", {**SAY, "entities": "x"}, "can't parse entities JSON object"),
    ("sendPhoto", ME, "there is no photo in the request"),
    ("sendPhoto", {**ME, "photo": "no-such-file"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", ME, "there is no document in the request"),
    ("sendMediaGroup", {**ME, "media": []}, "there are no messages to send"),
    ("sendLocation", {**ME, "latitude": 91, "longitude": 0}, "invalid location specified"),
    ("sendContact", {**ME, "first_name": "А"}, "phone number is empty"),
    ("sendContact", {**ME, "phone_number": "+7"}, "first name is empty"),
    ("sendChatAction", {**ME, "action": "sleeping"}, "wrong parameter action in request"),
    ("editMessageText", {**SAY}, "message identifier is not specified"),
    ("editMessageText", {**SAY, "message_id": 77}, "message to edit not found"),
    ("editMessageText", {**SAY, "message_id": 1}, "message can't be edited"),
    ("editMessageCaption", {**ME, "message_id": 77, "caption": "x"}, "message to edit not found"),
    ("editMessageReplyMarkup", {**ME, "message_id": 77}, "message to edit not found"),
    ("deleteMessage", ME, "message identifier is not specified"),
    ("deleteMessage", {**ME, "message_id": 77}, "message to delete not found"),
    ("deleteMessages", ME, "message identifiers are not specified"),
    ("copyMessage", {**ME, "from_chat_id": ALEXEY, "message_id": 77}, "message to copy not found"),
    ("forwardMessage", {**ME, "from_chat_id": ALEXEY, "message_id": 77}, "message to forward not found"),
    ("pinChatMessage", {**ME, "message_id": 77}, "message to pin not found"),
    ("setMessageReaction", {**ME, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "🧱"}]}, "REACTION_INVALID"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response timeout expired or query ID is invalid"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": []}, "query is too old and response timeout expired or query ID is invalid"),
    ("setMyCommands", {"commands": [{"command": "Большая", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setWebhook", {"url": "http://example.com/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.com", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ("getFile", {"file_id": "no-such-file"}, "wrong file_id or the file is temporarily unavailable"),
)  # fmt: skip


def test_there_are_at_least_fifty():
    assert len(WRONG) >= 50


@pytest.mark.parametrize(("method", "values", "words"), WRONG)
async def test_a_wrong_use_is_refused_as_telegram_refuses_it(api, phone, method, values, words):
    assert await api.words(method, **values) == words
