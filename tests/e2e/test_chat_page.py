"""The chat page in a real browser, with the real bot behind it."""

import pytest
from playwright.async_api import expect

from tests.e2e.browser import ALEXEY, IGOR, MARINA, OLGA, PHONE, PYOTR, window

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]
LINE = "звонил в Ромашку, кп на 450 тыс отправил, перезвонить завтра в 15:00"


async def test_a_line_becomes_a_card_is_recorded_and_taken_back(room):
    async with window(room.browser, room.url) as shown:
        await shown.take(ALEXEY)
        await shown.say(ALEXEY, LINE)
        card = shown.message(ALEXEY, "КП отправлено")
        await expect(card).to_contain_text("Ромашка")
        await shown.tap(ALEXEY, "✅ Записать")
        saved = shown.message(ALEXEY, "Записано: звонок")
        await expect(saved).to_contain_text("изм.")
        await shown.tap(ALEXEY, "Вернуть")
        await expect(shown.message(ALEXEY, "Вернул назад")).to_be_visible()


async def test_the_reply_keyboard_writes_for_one_and_folds(room):
    async with window(room.browser, room.url) as shown:
        pane = await shown.take(MARINA)
        await shown.say(MARINA, "/start")
        keys = pane.get_by_role("group", name="Клавиатура бота")
        await keys.get_by_role("button", name="Сегодня").click()
        await expect(shown.message(MARINA, "📋 Сегодня")).to_be_visible()
        await expect(shown.message(MARINA, "всё чисто")).to_be_visible()
        await pane.get_by_role("button", name="Свернуть клавиатуру бота").click()
        await expect(keys).to_be_hidden()
        await pane.get_by_role("button", name="Клавиатура бота").click()
        await expect(keys).to_be_visible()


async def test_a_stranger_starts_the_bot_and_is_told_one_line(room):
    async with window(room.browser, room.url, size=PHONE) as shown:
        pane = await shown.take(PYOTR)
        await pane.get_by_role("button", name="Начать").click()
        await expect(shown.message(PYOTR, "Этот бот работает по приглашению.")).to_be_visible()
        await expect(shown.message(PYOTR, "/start no-such-secret")).to_be_visible()


async def test_the_funnel_comes_as_a_picture_that_opens(room):
    async with window(room.browser, room.url) as shown:
        pane = await shown.take(OLGA)
        await shown.say(OLGA, "/funnel")
        picture = pane.locator(".photo img").last
        await picture.wait_for()
        drawn = "image => image.complete && image.naturalWidth > 100"
        await shown.page.wait_for_function(drawn, arg=await picture.element_handle())
        await pane.locator(".photo").last.click()
        await expect(shown.page.get_by_role("dialog").get_by_role("img")).to_be_visible()


async def test_an_invite_link_is_opened_by_somebody_new_beside_the_one_who_invites(room):
    async with window(room.browser, room.url) as shown:
        await shown.take(OLGA)
        await shown.say(OLGA, "/invite")
        await shown.tap(OLGA, "Менеджера")
        await shown.tap(OLGA, "Без команды")
        await shown.message(OLGA, "72 часа").get_by_role("button", name="t.me").click()
        await shown.choose("Новый человек")
        await shown.page.get_by_role("dialog").get_by_role("textbox").fill("Вера Новая")
        await shown.page.get_by_role("dialog").get_by_role("button", name="Добавить").click()
        await expect(shown.message("Вера Новая", "Вас зовут в отдел")).to_be_visible()
        await shown.tap("Вера Новая", "✅ Вера Новая")
        await expect(shown.message(OLGA, "По вашей ссылке")).to_be_visible()
        await shown.tap(OLGA, "✅ Да, это Вера")
        await expect(shown.message("Вера Новая", "вы в отделе")).to_be_visible()


async def test_the_clock_turned_to_monday_brings_the_digest_and_marks_it_unread(room):
    async with window(room.browser, room.url) as shown:
        await shown.take(IGOR)
        await shown.page.locator(".clock-card summary").click()
        clock = shown.page.locator(".clock-card")
        await clock.get_by_role("button", name="Понедельник 08:29").click()
        await expect(clock.locator(".clock-day")).to_contain_text("пн")
        await clock.get_by_role("button", name="+1 мин").click()
        await expect(shown.message(IGOR, "Доброе утро")).to_contain_text("08:3")
        await expect(shown.pane(IGOR).get_by_role("heading", name="понедельник")).to_be_visible()
        await expect(shown.row(MARINA).locator(".badge")).to_be_visible()
        await shown.take(MARINA)
        await expect(shown.message(MARINA, "Доброе утро")).to_be_visible()
        await expect(shown.row(MARINA).locator(".badge")).to_be_hidden()
        await expect(shown.pane(IGOR)).to_be_visible()
