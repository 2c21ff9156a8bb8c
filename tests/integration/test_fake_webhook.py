"""Updates by webhook: in order within a chat, until accepted."""

import asyncio

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import ClientSession, web

from demo.telegram import FakeTelegram
from tests.integration.bot_api import ALEXEY


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
