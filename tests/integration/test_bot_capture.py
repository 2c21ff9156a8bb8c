"""The card as a manager uses it: what it teaches, what its chips do, own ways."""

from decimal import Decimal

from core.activities.models import Activity, Task
from core.clients.models import ClientAlias, Contact
from core.clients.profile import ProfileRow, ProfileTopic, note_profile_row
from core.deals.models import Deal
from core.desk.drafts import DraftState, StoredDraft
from core.desk.learned import Correction, LearnedWord
from core.desk.learning import corrections_by_slot
from tests.integration.house import a_house
from tests.integration.phones import HEAD, at_the_phone, clients, rows
from tests.integration.running_bot import running_bot


async def correct_the_client(running, phone):
    """Nobody knows the word; the client is found by hand and recorded."""
    await running.say(phone, "звонил на Глухомань, ждут счёт")
    await running.press(phone, "🔎 Найти клиента")
    await running.say(phone, "комбинат")
    await running.press(phone, "ООО «Глухарёвский")
    return await running.press(phone, "✅ Записать")


async def test_a_client_corrected_on_the_card_is_known_by_that_word_from_then_on(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Глухарёвский комбинат»", "ООО «Техпром»")
    async with at_the_phone(database) as (running, phone):
        saved = await correct_the_client(running, phone)
        assert "Запомнил: «глухомань»" in saved.text
        again = await running.say(phone, "глухомань не берут трубку")
        assert "Глухарёвский" in again.text
        await running.press(phone, "✅ Записать")
    assert [one.alias for one in await rows(database, ClientAlias)] == ["глухомань"]
    assert [(one.slot, one.before) for one in await rows(database, Correction)] == [("client", None)]


async def test_what_was_learned_is_shown_in_the_settings_and_forgotten_by_a_tap(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Глухарёвский комбинат»")
    async with at_the_phone(database) as (running, phone):
        await correct_the_client(running, phone)
        assert "Выучил 1 слово" in (await running.say(phone, "/settings")).text
        assert "глухомань" in (await running.press(phone, "Чему научился")).text
        assert "Больше ничего не помню" in (await running.press(phone, "✖️ Забыть")).text
        assert "Глухарёвский" not in (await running.say(phone, "глухомань не берут трубку")).text


async def test_a_stage_set_by_hand_teaches_the_words_after_the_arrow(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "Ромашка звонил, сделка 100 тыс -> ждём безопасников")
        await running.press(phone, "Изменить")
        await running.press(phone, "Этап")
        await running.press(phone, "Контакт")
        await running.press(phone, "✅ Записать")
        assert [one.phrase for one in await rows(database, LearnedWord)] == ["ждем безопасников"]
        assert "Контакт" in (await running.say(phone, "Ромашка, ждём безопасников")).text


async def test_a_record_taken_back_takes_back_what_it_taught(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Глухарёвский комбинат»")
    async with at_the_phone(database) as (running, phone):
        await correct_the_client(running, phone)
        await running.press(phone, "↩️ Вернуть")
        assert "Глухарёвский" not in (await running.say(phone, "глухомань не берут трубку")).text


async def test_how_often_what_was_corrected_is_counted_for_the_head(database):
    house = await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, перезвонить завтра в 15:00")
        await running.press(phone, "Изменить")
        await running.press(phone, "Что было")
        await running.press(phone, "🤝 Встреча")
        await running.press(phone, "✅ Записать")
        await running.say(phone, "звонил в Ромашку, не ответили")
        await running.press(phone, "✅ Записать")
    async with database.read(await house.actor(house.head)) as read:
        assert await corrections_by_slot(read) == {"type": (1, 2)}
    async with running_bot(database) as running:
        phone = await running.phone(HEAD)
        assert "что было 1 (записей 2)" in (await running.say(phone, "/settings")).text


async def test_who_wants_it_has_clear_lines_recorded_at_once_and_doubtful_ones_shown(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "/settings")
        await running.press(phone, "Записывать сразу")
        assert (
            "Записано: звонок"
            in (await running.say(phone, "звонил в Ромашку, перезвонить завтра в 15:00")).text
        )
        assert "С кем?" in (await running.say(phone, "звонил, перезвонить завтра в 15:00")).text
    assert [one.kind for one in await rows(database, Activity)] == ["call"]


async def test_own_hours_are_what_the_words_for_parts_of_the_day_mean(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "/settings")
        await running.press(phone, "утро")
        await running.press(phone, "10:30")
        assert "10:30" in (await running.say(phone, "Ромашке позвонить завтра утром")).text


async def test_facts_go_to_the_profile_only_when_they_are_chosen(database):
    house = await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, у директора родилась дочь, берут у конкурента Север")
        await running.press(phone, "В профиль")
        await running.press(phone, "Семья")
        await running.press(phone, "✅ Записать")
    [row] = await rows(database, ProfileRow)
    assert (row.client_id, row.topic, row.text) == (house.client, "family", "у директора родилась дочь")


async def test_facts_go_back_with_the_record_but_not_those_that_were_known_before(database):
    house = await a_house(database)
    known, line = (
        "берут у конкурента Север",
        "звонил в Ромашку, у директора родилась дочь, берут у конкурента Север",
    )
    async with database.work(await house.actor(house.manager)) as work:
        await note_profile_row(work, house.client, ProfileTopic.COMPETITORS, known)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, line)
        await running.press(phone, "В профиль")
        await running.press(phone, "Семья")
        await running.press(phone, "✓ В профиль (1)")
        await running.press(phone, "Конкурент")
        await running.press(phone, "✅ Записать")
        assert len(await rows(database, ProfileRow)) == 2
        await running.press(phone, "↩️ Вернуть")
    assert [one.text for one in await rows(database, ProfileRow)] == [known]


async def test_a_long_call_is_kept_as_one_of_three_minutes(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "говорил с Ромашкой")
        await running.press(phone, "Дольше 3 мин")
        await running.press(phone, "✅ Записать")
    assert [one.duration_min for one in await rows(database, Activity)] == [Decimal(3)]


async def test_a_new_person_becomes_a_contact_by_one_tap(database):
    house = await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, говорил с Петровым")
        await running.press(phone, "➕ Контакт Петров")
        await running.press(phone, "✅ Записать")
    [person] = await rows(database, Contact)
    assert (person.client_id, person.name) == (house.client, "Петров")
    assert [one.contact_id for one in await rows(database, Activity)] == [person.id]


async def test_outcome_step_and_a_typed_date_are_changed_in_place(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, перезвонить завтра в 15:00")
        await running.press(phone, "Изменить")
        await running.press(phone, "Чем кончилось")
        await running.press(phone, "Не дозвонился")
        await running.press(phone, "Изменить")
        await running.press(phone, "Что дальше")
        await running.press(phone, "Заехать")
        await running.press(phone, "Изменить")
        await running.press(phone, "Что дальше")
        await running.press(phone, "✍️ Своя дата")
        assert "11:30" in (await running.say(phone, "послезавтра в 11:30")).text
        await running.press(phone, "✅ Записать")
    assert [one.outcome for one in await rows(database, Activity)] == ["no_answer"]
    assert [one.kind for one in await rows(database, Task)] == ["visit"]


async def test_a_sum_that_was_only_seemed_is_taken_by_one_tap(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, новая сделка, бюджет у них 250000 примерно")
        await running.press(phone, "Сумма 250 000")
        await running.press(phone, "✅ Записать")
    assert [one.amount for one in await rows(database, Deal)] == [25_000_000]


async def test_an_everyday_word_is_never_learned(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Глухарёвский комбинат»")
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "клиент просит счёт, перезвонить завтра")
        await running.press(phone, "🔎 Найти клиента")
        await running.say(phone, "комбинат")
        await running.press(phone, "ООО «Глухарёвский")
        await running.press(phone, "✅ Записать")
    assert await rows(database, ClientAlias) == []


async def test_a_line_that_cannot_be_recorded_at_once_shows_its_card(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "Ромашка, новая сделка 100 тыс")
        await running.press(phone, "✅ Записать")
        await running.say(phone, "/settings")
        await running.press(phone, "Записывать сразу")
        assert "✅ Записать" in (await running.say(phone, "звонил в Ромашку, отказались")).text
    assert [one.state for one in await rows(database, StoredDraft)] == [DraftState.SAVED, DraftState.OPEN]
