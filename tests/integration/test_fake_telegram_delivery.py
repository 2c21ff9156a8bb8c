"""The fake Bot API delivers as Telegram does: at least once, in order, until acknowledged; and fails when told to."""

import asyncio
import re
import signal
import subprocess
import sys

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from aiohttp import ClientSession, web

from demo.telegram import Control, FakeTelegram, Phone
from demo.telegram.errors import RefusedError
from demo.telegram.limits import FloodLimits
from demo.telegram.phone import PNG

ALEXEY = 1001


@pytest.fixture
async def telegram():
    async with FakeTelegram(webhook_delay=0.001) as running:
        yield running


@pytest.fixture
async def bot(telegram):
    made = Bot(telegram.token, session=AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
    yield made
    await made.session.close()


@pytest.fixture
def control(telegram) -> Control:
    return telegram.control()


@pytest.fixture
async def phone(control) -> Phone:
    phone = await control.person(ALEXEY)
    await phone.send("/start")
    return phone


async def test_updates_come_again_until_acknowledged(bot, phone):
    await phone.send("a")
    await phone.send("b")
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first] == ["/start", "a"]
    assert await bot.get_updates(limit=2) == first
    ids = [update.update_id for update in await bot.get_updates()]
    assert ids == list(range(ids[0], ids[0] + 3))
    rest = await bot.get_updates(offset=ids[1] + 1)
    assert [update.message.text for update in rest] == ["b"]
    assert await bot.get_updates(offset=ids[2] + 1) == []
    assert await bot.get_updates() == []


async def test_a_negative_offset_keeps_the_tail(bot, control, phone):
    await phone.send("a")
    await phone.send("b")
    assert [update.message.text for update in await bot.get_updates(offset=-1)] == ["b"]
    assert (await control.status()).pending == 1
    assert [update.message.text for update in await bot.get_updates(offset=-5)] == ["b"]


async def test_a_long_poll_wakes_at_once(bot, control):
    phone = await control.person(ALEXEY)
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await polling(control)
    await phone.send("x")
    assert [update.message.text for update in await poll] == ["x"]


async def polling(control):
    await control.wait_until(lambda stats: stats.polled)


async def test_a_second_poll_ends_the_first(bot, control, phone):
    (update,) = await bot.get_updates()
    first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    await polling(control)
    second = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request; make sure"):
        await first
    await phone.send("x")
    assert len(await second) == 1


async def test_a_broken_line_loses_nothing(bot, control, phone):
    await control.fault("drop", method="getUpdates", after=True)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_only_wanted_kinds_come_and_it_is_remembered(bot, phone):
    (update,) = await bot.get_updates(allowed_updates=["callback_query"])
    assert await bot.get_updates(offset=update.update_id + 1) == []
    await phone.send("unwanted")
    await bot.send_message(ALEXEY, "?", reply_markup=buttons("да"))
    await phone.press("да")
    assert [update.event_type for update in await bot.get_updates()] == ["callback_query"]


@pytest.mark.parametrize("to", [5, 2_000_000_000])
async def test_update_ids_jump_after_a_quiet_week(bot, control, phone, to):
    (update,) = await bot.get_updates()
    await control.jump(to)
    assert await bot.get_updates(offset=update.update_id + 1) == []
    await phone.send("x")
    (later,) = await bot.get_updates(offset=update.update_id + 1 if to == 5 else 0)
    assert later.update_id == to


async def test_deliveries_pause_and_go_on(bot, control, phone):
    await control.pause()
    assert await bot.get_updates() == []
    await control.resume()
    assert len(await bot.get_updates()) == 1


async def test_any_update_is_injected(bot, control):
    update_id = await control.inject(
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}
    )
    assert (await bot.get_updates())[0].update_id == update_id


