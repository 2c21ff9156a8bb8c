"""A real aiogram bot talks to the fake Bot API."""

from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from demo.telegram.phone import PNG
from tests.integration.bot_api import ALEXEY


def buttons(*labels):
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_aiogram_talks_to_it(bot, control, phone):
    sent = await bot.send_message(
        ALEXEY, "<b>Сделка</b> 😀", parse_mode="HTML", reply_markup=buttons("✅", "Отмена")
    )
    assert (sent.text, sent.entities[0].length) == ("Сделка 😀", 6)
    tap = await phone.press("✅")
    update = (await bot.get_updates())[-1]
    await update.callback_query.as_(bot).answer("да")
    assert await phone.wait_tap(tap) == "да"
    await update.callback_query.message.as_(bot).edit_text("Готово")
    assert (await phone.wait_text("Готово")).edits == 1
    photo = await bot.send_photo(ALEXEY, BufferedInputFile(PNG, "chart.png"), caption="Воронка")
    await bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(PNG, "other.png"), caption="Иначе"),
        chat_id=ALEXEY,
        message_id=photo.message_id,
    )
    assert (await phone.last()).text == "Иначе"
    await bot.send_document(ALEXEY, BufferedInputFile(b"xlsx", "отчёт.xlsx"))
    document = (await phone.last()).document
    assert (document.name, await control.file(document.file_id)) == ("отчёт.xlsx", b"xlsx")
    file = await bot.get_file(document.file_id)
    assert (await bot.download_file(file.file_path)).read() == b"xlsx"
    assert (await bot.get_chat(ALEXEY)).first_name == "Алексей"
