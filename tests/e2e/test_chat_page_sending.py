"""What a person of the chat page sends, sees and is answered, without a bot: the updates wait to be looked at."""

import pytest
from playwright.async_api import expect

from tests.e2e.browser import ALEXEY, MARINA, PHONE, SALES, bot_calls, sideways, window

pytestmark = pytest.mark.e2e
LINE = "звонил в Ромашку, кп на 450 тыс отправил, перезвонить завтра в 15:00"


async def test_ones_own_message_is_edited_by_the_arrow_up(quiet):
    url, control, browser = quiet
    async with window(browser, url) as shown:
        await shown.take(ALEXEY)
        await shown.say(ALEXEY, LINE)
        await expect(shown.message(ALEXEY, LINE)).to_be_visible()
        field = shown.pane(ALEXEY).get_by_role("textbox")
        await field.press("ArrowUp")
        await expect(field).to_have_value(LINE)
        await field.fill("звонил в Вектор")
        await field.press("Enter")
        await expect(shown.message(ALEXEY, "Вектор")).to_contain_text("изм.")
    assert (await control.pending())[-1]["edited_message"]["text"] == "звонил в Вектор"


async def test_everything_that_a_telephone_sends_reaches_the_bot(quiet):
    url, control, browser = quiet
    async with window(browser, url) as shown:
        pane = await shown.take(ALEXEY)

        async def attach(what):
            await pane.get_by_role("button", name="Прикрепить").click()
            await shown.choose(what)

        await attach("Контакт")
        await shown.page.get_by_label("Имя").fill("Иван Иванов")
        await shown.page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
        await expect(shown.message(ALEXEY, "Иван Иванов")).to_be_visible()
        await attach("Место")
        await shown.choose("Москва, Лесная 5")
        await expect(shown.message(ALEXEY, "55.77940")).to_be_visible()
        async with shown.page.expect_file_chooser() as chooser:
            await attach("Файл")
        await (await chooser.value).set_files(
            {"name": "Договор №1.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
        )
        await expect(shown.message(ALEXEY, "Договор №1.pdf")).to_be_visible()
        async with shown.page.expect_file_chooser() as chooser:
            await attach("Фото")
        await (await chooser.value).set_files(
            {"name": "shop.png", "mimeType": "image/png", "buffer": await shown.page.screenshot()}
        )
        await shown.page.get_by_label("Подпись").fill("Витрина")
        await shown.page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
        await expect(shown.message(ALEXEY, "Витрина").get_by_role("img")).to_be_visible()
        await pane.get_by_role("button", name="Записать голосовое").click()
        await pane.get_by_role("button", name="Отправить запись").click()
        await expect(pane.get_by_role("button", name="Слушать")).to_be_visible()
        await attach("Переслать")
        await shown.page.get_by_label("Имя").fill("Клиент")
        await shown.page.get_by_label("Текст").fill("Жду КП")
        await shown.page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
        await expect(shown.message(ALEXEY, "Переслано от")).to_be_visible()

    sent = [update["message"] for update in await control.pending()]
    kinds = [
        next(
            kind
            for kind in ("contact", "location", "document", "photo", "voice", "forward_origin")
            if kind in one
        )
        for one in sent
    ]
    assert kinds == ["contact", "location", "document", "photo", "voice", "forward_origin"]
    assert sent[0]["contact"]["first_name"] == "Иван Иванов"
    assert sent[2]["document"]["file_name"] == "Договор №1.pdf"
    assert await control.file(sent[2]["document"]["file_id"]) == b"%PDF"
    assert sent[3]["caption"] == "Витрина"
    assert await control.file(sent[4]["voice"]["file_id"])


async def test_keys_that_ask_for_a_number_or_a_place_and_links_on_buttons(quiet):
    url, control, browser = quiet
    phone = await control.person(11, "Алексей", last_name="Смирнов", started=True)
    keyboard = [
        [{"text": "Мой номер", "request_contact": True}, {"text": "Я здесь", "request_location": True}]
    ]
    async with window(browser, url) as shown:
        await shown.take(ALEXEY)
        await bot_calls(
            control, "sendMessage", chat_id=11, text="Кто вы и где?", reply_markup={"keyboard": keyboard}
        )
        await shown.tap(ALEXEY, "Мой номер")
        await shown.choose("+7 900")
        await shown.tap(ALEXEY, "Я здесь")
        await shown.choose("Москва, Тверская 7")
        await expect(shown.message(ALEXEY, "55.75790")).to_be_visible()
        link = [[{"text": "Карта", "url": "https://example.com/map"}]]
        await bot_calls(
            control, "sendMessage", chat_id=11, text="Туда", reply_markup={"inline_keyboard": link}
        )
        opened = shown.pane(ALEXEY).get_by_role("link", name="Карта")
        await expect(opened).to_have_attribute("href", "https://example.com/map")
        await expect(opened).to_have_attribute("rel", "noopener noreferrer")
    contact = next(
        update["message"]["contact"] for update in await control.pending() if "contact" in update["message"]
    )
    assert contact["user_id"] == phone.id


async def test_an_answer_to_a_tap_is_shown_to_the_one_who_tapped(quiet):
    url, control, browser = quiet
    await control.person(11, "Алексей", last_name="Смирнов", started=True)
    async with window(browser, f"{url}/#11,12") as shown:
        keys = [[{"text": "Тихо", "callback_data": "soft"}, {"text": "Громко", "callback_data": "loud"}]]
        await bot_calls(
            control, "sendMessage", chat_id=11, text="Как сказать?", reply_markup={"inline_keyboard": keys}
        )
        await shown.tap(ALEXEY, "Тихо")
        await answer_the_tap(control, "Записал", alert=False)
        await expect(shown.pane(ALEXEY).get_by_role("status")).to_have_text("Записал")
        await expect(shown.pane(MARINA).get_by_role("status")).to_be_hidden()
        await shown.tap(ALEXEY, "Громко")
        await answer_the_tap(control, "Внимание!", alert=True)
        await expect(shown.page.get_by_role("dialog")).to_contain_text("Внимание!")
        await shown.page.keyboard.press("Escape")
        await expect(shown.page.get_by_role("dialog")).to_have_count(0)


async def test_typing_and_a_reaction_are_seen(quiet):
    url, control, browser = quiet
    phone = await control.person(11, "Алексей", last_name="Смирнов", started=True)
    async with window(browser, f"{url}/#11") as shown:
        said = await phone.send("привет")
        await bot_calls(control, "sendChatAction", chat_id=11, action="typing")
        await expect(shown.pane(ALEXEY).locator("header")).to_contain_text("печатает…")
        await bot_calls(
            control,
            "setMessageReaction",
            chat_id=11,
            message_id=said,
            reaction=[{"type": "emoji", "emoji": "👍"}],
        )
        await expect(shown.message(ALEXEY, "привет")).to_contain_text("👍")


async def test_in_the_group_one_chooses_who_speaks(quiet):
    url, control, browser = quiet
    async with window(browser, url) as shown:
        await shown.take("Отдел продаж")
        await shown.pane("Отдел продаж").get_by_label("Пишет").select_option(ALEXEY)
        await shown.say("Отдел продаж", "Беру")
        await expect(shown.message("Отдел продаж", "Беру")).to_be_visible()
        await shown.say("Отдел продаж", "/today")
        await expect(shown.message("Отдел продаж", "/today")).to_be_visible()
    (update,) = await control.pending()  # in privacy mode the bot hears the command alone
    message = update["message"]
    assert (message["from"]["id"], message["chat"]["id"], message["text"]) == (11, SALES.id, "/today")


HOSTILE = (
    "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>",
    "\u202eשלום עולם \u202d<b>abc",
    "я" * 4096,
    "непрерывно" * 300,
)


async def test_what_others_write_is_text_and_never_markup(quiet):
    url, control, browser = quiet
    phone = await control.person(11, "<b>Алексей</b>", last_name="Смирнов", started=True)
    await phone.send_document(b"<script>document.title='broken'</script>", "<i>a</i>.html", mime="text/html")
    await bot_calls(
        control,
        "sendMessage",
        chat_id=11,
        text='<a href="javascript:alert(1)">a</a><b>жирно &lt;i&gt;</b>',
        parse_mode="HTML",
    )
    async with window(browser, f"{url}/#11", size=PHONE) as shown:
        for text in HOSTILE:
            await bot_calls(control, "sendMessage", chat_id=11, text=text)
            await phone.send(text)
        words = shown.page.locator(".words")
        await expect(words).to_have_count(1 + 2 * len(HOSTILE))
        assert await words.all_text_contents() == [
            "aжирно <i>",
            *[text for text in HOSTILE for _ in range(2)],
        ]
        assert await shown.page.locator(".words img, .words script, .words b, .words i").count() == 0
        assert "broken" not in await shown.page.title()
        assert await sideways(shown.page) == 0
        file = await shown.page.request.get(url + await shown.page.locator(".file").get_attribute("href"))
        assert file.headers["content-type"] == "application/octet-stream"
        assert file.headers["content-disposition"].startswith("attachment")


async def test_a_text_longer_than_telegram_takes_goes_in_parts(quiet):
    url, control, browser = quiet
    async with window(browser, url) as shown:
        await shown.take(ALEXEY)
        await shown.say(ALEXEY, "ю" * 5000)
        await expect(shown.pane(ALEXEY).get_by_role("article")).to_have_count(2)
    assert [len(update["message"]["text"]) for update in await control.pending()] == [4096, 904]


async def answer_the_tap(control, text, *, alert):
    await control.wait_until(lambda stats: stats.pending)
    query = (await control.pending())[-1]["callback_query"]["id"]
    await bot_calls(control, "answerCallbackQuery", callback_query_id=query, text=text, show_alert=alert)
