"""Messages of several lines, and messages that were amended."""

from datetime import timedelta

from sqlalchemy import select

from core.access import administrator
from core.activities.models import Activity, Task
from core.clients.profile import ProfileRow
from core.desk.drafts import DraftState, StoredDraft
from tests.integration.house import a_house
from tests.integration.phones import at_the_phone, clients, rows

FIRST, MIDDLE, LAST = (
    "звонил в Ромашку, не ответили",
    "встреча с Техпромом, показал образцы",
    "Вектору отправил прайс",
)
"""Three lines of one message."""


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


async def test_lines_about_one_client_stay_one_card(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        shown = await running.say(phone, "звонил в Ромашку\nИванов просит КП\nперезвонить завтра в 15:00")
        assert len(shown.new) == 1
        assert "15:00" in shown.text


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


async def test_a_line_struck_out_of_the_middle_leaves_the_records_of_the_others_alone(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»", "ООО «Вектор»")
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send(f"{FIRST}\n{MIDDLE}\n{LAST}")
        await running.settle()
        await running.press(phone, "✅ Записать все")
        await phone.edit(sent, f"{FIRST}\n{LAST}")
        await running.settle()
    kept = [(one.kind, one.undone_at is None) for one in await rows(database, Activity)]
    assert kept == [("call", True), ("meeting", True), ("email", True)]
    assert {one.state for one in await rows(database, StoredDraft)} == {DraftState.SAVED}


async def test_an_open_line_struck_out_is_put_away_and_the_others_stay_as_they_were_corrected(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»", "ООО «Вектор»")
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send(f"{FIRST}\n{MIDDLE}\n{LAST}")
        await running.settle()
        await phone.edit(sent, f"{FIRST}\nновая строка: был у Техпрома\n{LAST}")
        await running.settle()
        await phone.edit(sent, f"{FIRST}\n{LAST}")
        await running.settle()
    drafts = await rows(database, StoredDraft)
    assert [(one.text, one.state) for one in drafts] == [
        (FIRST, "open"), ("новая строка: был у Техпрома", "cancelled"), (LAST, "open")
    ]  # fmt: skip


async def test_an_amendment_that_comes_too_late_says_so(database):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        sent = await phone.send("звонил в Ромашку, не ответили")
        await running.settle()
        await running.press(phone, "✅ Записать")
        async with database.work(administrator()) as work:
            [stored] = await work.all(select(StoredDraft))
            stored.saved_at -= timedelta(days=2)
        await phone.edit(sent, "звонил в Ромашку, перезвонить завтра")
        await running.settle()
        assert "в течение суток" in (await phone.view()).bot_messages[-1].text
    assert [one.undone_at for one in await rows(database, Activity)] == [None]
