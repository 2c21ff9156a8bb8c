"""What the bot tells about itself."""

import pytest

from tests.integration.bot_api import ALEXEY


async def test_settings_are_kept(api, phone):
    commands = [{"command": "today", "description": "Сегодня"}]
    await api.good("setMyCommands", commands=commands, language_code="ru")
    assert await api.good("getMyCommands", language_code="ru") == commands
    assert await api.good("getMyCommands") == []
    await api.good("deleteMyCommands", language_code="ru")
    assert await api.good("getMyCommands", language_code="ru") == []
    assert (await api.refused("setMyCommands", commands=[{"command": "Я", "description": "x"}]))[1].endswith(
        "BOT_COMMAND_INVALID"
    )
    for method in ("setMyDescription", "setMyShortDescription", "setChatMenuButton", "logOut", "close"):
        assert await api.good(method) is True
    assert (await api.good("getChat", chat_id=ALEXEY))["username"] == "alexey"


async def test_the_narrowest_scope_in_ones_own_language_is_shown(api, control, phone):
    async def shown(chat=ALEXEY):
        return [command["command"] for command in (await control.get(f"chats/{chat}"))["commands"]]

    async def put(name, language="", **scope):
        commands = [{"command": name, "description": "x"}]
        more = {"scope": scope} if scope else {}
        await api.good("setMyCommands", commands=commands, language_code=language, **more)

    await put("all")
    assert await shown() == ["all"]
    await put("russian", "ru")
    assert await shown() == ["russian"]
    await put("private", type="all_private_chats")
    assert await shown() == ["private"]
    await put("english", "en", type="chat", chat_id=ALEXEY)
    assert await shown() == ["private"]
    await put("own", type="chat", chat_id=ALEXEY)
    assert await shown() == ["own"]
    await api.good("deleteMyCommands", scope={"type": "chat", "chat_id": ALEXEY})
    assert await shown() == ["private"]
    await control.group(-100500, "Продажи")
    await put("group", type="all_group_chats")
    assert await shown(-100500) == ["group"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "Today", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "language_code": "rus"}, "invalid language code specified"),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_wrong_commands_are_refused(api, phone, values, words):
    assert await api.words("setMyCommands", **values) == words


async def test_a_scope_of_no_known_kind_is_refused(api):
    words = await api.words("setMyCommands", commands=[], scope={"type": "moon"})
    assert words.startswith("can't parse BotCommandScope: ")


async def test_the_menu_button_of_a_chat_stands_before_the_one_for_all(api, control, phone):
    page = {"type": "web_app", "text": "Карта", "web_app": {"url": "https://a.ru/"}}
    await api.good("setChatMenuButton", menu_button=page)
    assert (await control.get(f"chats/{ALEXEY}"))["menu_button"] == page
    await api.good("setChatMenuButton", chat_id=ALEXEY, menu_button={"type": "commands"})
    assert (await control.get(f"chats/{ALEXEY}"))["menu_button"] == {"type": "commands"}
    assert await api.good("getChatMenuButton", chat_id=ALEXEY) == {"type": "commands"}
    plain = {**page, "web_app": {"url": "http://a.ru/"}}
    assert (await api.words("setChatMenuButton", menu_button=plain)).endswith("Only HTTPS links are allowed")


async def test_a_name_in_a_language_falls_back_to_the_name_for_all(api):
    assert await api.good("getMyName") == {"name": "Воронка"}
    await api.good("setMyName", name="Funnel", language_code="en")
    assert await api.good("getMyName", language_code="en") == {"name": "Funnel"}
    assert await api.good("getMyName", language_code="ru") == {"name": "Воронка"}
    assert await api.words("setMyName", name="x" * 65) == "name is too long"
