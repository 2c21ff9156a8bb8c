"""A second reader as people meet it: chosen by the director, asked about hard lines, marked, never believed."""

import asyncio

import pytest
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import SendChatAction

from bot.callbacks import DraftEdit, DraftsSave
from bot.texts import texts_of
from bot.views.evening import evening_card
from core.activities.kinds import ActivityKind
from core.activities.models import Activity
from core.audit import AuditRow
from core.capture.draft import Draft
from core.clients.models import ClientAlias
from core.deals.models import Deal
from core.desk.drafts import DraftState, StoredDraft
from core.desk.learned import LearnedWord
from core.desk.moving import open_with_events
from core.people.company import Company
from core.reports.own_day import own_evening
from tests.integration.advisers import (
    CLEAR,
    DIRECTOR,
    LOST,
    TALKED,
    adviser,
    code_of,
    let,
    only,
    read_by,
    spent,
    the_loss,
    the_talk,
)
from tests.integration.ears import ears, opus
from tests.integration.house import a_house
from tests.integration.phones import MANAGER, at_the_phone, clients, rows
from tests.integration.running_bot import running_bot

# --- whole ---------------------------------------------------------------------------------------------------


async def test_a_line_read_in_part_becomes_whole_is_marked_and_recorded_by_a_tap_alone(database):
    async with read_by(database, the_loss) as (house, _, running, phone):
        async with database.work(await house.actor(house.manager)) as work:
            await open_with_events(work, house.client, house.stages["talks"], title="Партия", amount=None)
        card = await running.say(phone, LOST)
        assert "отказ ✨" in card.text
        assert "Переговоры → Проиграна" in card.text
        assert "(нет бюджета) ✨" in card.text.lower()
        assert "✨ Догадка, проверьте: чем кончилось, этап, причину." in card.text
        assert (await only(database, StoredDraft)).state is DraftState.OPEN
        assert await rows(database, Activity) == []
        saved = await running.press(phone, "✅ Записать")
        assert "✨" not in saved.text
    deal = await only(database, Deal)
    assert (deal.stage_id, deal.lost_reason) == (house.stages["lost"], "no_budget")
    assert (await only(database, Activity)).text == LOST


async def test_a_talk_in_words_of_ones_own_is_a_meeting_and_the_person_is_offered(database):
    async with read_by(database, the_talk) as (_, _, running, phone):
        card = await running.say(phone, TALKED)
        assert "🤝 Встреча ✨" in card.text
        assert "➕ Контакт Толик ✨" in card.text
        await running.press(phone, "✅ Записать")
    activity = await only(database, Activity)
    assert (activity.kind, activity.outcome) == (ActivityKind.MEETING, "reached")


async def test_a_line_that_was_read_is_asked_about_by_nobody(database):
    async with read_by(database, the_loss) as (_, second, running, phone):
        await running.say(phone, CLEAR)
        await running.say(phone, "Ромашка")
        assert second.requests == []
    assert await spent(database) == []


async def test_what_was_heard_is_asked_about_as_what_was_typed(database):
    house = await a_house(database)
    async with adviser(the_talk) as second, ears(TALKED) as heard:
        await let(database, house, second.server)
        settings = {**second.settings(), **heard.settings()}
        async with at_the_phone(database, **settings) as (running, phone):
            card = await running.speak(phone, opus())
    assert "🤝 Встреча ✨" in card.text
    assert second.asked[0]["line"] == TALKED


