"""The webhook's door: the secret is checked, the update is stored, then 200. Source: Bot API, setWebhook."""

import hmac
import json
import logging

from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.telegram.reception import Reception
from core.db.failures import is_passing

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/telegram"
BODY_MOST = 4 * 1024 * 1024


def webhook_app(bot: Bot, reception: Reception, secret: str) -> web.Application:
    """An application with one route. Raises ValueError without a secret."""
    if not secret:
        raise ValueError("WEBHOOK_SECRET")

    async def receive(request: web.Request) -> web.Response:
        # Bytes that are no text come as surrogates: a stranger's header must not end in an exception.
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, secret.encode()):
            return web.Response(status=401)
        try:
            update = Update.model_validate(json.loads(await request.read()), context={"bot": bot})
        except (ValueError, ValidationError, RecursionError):
            log.warning("a webhook request that is no update")
            return web.Response(status=400)
        try:
            await reception.receive([update])
        except Exception as error:
            if not is_passing(error):
                log.exception("storing an update failed")
            return web.Response(status=503)
        return web.Response(status=200)

    app = web.Application(client_max_size=BODY_MOST)
    app.router.add_post(PATH, receive)
    return app
