"""The Bot API over HTTP: reads a call in any form, lets misfortunes happen, answers in the usual envelope."""

import inspect
import json
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_request import FileField

from demo.telegram.call import Call
from demo.telegram.calls import LoggedCall
from demo.telegram.errors import RefusedError, bad_request
from demo.telegram.faults import Fault
from demo.telegram.files import Upload
from demo.telegram.methods import METHODS
from demo.telegram.state import World
from demo.telegram.values import Json

WORLD = web.AppKey("world", World)
LARGEST = 50 * 1024 * 1024


class Outcome(NamedTuple):
    """How a call ended, for the log and for the answer."""

    code: int
    body: Json
    description: str | None = None


def routes() -> list[web.RouteDef]:
    return [
        web.route("*", "/bot{token:[^/]+}/{method}", serve),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]


async def serve(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    try:
        call = await _read(world, request)
    except RefusedError as refusal:
        return _answer(_refused(refusal))
    except web.HTTPRequestEntityTooLarge:
        return _answer(_refused(RefusedError(413, "Request Entity Too Large")))
    fault = world.faults.match(call.name, call.chat_id, call.said)
    if fault is not None and not fault.after:
        spoiled = await _spoil(call, fault, request)
        if spoiled is not None:
            return spoiled
    outcome = await _perform(call)
    if fault is not None and fault.after:
        spoiled = await _spoil(call, fault, request)
        if spoiled is not None:
            return spoiled
    _log(call, "ok" if outcome.code == 200 else "refused", outcome.code, outcome.description)
    return _answer(outcome)


async def download(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    stored = world.files.by_path(request.match_info["path"])
    if request.match_info["token"] not in world.bots or stored is None:
        return _answer(_refused(RefusedError(404, "Not Found")))
    return web.Response(body=stored.upload.data, content_type=stored.upload.mime)


async def _read(world: World, request: web.Request) -> Call:
    bot = world.bot(request.match_info["token"])
    known = METHODS.get(request.match_info["method"].lower())
    if known is None:
        _log(Call(world, bot, "unknown", {}), "refused", 404, "Not Found")
        raise RefusedError(404, "Not Found")
    values: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.can_read_body:
        await _read_body(request, values, uploads)
    return Call(world, bot, known[0], values, uploads)


async def _read_body(request: web.Request, values: Json, uploads: dict[str, Upload]) -> None:
    if request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value
        return
    body = (await request.read()).decode()
    if request.content_type == "application/json":
        try:
            values |= json.loads(body)
        except (ValueError, TypeError):
            raise bad_request("can't parse JSON object") from None
    else:
        values |= parse_qsl(body, keep_blank_values=True)


async def _perform(call: Call) -> Outcome:
    try:
        result = METHODS[call.name.lower()][1](call)
        if inspect.isawaitable(result):
            result = await result
    except RefusedError as refusal:
        return _refused(refusal)
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        # A nested value of a wrong shape. Telegram names the field; the fake says at least what was odd.
        return _refused(bad_request(f"can't parse the parameters of {call.name}: {problem!r}"))
    return Outcome(200, {"ok": True, "result": result})


async def _spoil(call: Call, fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """Let the misfortune happen; None when the call goes on after it (a stall)."""
    if fault.kind == "stall":
        call.world.changes.note()
        await fault.hold()
        return None
    if fault.kind == "drop":
        _log(call, "dropped", 0)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    if fault.kind == "garbage":
        _log(call, "garbled", 200)
        return web.Response(text='{"ok":true,"resu', content_type="application/json")
    outcome = _refused(fault.error())
    _log(call, "refused", outcome.code, outcome.description)
    return _answer(outcome)


def _refused(refusal: RefusedError) -> Outcome:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    asked = {"retry_after": refusal.retry_after, "migrate_to_chat_id": refusal.migrate_to_chat_id}
    parameters = {name: value for name, value in asked.items() if value is not None}
    if parameters:
        body["parameters"] = parameters
    return Outcome(refusal.code, body, refusal.description)


def _answer(outcome: Outcome) -> web.Response:
    body = json.dumps(outcome.body, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return web.Response(body=body, status=outcome.code, content_type="application/json")


def _log(call: Call, outcome: str, code: int, description: str | None = None) -> None:
    world = call.world
    logged = LoggedCall(
        number=world.calls.next_number(),
        bot_id=call.bot.user.id,
        method=call.name,
        chat_id=call.chat_id,
        at=world.now(),
        outcome=outcome,
        code=code,
        description=description,
        text=call.said,
        unknown=call.unknown,
    )
    world.calls.add(logged)
    if call.name != "getUpdates":
        world.changes.note()
