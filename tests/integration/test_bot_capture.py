"""The card as a manager uses it: what it teaches, several of one message, an amended message, own ways."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import event, select

from core.access import administrator
from core.activities.models import Activity, Task
from core.clients.keys import search_key
from core.clients.models import Client, ClientAlias, Contact
from core.clients.profile import ProfileRow
from core.deals.models import Deal
from core.desk.drafts import DraftState, StoredDraft
from core.desk.knowing import Memory, context_of
from core.desk.learned import Correction, LearnedWord
from core.desk.learning import corrections_by_slot
from core.desk.name_keys import make_keys
from tests.integration.house import a_house
from tests.integration.running_bot import running_bot

HEAD, MANAGER = 2, 3


async def clients(database, house, *names):
    async with database.work(administrator()) as work:
        for name in names:
            await work.add(
                Client(
                    name=name,
                    search_key=search_key(name),
                    owner_id=house.manager,
                    created_at=datetime(2020, 1, 1, tzinfo=UTC),
                )
            )


async def rows(database, thing, *where):
    async with database.read(administrator()) as read:
        return await read.all(select(thing).where(*where).order_by(thing.id))


@asynccontextmanager
async def at_the_phone(database):
    async with running_bot(database) as running:
        yield running, await running.phone(MANAGER)


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


async def test_a_message_of_several_lines_becomes_several_cards_and_one_tap_records_all(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»", "ООО «Вектор»")
    async with at_the_phone(database) as (running, phone):
        shown = await running.say(
            phone,
            "1. звонил в Ромашку, не ответили\n2. встреча Техпром, перезвонить завтра в 15\n3. Вектору отправил прайс",
        )
        assert len(shown.new) == 3
        done = await running.press(phone, "✅ Записать все (3)")
        assert done.tap == "Записал все: 3."
    told = [(one.kind, one.outcome) for one in await rows(database, Activity)]
    assert told == [("call", "no_answer"), ("meeting", "reached"), ("email", None)]
    assert {one.state for one in await rows(database, StoredDraft)} == {DraftState.SAVED}


async def test_two_clients_in_two_sentences_are_two_cards(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with at_the_phone(database) as (running, phone):
        shown = await running.say(
            phone, "звонил в Ромашку, перезвонить завтра; встреча с Техпромом, показал образцы"
        )
        assert [("Ромашка" in one.text, "Техпром" in one.text) for one in shown.new] == [
            (True, False),
            (False, True),
        ]


async def test_what_lacks_a_client_stays_open_when_all_are_recorded(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, не ответили\nвстреча с Неведомым, показал образцы")
        done = await running.press(phone, "✅ Записать все (2)")
        assert "Ещё 1 ждут" in done.tap
    assert [one.state for one in await rows(database, StoredDraft)] == [DraftState.SAVED, DraftState.OPEN]


async def test_an_amended_message_is_read_anew(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("звонил в Ромашку, перезвонить завтра в 15:00")
        await running.settle()
        await phone.edit(sent, "встреча с Техпромом, показал образцы")
        await running.settle()
        await running.press(phone, "✅ Записать")
    [told] = await rows(database, Activity)
    assert (told.kind, told.text) == ("meeting", "встреча с Техпромом, показал образцы")
    assert await rows(database, Task) == []


async def test_amending_a_recorded_message_takes_the_record_back_and_offers_the_new_one(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("звонил в Ромашку, перезвонить завтра в 15:00")
        await running.settle()
        await running.press(phone, "✅ Записать")
        await phone.edit(sent, "звонил в Ромашку, не ответили")
        await running.settle()
        await running.press(phone, "✅ Записать")
    first, second = await rows(database, Activity)
    assert first.undone_at is not None
    assert (second.outcome, second.undone_at) == ("no_answer", None)
    assert [one.undone_at is None for one in await rows(database, Task)] == [False]


async def test_an_amended_message_that_was_no_record_is_left_alone(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("/help")
        await running.settle()
        await phone.edit(sent, "звонил в Ромашку")
        await running.settle()
    assert await rows(database, StoredDraft) == []


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


async def statements(database, act):
    """How many statements an act asks the database."""
    asked = []
    engine = database.engine.sync_engine

    def note(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        await act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


async def test_a_line_is_read_by_at_most_five_statements(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    for memory in (Memory(), Memory(held_most=0)):

        async def look(memory=memory):
            async with database.read(actor) as read:
                await context_of(read, memory, "звонил в Ромашку")

        assert await statements(database, look) <= 5
        assert await statements(database, look) <= 5


async def test_in_a_large_base_a_line_finds_its_client_by_keys(database):
    house = await a_house(database)
    names = [f"ООО «{word} {number}»" for number in range(40) for word in ("Рассвет", "Закат")]
    await clients(
        database, house, *names, "ПАО «Северсталь-Метиз»", "ООО «Сибирский Ремонтный Центр»", "Acme Corp"
    )
    actor = await house.actor(house.manager)
    async with database.work(administrator()) as work:
        while await make_keys(work):
            pass
    for line, name in (
        ("звонил в Ромашку", "ООО «Ромашка»"),
        ("рамашка не берут трубку", "ООО «Ромашка»"),
        ("северстали отправил кп", "ПАО «Северсталь-Метиз»"),
        ("был в СРЦ", "ООО «Сибирский Ремонтный Центр»"),
        ("звонил в акме", "Acme Corp"),
        ("рассвет 17 просят прайс", "ООО «Рассвет 17»"),
    ):
        async with database.read(actor) as read:
            context = await context_of(read, Memory(held_most=0), line)
        found = {one.name for one in context.clients.clients}
        assert name in found, line
        assert "ООО «Сибирский Ремонтный Центр»" not in found or line == "был в СРЦ"


async def test_a_client_of_a_large_base_is_found_at_once_after_it_was_named_anew(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(administrator()) as work:
        await make_keys(work)
        client = await work.take(Client, Client.id == house.client)
        client.name, client.search_key, client.keyed_as = "ООО «Василёк»", "ооо «василек»", None
    async with database.read(actor) as read:
        context = await context_of(read, Memory(held_most=0), "звонил в Василёк")
    assert [one.name for one in context.clients.clients] == ["ООО «Василёк»"]


async def test_lines_about_one_client_stay_one_card(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        shown = await running.say(phone, "звонил в Ромашку\nИванов просит КП\nперезвонить завтра в 15:00")
        assert len(shown.new) == 1
        assert "15:00" in shown.text


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


async def test_the_evenings_button_records_every_open_draft_and_asks_for_what_is_missing(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "звонил в Ромашку, не ответили")
        await running.say(phone, "встреча с Неведомым, показал образцы")
        done = await running.tap(phone, "dds")
        assert "Ещё 1 ждут" in done.tap
        assert "С кем?" in done.text
    assert [one.state for one in await rows(database, StoredDraft)] == [DraftState.SAVED, DraftState.OPEN]


async def test_facts_chosen_before_a_message_was_amended_are_chosen_anew(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("звонил в Ромашку, у директора родилась дочь")
        await running.settle()
        await running.press(phone, "В профиль")
        await running.press(phone, "Семья")
        await phone.edit(sent, "звонил в Ромашку, не ответили")
        await running.settle()
        await running.press(phone, "✅ Записать")
    assert await rows(database, ProfileRow) == []


async def test_a_line_that_cannot_be_recorded_at_once_shows_its_card(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "Ромашка, новая сделка 100 тыс")
        await running.press(phone, "✅ Записать")
        await running.say(phone, "/settings")
        await running.press(phone, "Записывать сразу")
        assert "✅ Записать" in (await running.say(phone, "звонил в Ромашку, отказались")).text
    assert [one.state for one in await rows(database, StoredDraft)] == [DraftState.SAVED, DraftState.OPEN]


async def test_only_the_lines_of_a_message_that_were_changed_are_taken_back(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("звонил в Ромашку, не ответили\nвстреча с Техпромом, показал образцы")
        await running.settle()
        await running.press(phone, "✅ Записать все")
        await phone.edit(sent, "звонил в Ромашку, не ответили\nвстреча с Техпромом, перезвонить завтра")
        await running.settle()
    assert [one.undone_at is None for one in await rows(database, Activity)] == [True, False]
