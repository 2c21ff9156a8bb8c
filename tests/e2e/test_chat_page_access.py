"""The chat page for everybody: by keyboard, on a phone, light and dark, in two languages, under axe."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.e2e.browser import ALEXEY, MARINA, OLGA, PHONE, SALES, bot_calls, sideways, window

pytestmark = pytest.mark.e2e


async def test_by_keyboard_alone_from_the_list_to_a_tap_and_back(quiet):
    url, control, browser = quiet
    await control.person(11, "Алексей", last_name="Смирнов", started=True)
    async with window(browser, url) as shown:
        keys = shown.page.keyboard
        await shown.row(OLGA).focus()
        await keys.press("ArrowDown")
        await expect(shown.row(ALEXEY)).to_be_focused()
        await keys.press("Enter")
        await expect(shown.pane(ALEXEY).get_by_role("textbox")).to_be_focused()
        await keys.type("раз")
        await keys.press("Shift+Enter")
        await keys.type("два")
        await keys.press("Enter")
        await expect(shown.message(ALEXEY, "раз")).to_contain_text("два")
        rows = [[{"text": "Первая", "callback_data": "1"}], [{"text": "Вторая", "callback_data": "2"}]]
        await bot_calls(
            control, "sendMessage", chat_id=11, text="Выберите", reply_markup={"inline_keyboard": rows}
        )
        await shown.message(ALEXEY, "Выберите").wait_for()
        while not await focused(shown.page, ".key"):
            await keys.press("Shift+Tab")
        await keys.press("ArrowUp")
        await expect(shown.pane(ALEXEY).get_by_role("button", name="Первая")).to_be_focused()
        await keys.press("Enter")
        await control.wait_until(lambda stats: stats.pending == 2)
        await keys.press("Escape")
        await expect(shown.pane(ALEXEY)).to_have_count(0)
        await expect(shown.row(ALEXEY)).to_be_focused()
    assert (await control.pending())[-1]["callback_query"]["data"] == "1"


async def test_a_telephone_fills_a_phone_and_goes_back_to_the_list(quiet):
    url, _control, browser = quiet
    async with window(browser, url, size=PHONE) as shown:
        assert await sideways(shown.page) == 0
        await shown.take(ALEXEY)
        await expect(shown.row(ALEXEY)).to_be_hidden()
        assert await sideways(shown.page) == 0
        await shown.pane(ALEXEY).get_by_role("button", name="К списку людей").click()
        await expect(shown.row(ALEXEY)).to_be_visible()
        await shown.take(MARINA)
        await shown.page.go_back()
        await expect(shown.row(ALEXEY)).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desk"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_axe_finds_nothing(quiet, size, dark):
    url, control, browser = quiet
    phone = await control.person(11, "Алексей", last_name="Смирнов", started=True)
    said = await phone.send("/start и +7 912 000-00-00, https://example.com")
    await phone.send_contact("+79120000000", "Иван")
    await phone.send_location(55.7, 37.5)
    await phone.send_voice(b"abc")
    await phone.send_document(b"abc", "КП.xlsx")
    await phone.send("ответ", reply_to=said)
    await phone.in_group(SALES.id).send("всем привет")
    await phone.send_photo(caption="Витрина")
    markup = {
        "inline_keyboard": [
            [{"text": "✅ Записать", "callback_data": "1"}, {"text": "Карта", "url": "https://example.com"}]
        ]
    }
    await bot_calls(
        control,
        "sendMessage",
        chat_id=11,
        text="<b>Звонок</b> <code>1</code> <tg-spoiler>тс</tg-spoiler>",
        parse_mode="HTML",
        reply_markup=markup,
    )
    await bot_calls(
        control,
        "sendMessage",
        chat_id=12,
        text="Доброе утро",
        reply_markup={"keyboard": [[{"text": "Сегодня"}]]},
    )
    more = {} if size is None else {"size": size}
    async with window(browser, url, dark=dark, **more) as shown:
        await check(shown.page)
        for name in (MARINA, "Отдел продаж", ALEXEY):
            if size is not None and name != MARINA:
                await shown.page.keyboard.press("Escape")
            await shown.take(name)
            await shown.pane(name).get_by_role("article").first.wait_for()
        await check(shown.page)
        await shown.pane(ALEXEY).get_by_role("button", name="Прикрепить").click()
        await check(shown.page)
        await shown.page.keyboard.press("Escape")
        await shown.pane(ALEXEY).get_by_role("button", name="Ещё", exact=True).click()
        await shown.choose("Перевести часы")
        await check(shown.page)


async def test_the_page_speaks_english_and_keeps_its_theme(quiet):
    url, _control, browser = quiet
    async with window(browser, url) as shown:
        await shown.page.get_by_role("button", name="Switch to English").click()
        await expect(shown.row(OLGA)).to_contain_text("director")
        await expect(shown.page.locator("html")).to_have_attribute("lang", "en")
        await shown.page.get_by_role("button", name="Theme").click()
        await shown.page.get_by_role("button", name="Theme").click()
        await shown.page.reload()
        await expect(shown.row(OLGA)).to_contain_text("director")
        await expect(shown.page.locator("html")).to_have_attribute("data-theme", "dark")


async def focused(page, selector):
    return await page.evaluate("selector => document.activeElement.matches(selector)", selector)


async def check(page):
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
