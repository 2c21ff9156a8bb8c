"""What the bot tells about itself."""

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
