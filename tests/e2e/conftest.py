"""The chat page for the browser tests: with the real bot behind it, or alone."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from demo.chat import ChatPage
from demo.telegram import Control, FakeTelegram
from tests.e2e.browser import CAST, PATIENCE, SALES, ShowRoom, chromium
from tests.e2e.process import BotProcess, a_company

START = 240  # seconds: a busy machine loads the bot beside several browsers
expect.set_options(timeout=PATIENCE)


@pytest.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[tuple[str, Control, Browser]]:
    """The page without a bot: what people send stays in the line, to be looked at."""
    page = ChatPage(CAST, groups=[SALES], offset_file=tmp_path / "offset")
    async with FakeTelegram(chat=page) as telegram, chromium() as browser:
        yield telegram.url, telegram.control(), browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room(sqlite_files, tmp_path_factory) -> AsyncIterator[ShowRoom]:
    """The page, the bot behind it and a small company; on SQLite: the page knows no database.

    One for all: who starts a company and a bot for every test waits longer than the tests run.
    """
    folder = tmp_path_factory.mktemp("room")
    async with contextlib.AsyncExitStack() as stack:
        page = ChatPage(CAST, groups=[SALES], offset_file=folder / "offset")
        telegram = await stack.enter_async_context(FakeTelegram(chat=page))
        process = BotProcess(telegram, await sqlite_files.fresh(), folder, admins=[1])
        bundle = a_company(folder / "bundle", [11, 12, 13], ["ООО «Ромашка»", "Вектор"])
        await process.core("import", str(bundle))
        await stack.enter_async_context(process)
        await telegram.control().wait_until(lambda stats: stats.polled, timeout=START)
        director = await telegram.control().person(1, "Ольга", last_name="Климова")
        await director.send("/start")
        await director.wait_text("директор", timeout=START)
        yield ShowRoom(telegram.url, await stack.enter_async_context(chromium()))
        assert "ERROR" not in process.log
