"""How the bot hears of the world: long polling or a webhook, never both."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request, conflict
from demo.telegram.values import Json
from demo.telegram.webhook import Webhook

WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LONGEST_POLL = 50


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    if call.bot.webhook is not None:
        raise conflict(WEBHOOK_IS_SET)
    if "allowed_updates" in call.values:
        call.bot.updates.allow(call.object("allowed_updates"))
    limit = call.integer("limit", 100)
    timeout = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    return await call.bot.updates.poll(call.integer("offset"), limit if 1 <= limit <= 100 else 100, timeout)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check_url(call: Call, url: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    open_way = call.world.insecure_webhooks or _loopback(parts.hostname)
    if parts.scheme != "https" and not (parts.scheme == "http" and open_way):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    url = call.text("url")
    if not url:
        return _delete(call)
    _check_url(call, url)
    secret = call.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if "allowed_updates" in call.values:
        call.bot.updates.allow(call.object("allowed_updates"))
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()
    if call.bot.webhook is not None:
        call.bot.webhook.stop()
    call.bot.updates.interrupt(conflict("terminated by setWebhook request"))
    most = call.integer("max_connections", 40)
    call.bot.webhook = Webhook(call.world, call.bot, url, secret, most if 1 <= most <= 100 else 40)
    call.bot.webhook.start()
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    return _delete(call)


def _delete(call: Call) -> bool:
    if call.bot.webhook is not None:
        call.bot.webhook.stop()
        call.bot.webhook = None
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    webhook = call.bot.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates),
    }
    if webhook is not None:
        info["max_connections"] = webhook.most
        if webhook.last_error is not None:
            info["last_error_date"], info["last_error_message"] = webhook.last_error
    if call.bot.updates.allowed():
        info["allowed_updates"] = call.bot.updates.allowed()
    return info
