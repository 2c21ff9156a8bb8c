"""The bot's commands, by scope and language, and its menu button."""

import re
from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.known import checked
from demo.telegram.menus import DEFAULT_BUTTON, commands_key
from demo.telegram.values import Json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
MOST = 100
LONGEST = 256


def _key(call: Call) -> str:
    scope = call.object("scope", "BotCommandScope") or {"type": "default"}
    checked("BotCommandScopeUnion", scope, "BotCommandScope")
    if "chat_id" in scope and int(scope["chat_id"]) not in call.bot.chats:
        raise bad_request("chat not found")
    language = call.text("language_code")
    if LANGUAGE.fullmatch(language) is None:
        raise bad_request("invalid language code specified")
    return commands_key(scope, language)


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    key, commands = _key(call), call.object("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse list of bot commands: expected an Array of BotCommand")
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if not commands:
        call.bot.settings.pop(key, None)
        return True
    call.bot.settings[key] = {"commands": [_command(command) for command in commands]}
    return True


def _command(command: Any) -> Json:
    name = command.get("command", "").removeprefix("/")
    if COMMAND.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = command.get("description", "")
    if not 1 <= len(description.strip()) <= LONGEST:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Of exactly this scope and language; nothing is looked up elsewhere."""
    kept: list[Json] = call.bot.settings.get(_key(call), {}).get("commands", [])
    return kept


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.settings.pop(_key(call), None)
    return True


def _menu_key(call: Call) -> str:
    if call.text("chat_id"):
        chat = call.known_chat()
        if chat.user is None:
            raise bad_request("chat not found")
    return f"menu:{call.text('chat_id')}"


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    key = _menu_key(call)
    button: Json = call.object("menu_button") or DEFAULT_BUTTON
    checked("MenuButtonUnion", button, "menu button")
    url = button.get("web_app", {}).get("url", "https://")
    if not url.startswith("https://"):
        raise bad_request(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    call.bot.settings[key] = button
    call.world.changes.note()
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    return call.bot.settings.get(_menu_key(call), DEFAULT_BUTTON)
