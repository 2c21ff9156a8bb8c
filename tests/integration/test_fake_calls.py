"""How the fake Bot API is called: by any verb and form, by whom, and what is written down."""

import asyncio
import json
import re
import signal
import subprocess
import sys

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiohttp import ClientSession

from demo.telegram import Control, FakeTelegram
from demo.telegram.errors import ControlError
from tests.integration.bot_api import ALEXEY, keyboard


async def test_a_bot_is_made_by_its_first_call(api):
    me = await api.good("getMe")
    assert (me["is_bot"], me["username"]) == (True, "voronka_demo_bot")


async def test_methods_have_no_case_and_come_by_get_json_and_forms(api, phone):
    async with api.session.get(
        f"{api.url}/sendmessage", params={"chat_id": ALEXEY, "text": "get"}
    ) as response:
        assert response.status == 200
    form = {"chat_id": str(ALEXEY), "text": "form", "reply_markup": json.dumps(keyboard("✅ Да"))}
    async with api.session.post(f"{api.url}/sendMessage", data=form) as response:
        assert response.status == 200
    await api.good("SENDMESSAGE", chat_id=ALEXEY, text="json")
    messages = (await phone.view()).bot_messages
    assert [message.text for message in messages] == ["get", "form", "json"]
    assert messages[1].labels == ["✅ Да"]


async def test_a_strange_token_method_or_file_is_not_found(api):
    for path in (
        "botnonsense/getMe",
        f"bot{api.telegram.token}/getNothing",
        f"file/bot{api.telegram.token}/no",
    ):
        async with api.session.get(f"{api.telegram.url}/{path}") as response:
            assert response.status == 404
            assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_only_listed_tokens_are_let_in():
    async with FakeTelegram(tokens=("1:GOOD",)) as telegram, ClientSession() as session:
        async with session.get(f"{telegram.url}/bot1:GOOD/getMe") as response:
            assert response.status == 200
        async with session.get(f"{telegram.url}/bot2:BAD/getMe") as response:
            assert (await response.json())["description"] == "Unauthorized"


async def test_bots_do_not_see_each_other(telegram, api, phone):
    async with telegram.control("77:OTHER") as other:
        assert (await other.status()).pending == 0
        assert (await other.person(ALEXEY)).id == ALEXEY
    async with api.session.get(
        f"{telegram.url}/bot77:OTHER/sendMessage", params={"chat_id": ALEXEY, "text": "x"}
    ) as response:
        assert response.status == 403


async def test_a_parameter_of_a_wrong_shape_is_refused_not_a_crash(api, phone):
    for method, values in (
        ("setMyCommands", {"commands": ["x"]}),
        ("deleteMessages", {"chat_id": ALEXEY, "message_ids": ["x"]}),
    ):
        code, words = await api.refused(method, **values)
        assert (code, words.startswith("Bad Request: can't parse the parameters")) == (400, True)


async def test_the_log_tells_what_was_called_and_never_the_token(telegram, bot, control, phone):
    await bot.send_message(ALEXEY, "x")
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(77, "y")
    calls = await control.calls("sendMessage")
    assert [(call.chat_id, call.outcome, call.code, call.text) for call in calls] == [
        (ALEXEY, "ok", 200, "x"),
        (77, "refused", 400, "y"),
    ]
    assert calls[1].description == "Bad Request: chat not found"
    assert await control.calls(chat_id=77, after=calls[0].number) == [calls[1]]
    assert telegram.token not in repr(await control.calls())


async def test_reset_forgets_everybody(api, control, phone):
    await control.reset()
    assert await api.refused("sendMessage", chat_id=ALEXEY, text="x") == (400, "Bad Request: chat not found")
    with pytest.raises(ControlError, match="nobody has the id"):
        await phone.send("x")


@pytest.mark.e2e
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
async def test_it_runs_as_its_own_process_and_stops_cleanly(way):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "demo.telegram", "--port", "0", stdout=subprocess.PIPE
    )
    line = (await process.stdout.readline()).decode()
    url = re.search(r"http://\S+", line)[0]
    async with Control(url, "1:A") as control:
        phone = await control.person(ALEXEY)
        await phone.send("x")
        assert (await control.status()).pending == 1
    process.send_signal(way)
    assert await process.wait() == 0
    assert await process.stdout.read() == b""


async def test_a_parameter_that_telegram_does_not_know_is_ignored_but_noted(api, control, phone):
    await api.good("sendMessage", chat_id=ALEXEY, text="x", txet="y", parse_moed="HTML")
    assert (await control.calls("sendMessage"))[-1].unknown == ("parse_moed", "txet")
