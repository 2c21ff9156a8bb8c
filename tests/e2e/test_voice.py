"""A voice note on the chat page: heard by an endpoint, then by nobody; both are played again from the client."""

import asyncio
import csv

import pytest
from playwright.async_api import expect

from demo.chat import ChatPage
from demo.telegram import FakeTelegram
from tests.e2e.browser import ALEXEY, CAST, PHONE, SALES, chromium, window
from tests.e2e.conftest import START
from tests.e2e.process import BotProcess, a_company
from tests.integration.ears import ears, opus

pytestmark = pytest.mark.e2e
SAID = "звонил в Ромашку, просят КП, перезвонить завтра в 15"


async def record(pane):
    await pane.get_by_role("button", name="Записать голосовое").click()
    await pane.get_by_role("button", name="Отправить запись").click()


async def test_a_voice_note_is_heard_kept_and_played_again(sqlite_files, tmp_path):
    async with (
        ears(SAID) as heard,
        FakeTelegram(chat=ChatPage(CAST, groups=[SALES], offset_file=tmp_path / "offset")) as telegram,
        chromium() as browser,
    ):
        url = await sqlite_files.fresh()
        spoken = {name.upper(): value for name, value in heard.settings().items()}
        process = BotProcess(telegram, url, tmp_path, admins=[1], settings=spoken)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»", "Вектор"])))
        async with window(browser, telegram.url, size=PHONE) as shown:
            async with process:
                await telegram.control().wait_until(lambda stats: stats.polled, timeout=START)
                pane = await shown.take(ALEXEY)
                await record(pane)
                card = shown.message(ALEXEY, SAID)
                await expect(card).to_contain_text("🎙 0:0")
                await expect(card).to_contain_text("ООО «Ромашка»")
                await shown.page.screenshot(path=tmp_path / "heard.png")
                await shown.tap(ALEXEY, "✅ Записать")
                await expect(shown.message(ALEXEY, "Записано")).to_be_visible()
            assert "ERROR" not in process.log

            silent = BotProcess(telegram, url, tmp_path, admins=[1], name="silent")
            async with silent:
                await record(pane)
                await expect(shown.message(ALEXEY, "на клавиатуре телефона")).to_be_visible()
                await shown.tap(ALEXEY, "🔎 Найти клиента")
                await expect(shown.message(ALEXEY, "Напишите часть названия")).to_be_visible()
                await shown.say(ALEXEY, "Ромашка")
                await shown.tap(ALEXEY, "ООО «Ромашка»")
                await expect(shown.message(ALEXEY, "Запись сохраню у клиента")).to_contain_text("Ромашка")
                await shown.page.screenshot(path=tmp_path / "kept.png")
                await shown.tap(ALEXEY, "✅ Записать")
                await expect(shown.message(ALEXEY, "Записано: заметка")).to_be_visible()
                await shown.say(ALEXEY, "Ромашка")
                before = await pane.get_by_role("button", name="Слушать").count()
                await shown.tap(ALEXEY, "🎙 Голосовые (2)")
                await expect(pane.get_by_role("button", name="Слушать")).to_have_count(before + 2)
                await expect(shown.message(ALEXEY, f"Человек 11: {SAID}")).to_be_visible()
                await shown.page.screenshot(path=tmp_path / "played.png")
                await silent.core("export", str(tmp_path / "out"))
            assert "ERROR" not in silent.log
    with (tmp_path / "out" / "activities.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert sorted(texts) == ["", SAID]


async def test_a_bot_killed_while_it_listens_hears_the_note_again_and_shows_one_card(sqlite_files, tmp_path):
    async with ears(SAID, silent=True) as heard, FakeTelegram() as telegram:
        spoken = {name.upper(): value for name, value in heard.settings().items()}
        process = BotProcess(telegram, await sqlite_files.fresh(), tmp_path, settings=spoken)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        phone = await telegram.control().person(11, "Алексей", started=True)
        async with process:
            await phone.send_voice(opus())
            await asyncio.wait_for(heard.came.wait(), START)
            await process.kill()
            heard.may_speak.set()
            await process.start()
            await phone.wait_text(SAID, timeout=START)
            await phone.send("/today")
            await phone.wait_text("всё чисто", timeout=START)
        assert len(heard.heard) == 2
        cards = [one for one in (await phone.view()).bot_messages if SAID in one.text]
        assert len(cards) == 1