class Hook:
    """A webhook that writes down what it gets and answers what it is told."""

    def __init__(self):
        self.got = asyncio.Queue()
        self.statuses = []
        self.reply = None

    async def take(self, request):
        await self.got.put((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        status = self.statuses.pop(0) if self.statuses else 200
        if self.reply is not None and status == 200:
            reply, self.reply = self.reply, None
            return web.json_response(reply)
        return web.Response(status=status)

    async def text(self):
        return (await self.got.get())[1]["message"]["text"]


@pytest.fixture
async def hook():
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_its_secret(bot, control, phone, hook):
    await bot.set_webhook(hook.url, secret_token="s3cret")
    for number in range(5):
        await phone.send(str(number))
    secret, update = await hook.got.get()
    assert (secret, update["message"]["text"]) == ("s3cret", "/start")
    assert [await hook.text() for _ in range(5)] == list("01234")
    await control.wait_until(lambda stats: stats.pending == 0)
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_a_failing_webhook_is_tried_until_it_accepts(bot, control, phone, hook):
    hook.statuses = [500, 502]
    await bot.set_webhook(hook.url, max_connections=7)
    assert [await hook.text() for _ in range(3)] == ["/start"] * 3
    await control.wait_until(lambda stats: stats.pending == 0)
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook.url, 0, 7)
    assert info.last_error_message == "Wrong response from the webhook: 502"


async def test_reset_forgets_what_a_failing_webhook_still_owes(bot, control, phone, hook):
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await control.wait_until(lambda stats: stats.webhook_error is not None)
    await control.reset()
    assert (await control.status()).pending == 0
    await bot.set_webhook(hook.url)
    await (await control.person(ALEXEY)).send("new")
    assert await hook.text() == "new"


async def test_a_webhook_out_of_reach_keeps_updates(bot, control, phone, hook):
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await control.wait_until(lambda stats: stats.webhook_error is not None)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.set_webhook(hook.url)
    assert await hook.text() == "/start"


async def test_a_webhook_may_answer_with_a_method(bot, phone, hook):
    hook.reply = {"method": "sendMessage", "chat_id": ALEXEY, "text": "сразу"}
    await bot.set_webhook(hook.url)
    assert (await phone.wait_text("сразу")).from_bot


async def test_a_webhook_wants_https_beyond_the_loopback(bot):
    with pytest.raises(TelegramBadRequest, match="bad webhook: An HTTPS URL must be provided for webhook"):
        await bot.set_webhook("http://example.com/hook")
    async with FakeTelegram(insecure_webhooks=True) as open_one, ClientSession() as session:
        url = f"{open_one.url}/bot1:A/setWebhook"
        async with session.get(url, params={"url": "http://example.com/hook"}) as response:
            assert response.status == 200


def buttons(*labels):
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_aiogram_talks_to_it(bot, control, phone):
    sent = await bot.send_message(
        ALEXEY, "<b>Сделка</b> 😀", parse_mode="HTML", reply_markup=buttons("✅", "Отмена")
    )
    assert (sent.text, sent.entities[0].length) == ("Сделка 😀", 6)
    tap = await phone.press("✅")
    update = (await bot.get_updates())[-1]
    await update.callback_query.as_(bot).answer("да")
    assert await phone.wait_tap(tap) == "да"
    await update.callback_query.message.as_(bot).edit_text("Готово")
    assert (await phone.wait_text("Готово")).edits == 1
    photo = await bot.send_photo(ALEXEY, BufferedInputFile(PNG, "chart.png"), caption="Воронка")
    await bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(PNG, "other.png"), caption="Иначе"),
        chat_id=ALEXEY,
        message_id=photo.message_id,
    )
    assert (await phone.last()).text == "Иначе"
    await bot.send_document(ALEXEY, BufferedInputFile(b"xlsx", "отчёт.xlsx"))
    document = (await phone.last()).document
    assert (document.name, await control.file(document.file_id)) == ("отчёт.xlsx", b"xlsx")
    file = await bot.get_file(document.file_id)
    assert (await bot.download_file(file.file_path)).read() == b"xlsx"
    assert (await bot.get_chat(ALEXEY)).first_name == "Алексей"


FAULTS = [
    ({"kind": "error", "code": 429, "retry_after": 7}, TelegramRetryAfter, 0),
    ({"kind": "error", "code": 500}, TelegramServerError, 0),
    ({"kind": "error", "code": 502, "after": True}, TelegramServerError, 1),
    ({"kind": "error", "code": 400, "description": "Bad Request: so it is"}, TelegramBadRequest, 0),
    ({"kind": "error", "code": 403}, TelegramForbiddenError, 0),
    ({"kind": "drop"}, TelegramNetworkError, 0),
    ({"kind": "drop", "after": True}, TelegramNetworkError, 1),
    ({"kind": "garbage"}, ClientDecodeError, 0),
    ({"kind": "garbage", "after": True}, ClientDecodeError, 1),
]


@pytest.mark.parametrize("misfortune", FAULTS)
async def test_a_misfortune_happens_once_and_to_the_right_call(bot, control, phone, misfortune):
    fault, error, recorded = misfortune
    fault_id = await control.fault(method="sendMessage", chat_id=ALEXEY, text="bad", **fault)
    await bot.send_message(ALEXEY, "good")
    with pytest.raises(error):
        await bot.send_message(ALEXEY, "a bad one")
    assert len((await phone.view()).bot_messages) == 1 + recorded
    await bot.send_message(ALEXEY, "a bad one")
    assert await control.fault_hits(fault_id) == 1


async def test_a_misfortune_may_come_several_times(bot, control, phone):
    await control.fault("error", code=500, times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(ALEXEY, "x")
    await bot.send_message(ALEXEY, "x")


@pytest.mark.parametrize("after", [False, True])
async def test_a_stall_holds_the_call_until_released(bot, control, phone, after):
    stall = await control.fault("stall", method="sendMessage", after=after)
    sending = asyncio.create_task(bot.send_message(ALEXEY, "x"))
    await control.wait_fault(stall)
    if after:
        await phone.wait_text("x")
    else:
        assert (await phone.view()).bot_messages == ()
    assert not sending.done()
    await control.release(stall)
    assert (await sending).text == "x"


async def test_a_stall_may_end_by_itself(bot, control, phone):
    await control.fault("stall", seconds=0.001)
    assert (await bot.send_message(ALEXEY, "x")).text == "x"


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


async def test_flood_limits_are_off_until_switched_on(bot, control, phone):
    await bot.send_message(ALEXEY, "1")
    await control.limits(on=True)
    await bot.send_message(ALEXEY, "2")
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ALEXEY, "3")
    assert refused.value.retry_after == 1
    await control.advance(1)
    await bot.send_message(ALEXEY, "4")


def test_a_group_takes_twenty_a_minute_and_all_chats_thirty_a_second():
    limits = FloodLimits()
    limits.on = True
    for second in range(20):
        limits.check(-5, second)
    with pytest.raises(RefusedError, match="Too Many Requests: retry after 40"):
        limits.check(-5, 20)
    for chat in range(1, 31):
        limits.check(chat, 100)
    with pytest.raises(RefusedError, match="Too Many Requests: retry after 1"):
        limits.check(31, 100)


async def test_waiting_tells_what_the_chat_looked_like(phone):
    with pytest.raises(TimeoutError, match="1 man: /start"):
        await phone.wait_text("never", timeout=0.001)


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
