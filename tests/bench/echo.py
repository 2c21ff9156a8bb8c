"""A bare aiogram bot, the unit of cost: answers a text with the same text. `python -m tests.bench.echo TOKEN URL`."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bot.door import _fast_loop


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def main(token: str, url: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    # The same event loop as the bot's: the unit is to be cheap.
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(main(*sys.argv[1:]))
