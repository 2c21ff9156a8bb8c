"""A second reader on the chat page: the director turns it on, a hard line becomes whole and is marked."""

import pytest
from playwright.async_api import expect

from demo.chat import ChatPage
from demo.telegram import FakeTelegram
from tests.e2e.browser import ALEXEY, CAST, OLGA, PHONE, SALES, chromium, window
from tests.e2e.conftest import START
from tests.e2e.process import BotProcess, a_company
from tests.integration.advisers import LOST, TALKED, adviser, the_loss, the_talk

pytestmark = pytest.mark.e2e


async def test_a_hard_line_becomes_whole_where_the_director_let_it(sqlite_files, tmp_path):
    async with (
        adviser(lambda asked: the_talk(asked) if asked["line"] == TALKED else the_loss(asked)) as second,
        FakeTelegram(chat=ChatPage(CAST, groups=[SALES], offset_file=tmp_path / "offset")) as telegram,
        chromium() as browser,
    ):
        url = await sqlite_files.fresh()
        settings = {name.upper(): str(value) for name, value in second.settings().items()}
        process = BotProcess(telegram, url, tmp_path, admins=[1], settings=settings)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»", "Вектор"])))
        async with window(browser, telegram.url, size=PHONE) as shown, process:
            await telegram.control().wait_until(lambda stats: stats.polled, timeout=START)
            await shown.take(ALEXEY)
            await shown.say(ALEXEY, LOST)
            await expect(shown.message(ALEXEY, "Ромашка")).not_to_contain_text("✨")

            await shown.page.go_back()
            await shown.take(OLGA)
            await shown.tap(OLGA, "Начать")
            await shown.say(OLGA, "/settings")
            await shown.tap(OLGA, "Второй читатель")
            told = shown.message(OLGA, "База не уходит")
            await expect(told).to_contain_text(second.server)
            await shown.page.screenshot(path=tmp_path / "leave.png")
            await shown.tap(OLGA, "Включить")
            await expect(shown.message(OLGA, "База не уходит")).to_contain_text("Выключить")

            await shown.page.go_back()
            await shown.take(ALEXEY)
            await shown.say(ALEXEY, LOST)
            lost = shown.message(ALEXEY, "Догадка")
            await expect(lost).to_contain_text("отказ ✨")
            await shown.page.screenshot(path=tmp_path / "lost.png")
            await shown.say(ALEXEY, TALKED)
            talked = shown.message(ALEXEY, "Встреча ✨")
            await expect(talked).to_contain_text("✨ Догадка, проверьте: что было, контакт.")
            await shown.page.screenshot(path=tmp_path / "talked.png")
            await shown.tap(ALEXEY, "✅ Записать")
            await expect(shown.message(ALEXEY, "Записано: встреча")).to_be_visible()
            await shown.say(ALEXEY, "/settings")
            await expect(shown.message(ALEXEY, "читает ещё и модель")).to_contain_text(second.server)
            await shown.page.screenshot(path=tmp_path / "settings.png")
    assert len(second.requests) == 2
    assert "ERROR" not in process.log
