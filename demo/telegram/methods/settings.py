"""What the bot tells about itself: commands, descriptions, the menu button."""

import re

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.values import Json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def _scope(call: Call) -> str:
    scope = call.object("scope") or {"type": "default"}
    kept = "/".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"commands:{kept}:{call.text('language_code')}"


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    commands = call.object("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("can't parse list of bot commands: expected an Array of BotCommand")
    for command in commands:
        if not COMMAND.fullmatch(command.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.settings[_scope(call)] = {"commands": commands}
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    kept: list[Json] = call.bot.settings.get(_scope(call), {}).get("commands", [])
    return kept


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.settings.pop(_scope(call), None)
    return True


def _remember(call: Call, name: str, longest: int, field: str) -> bool:
    value = call.text(field)
    if len(value) > longest:
        raise bad_request(f"{field} is too long")
    call.bot.settings[f"{name}:{call.text('language_code')}"] = {field: value}
    return True


def _recall(call: Call, name: str, field: str) -> Json:
    return call.bot.settings.get(f"{name}:{call.text('language_code')}", {field: ""})


@method("setMyName")
def set_my_name(call: Call) -> bool:
    return _remember(call, "name", 64, "name")


@method("setMyDescription")
def set_my_description(call: Call) -> bool:
    return _remember(call, "description", 512, "description")


@method("getMyDescription")
def get_my_description(call: Call) -> Json:
    return _recall(call, "description", "description")


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> bool:
    return _remember(call, "short", 120, "short_description")


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> Json:
    return _recall(call, "short", "short_description")


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    call.bot.settings[f"menu:{call.text('chat_id')}"] = call.object("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    return call.bot.settings.get(f"menu:{call.text('chat_id')}", {"type": "commands"})