async def test_lines_of_one_message_are_asked_about_together(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with adviser(the_loss, silent=True) as second:
        await let(database, house, second.server)
        async with at_the_phone(database, **second.settings()) as (running, phone):
            saying = asyncio.create_task(running.say(phone, f"{LOST}\nТехпром хороним, бюджет срезали"))
            async with asyncio.timeout(60):
                while len(second.requests) < 2:
                    await second.came.wait()
                    second.came.clear()
            second.may_speak.set()
            cards = await saying
    assert cards.text.count("отказ ✨") == 2


async def test_of_an_amended_message_only_what_changed_is_asked_about(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with adviser(the_loss) as second:
        await let(database, house, second.server)
        async with at_the_phone(database, **second.settings()) as (running, phone):
            sent = await phone.send(f"{LOST}\nзвонил в Техпром, перезвонить завтра в 15:00")
            await running.settle()
            assert len(second.requests) == 1
            await phone.edit(sent, f"{LOST}\nзвонил в Техпром, перезвонить завтра в 16:00")
            await running.settle()
            assert len(second.requests) == 1
            await phone.edit(sent, f"{LOST} совсем\nзвонил в Техпром, перезвонить завтра в 16:00")
            await running.settle()
            assert [one["line"] for one in second.asked] == [LOST, f"{LOST} совсем"]
    first, other = await rows(database, StoredDraft)
    assert Draft.from_json(first.slots).guessed == ("outcome", "stage", "lost_reason")
    assert Draft.from_json(other.slots).guessed == ()


# --- never without the tap ---------------------------------------------------------------------------------


async def test_who_records_at_once_is_shown_the_card_of_a_guess(database):
    async with read_by(database, the_talk) as (_, _, running, phone):
        await running.say(phone, "/settings")
        await running.press(phone, "Записывать сразу")
        assert "✨ Догадка" in (await running.say(phone, TALKED)).text
        assert "Записано" in (await running.say(phone, CLEAR)).text
    assert (await only(database, Activity)).text == CLEAR


async def test_what_a_person_chose_bears_no_mark_and_the_rest_keeps_its_own(database):
    async with read_by(database, the_talk) as (_, _, running, phone):
        await running.say(phone, TALKED)
        await running.press(phone, "Изменить")
        await running.press(phone, "Что было")
        changed = await running.press(phone, "🚗 Визит")
    assert "🚗 Визит ·" in changed.text
    assert "✨ Догадка, проверьте: контакт." in changed.text


async def test_of_a_guessed_step_what_was_not_chosen_keeps_its_mark(database):
    def a_step(asked):
        return {"next_step": {"kind": "visit", "phrase": "хороним", "due": None}}

    async with read_by(database, a_step) as (_, _, running, phone):
        assert "Дальше: заехать, без даты ✨" in (await running.say(phone, LOST)).text
        dated = await running.press(phone, "Завтра 10:00")
        assert "10:00 ✨" in dated.text, "what to do is a guess still"
        await running.press(phone, "Изменить")
        await running.press(phone, "Что дальше")
        chosen = await running.press(phone, "Позвонить")
    assert "Дальше: позвонить" in chosen.text
    assert "✨" not in chosen.text


async def test_a_guess_that_nobody_corrected_teaches_nothing(database):
    async with read_by(database, the_loss) as (_, _, running, phone):
        await running.say(phone, LOST)
        await running.press(phone, "✅ Записать")
    assert await rows(database, LearnedWord) == []
    assert await rows(database, ClientAlias) == []
    assert (await only(database, StoredDraft)).state is DraftState.SAVED


async def test_a_guess_that_is_corrected_teaches_no_word_that_names_two_alike(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Томоград»", "ООО «Лендос»")

    def the_wrong_one(asked):
        return {"client": {"value": code_of(asked["clients"], "ООО «Томоград»"), "phrase": "Томоград"}}

    async with adviser(the_wrong_one) as second:
        await let(database, house, second.server)
        async with at_the_phone(database, **second.settings()) as (running, phone):
            assert "Томоград" in (await running.say(phone, "Томоград и Лендос добро дали")).text
            await running.press(phone, "ООО «Лендос»")
            saved = await running.press(phone, "✅ Записать")
    assert "Запомнил" not in saved.text
    assert await rows(database, ClientAlias) == []


async def test_the_evening_records_no_guess_by_a_tap_beside_its_card(database):
    async with read_by(database, the_loss) as (house, _, running, phone):
        await running.say(phone, LOST)
        await running.say(phone, CLEAR)
        async with database.read(await house.actor(house.manager)) as read:
            evening = await own_evening(read)
        labels = [one.text for row in evening_card(evening, texts_of("ru")).rows for one in row]
        assert f"✨ Посмотреть: {LOST[:20]}" in "\n".join(labels)
        looked = await running.tap(phone, DraftEdit(draft=1, part="look").pack())
        assert "✨ Догадка" in looked.text
        told = await running.tap(phone, DraftsSave().pack())
        assert "1" in told.text
    assert (await only(database, Activity)).text == CLEAR


async def test_a_sign_of_typing_that_fails_loses_nothing(database):
    tried = asyncio.Event()

    async def no_typing(make_request, bot, method):
        if isinstance(method, SendChatAction):
            tried.set()
            raise ClientDecodeError("no JSON", ValueError("no JSON"), "<html>")
        return await make_request(bot, method)

    async with read_by(database, the_loss, silent=True) as (_, second, running, phone):
        running.bot.session.middleware(no_typing)
        saying = asyncio.create_task(running.say(phone, LOST))
        await asyncio.wait_for(tried.wait(), 60)
        second.may_speak.set()
        assert "✨" in (await saying).text
    assert (await only(database, StoredDraft)).text == LOST


# --- by whose leave ------------------------------------------------------------------------------------------


async def test_nothing_leaves_before_the_director_says_so_and_it_stops_when_he_does(database):
    await a_house(database)
    async with adviser(the_loss) as second, running_bot(database, **second.settings()) as running:
        phone, director = await running.phone(MANAGER), await running.phone(DIRECTOR)
        assert "✨" not in (await running.say(phone, LOST)).text
        assert "модель" not in (await running.say(phone, "/settings")).text
        assert second.requests == []

        await running.say(director, "/settings")
        told = await running.press(director, "Второй читатель")
        assert second.server in told.text
        assert "База не уходит" in told.text
        await running.press(director, "Включить")
        assert "✨" in (await running.say(phone, LOST)).text
        assert second.server in (await running.say(phone, "/settings")).text

        shown = await running.tap(director, "wy:second")
        assert (
            "Сегодня спросил о строках: 1, помогло: 1. Потрачено 1\u00a0500 токенов из 300\u00a0000."
            in shown.text
        )
        await running.press(director, "Выключить")
        assert "✨" not in (await running.say(phone, LOST)).text
        assert len(second.requests) == 1
    changed = [one.changes for one in await rows(database, AuditRow, AuditRow.act == "company.second_reader")]
    assert [one["second_reader"][1] for one in changed] == [second.server, None]


@pytest.mark.parametrize("place", [2, MANAGER])
async def test_only_the_director_decides(database, place):
    await a_house(database)
    async with adviser(the_loss) as second, running_bot(database, **second.settings()) as running:
        phone = await running.phone(place)
        assert "Второй читатель" not in (await running.say(phone, "/settings")).text
        await running.tap(phone, "wy:second-on")
        assert second.server not in (await running.tap(phone, "wy:second")).text
    assert (await only(database, Company)).second_reader is None


async def test_where_the_settings_name_none_there_is_nothing_to_choose(database):
    await a_house(database)
    async with running_bot(database) as running:
        director = await running.phone(DIRECTOR)
        assert "Второй читатель" not in (await running.say(director, "/settings")).text
        await running.tap(director, "wy:second-on")
    assert (await only(database, Company)).second_reader is None


async def test_leave_for_one_server_is_none_for_another(database):
    house = await a_house(database)
    async with adviser(the_loss) as second:
        await let(database, house, "llm.example.ru")
        async with at_the_phone(database, **second.settings()) as (running, phone):
            assert "✨" not in (await running.say(phone, LOST)).text
            assert "модель" not in (await running.say(phone, "/settings")).text
    assert second.requests == []
