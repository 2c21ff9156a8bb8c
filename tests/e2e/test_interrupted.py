"""A line typed in the middle of something else is news: it is recorded, never swallowed."""

import pytest

from demo.telegram import FakeTelegram
from tests.e2e.process import BotProcess, a_company, exported
from tests.e2e.test_main_job import ask, tap

pytestmark = pytest.mark.e2e
LINE = "звонил в Ромашку, перезвонить завтра в 15:00"
CARD = "позвонить"


@pytest.fixture
async def house(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        async with process:
            yield process, await telegram.control().person(11, started=True)


async def recorded(process, phone, folder) -> list[str]:
    await tap(phone, "✅ Записать", "Записано")
    await process.core("export", str(folder))
    return [row["text"] for row in exported(folder, "activities")]


async def test_a_line_typed_while_taps_are_offered_is_recorded(house, tmp_path):
    process, phone = house
    await ask(phone, "/log", "Что было?")
    await ask(phone, LINE, CARD)
    assert await recorded(process, phone, tmp_path / "out") == [LINE]


async def test_a_line_typed_over_the_calendar_is_recorded(house, tmp_path):
    process, phone = house
    await ask(phone, LINE, CARD)
    await tap(phone, "✅ Записать", "Записано")
    await ask(phone, "/today", "чисто")
    await ask(phone, "Ромашка", "Дальше: позвонить")
    await tap(phone, "📅 Звонок завтра 10:00", "В плане")
    await tap(phone, "⏰ Перенести", "На когда")
    await tap(phone, "📅 Календарь", "На какой день?")
    await ask(phone, "встретился с Ромашкой, перезвонить завтра в 15:00", "Встреча")
    assert len(await recorded(process, phone, tmp_path / "out")) == 2


async def test_a_line_typed_where_a_sum_was_asked_is_recorded_and_the_first_draft_stays(house, tmp_path):
    process, phone = house
    first = await ask(phone, LINE, CARD)
    await phone.press("Изменить", message=first.message_id)
    await phone.wait_for(lambda chat: "Сумма" in chat.last.labels, timeout=60)
    await tap(phone, "Сумма", "Какая сумма?")
    await ask(phone, "был у Ромашки, показал образцы на 300 тыс", "Встреча")
    assert len(await recorded(process, phone, tmp_path / "one")) == 1


async def test_a_search_that_finds_nobody_but_tells_something_becomes_a_card(house):
    _, phone = house
    await ask(phone, "/clients", "Кого ищем?")
    await ask(phone, LINE, CARD)


async def test_cancel_ends_a_dialog_too(house):
    _, phone = house
    await ask(phone, "/log", "Что было?")
    await ask(phone, "/cancel", "Отменил")
    await ask(phone, "/cancel", "Отменять нечего")
