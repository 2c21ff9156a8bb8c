"""The HTTP session to the Bot API: short timeouts, and a guard that nobody calls it while a Work is open."""

from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import LinkPreviewOptions, Message, Update

from core.settings import Settings
from core.work import work_is_open

CALL_SECONDS = 10.0
CONNECTIONS = 100
# aiogram asks for these models anew with every answer, and pydantic forgets a generic one that nobody holds:
# making it takes a millisecond.
KEPT_MODELS = (Response[Message], Response[Message | bool], Response[bool], Response[list[Update]])


class CalledInsideWork(RuntimeError):
    """A transaction waits for nobody outside."""


class NoCallsInsideWork(BaseRequestMiddleware):
    """Raises CalledInsideWork when the Bot API is called by a task that holds a Work."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if work_is_open():
            raise CalledInsideWork(type(method).__name__)
        return await make_request(bot, method)


def make_bot(settings: Settings) -> Bot:
    """The bot of these settings. Raises ValueError without BOT_TOKEN."""
    if settings.bot_token is None:
        raise ValueError("BOT_TOKEN")
    session = AiohttpSession(
        api=TelegramAPIServer.from_base(settings.telegram_api_url), timeout=CALL_SECONDS, limit=CONNECTIONS
    )
    session.middleware(NoCallsInsideWork())
    defaults: dict[str, Any] = {
        "parse_mode": ParseMode.HTML,
        "link_preview": LinkPreviewOptions(is_disabled=True),
    }
    return Bot(
        settings.bot_token.get_secret_value(), session=session, default=DefaultBotProperties(**defaults)
    )
