"""A running fake of Telegram, and the ways to it: as a bot, as a person, as the one who arranges the world."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from demo.telegram import Control, FakeTelegram, Phone
from tests.integration.bot_api import ALEXEY, Api


@pytest.fixture
async def telegram():
    async with FakeTelegram(webhook_delay=0.001) as running:
        yield running


@pytest.fixture
async def api(telegram):
    async with ClientSession() as session:
        yield Api(session, telegram)


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
    phone = await control.person(ALEXEY, "Алексей", username="alexey")
    await phone.send("/start")
    return phone
