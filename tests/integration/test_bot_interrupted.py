"""A line typed where an answer was awaited is news: it is recorded, never swallowed."""

from tests.integration.running_bot import running_bot
from tests.integration.two_teams import MANAGER, two_teams

LINE = "был у Ромашки, показал образцы на 300 тыс"


async def test_news_typed_where_a_sum_was_asked_become_a_card_and_the_first_card_stays(database):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "звонил в Ромашку, перезвонить завтра в 15:00")
        await running.press(phone, "Изменить")
        assert "Какая сумма?" in (await running.press(phone, "Сумма")).text
        card = await running.say(phone, LINE)
        assert "Встреча" in card.text
        assert "300\u00a0000" in card.text
        assert "Записано: встреча" in (await running.press(phone, "✅ Записать")).text


async def test_a_sum_typed_where_a_sum_was_asked_is_the_sum(database):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "звонил в Ромашку")
        await running.press(phone, "Изменить")
        await running.press(phone, "Сумма")
        assert "450\u00a0000" in (await running.say(phone, "450 тыс")).text


async def test_a_search_that_finds_nobody_but_tells_something_becomes_a_card(database):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "/clients")
        assert "✅ Записать" in (await running.say(phone, "звонил в Ромашку, просят цену")).text
        await running.say(phone, "/log")
        await running.press(phone, "📞")
        assert "✅ Записать" in (await running.say(phone, "звонил в Ромашку, просят скидку")).text


async def test_a_day_picked_in_the_calendar_moves_the_task(database):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "/help")
        opened = await running.tap(phone, f"tc:{own['task']}")
        words = [button.text for row in opened.shown[-1].buttons for button in row]
        assert {"пн", "вт", "ср", "чт", "пт", "сб", "вс"} <= set(words)
        days = [button for row in opened.shown[-1].buttons for button in row if button.text.isdigit()]
        assert days[-1].data is not None
        assert "Перенёс" in (await running.tap(phone, days[-1].data)).text
