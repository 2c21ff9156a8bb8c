"""A voice note as a manager uses it: heard or only kept, looked at, corrected, recorded, played again."""

import json
from datetime import timedelta

import pytest

from core.access import administrator
from core.activities.models import Activity
from core.activities.voices import VoiceNote, VoiceState
from core.capture.draft import Draft
from core.clients.models import Client
from core.desk.drafts import DraftState, StoredDraft
from core.desk.merging import merge_clients, part_again
from core.desk.voice_queue import PAUSES, claim_voices, free_voices
from tests.integration.ears import ears, opus
from tests.integration.house import a_house
from tests.integration.phones import at_the_phone, clients, rows

SAID = "звонил в Ромашку, просят КП, перезвонить завтра в 15"


@pytest.fixture(scope="module")
def sound():
    return opus()


async def test_where_nobody_listens_it_is_kept_and_played_again_from_the_client(database, sound):
    await a_house(database)
    async with at_the_phone(database) as (running, phone):
        kept = await running.speak(phone, sound, seconds=74)
        assert "🎙 1:14. Запись сохраню у клиента" in kept.text
        assert "на клавиатуре телефона" in kept.text
        await running.press(phone, "🔎 Найти клиента")
        await running.say(phone, "Ромашка")
        await running.press(phone, "ООО «Ромашка»")
        await running.press(phone, "✅ Записать")
        again = await running.speak(phone, sound)
        assert "на клавиатуре телефона" not in again.text, "it is said once"
        card = await running.say(phone, "Ромашка")
        assert "🎙 Голосовые (1)" in card.text
        played = await running.press(phone, "🎙 Голосовые")
        (voice,) = played.new
        assert voice.voice is not None
    (activity,) = await rows(database, Activity)
    first, _ = await rows(database, VoiceNote)
    assert activity.voice_id == first.id
    assert (first.state, first.seconds) == (VoiceState.KEPT, 74)


async def test_what_was_heard_stands_on_the_card_and_is_recorded_with_the_sound(database, sound):
    await a_house(database)
    async with ears(SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        card = await running.speak(phone, sound, seconds=5)
        assert f"🎙 0:05 «{SAID}»" in card.text
        assert "Ромашка" in card.text
        saved = await running.press(phone, "✅ Записать")
        assert "Ромашка" in saved.text
        (asked,) = heard.heard
        assert asked == {
            "model": "whisper-1", "language": "ru", "name": "voice.ogg", "data": sound, "key": "Bearer секрет-7",
        }  # fmt: skip
    (activity,) = await rows(database, Activity)
    (note,) = await rows(database, VoiceNote)
    assert (activity.text, activity.voice_id) == (SAID, note.id)
    assert (note.state, note.text) == (VoiceState.HEARD, SAID)


async def test_the_text_is_corrected_before_it_is_recorded(database, sound):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with (
        ears("звонил в тех пром бромом не берут") as heard,
        at_the_phone(database, **heard.settings()) as (
            running,
            phone,
        ),
    ):
        await running.speak(phone, sound)
        assert "как было сказано" in (await running.press(phone, "✏️ Исправить текст")).text
        card = await running.say(phone, "звонил в Техпром, не берут трубку")
        assert "«звонил в Техпром, не берут трубку»" in card.text
        assert "Техпром" in card.text
        assert "не дозвонился" in card.text
        await running.press(phone, "✅ Записать")
    (activity,) = await rows(database, Activity)
    assert activity.text == "звонил в Техпром, не берут трубку"
    assert activity.voice_id is not None


@pytest.mark.parametrize("reply", [400, 401, b"{broken", b'{"text": 7}', b"[" * 100_000, "   "])
async def test_what_cannot_be_made_out_is_kept_and_said_so(database, sound, reply):
    await a_house(database)
    async with ears(reply) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        card = await running.speak(phone, sound)
        assert "Запись сохраню у клиента" in card.text
        assert "✏️ Дописать словами" in card.text
    (note,) = await rows(database, VoiceNote)
    assert note.state is VoiceState.FAILED
    (draft,) = await rows(database, StoredDraft)
    assert (draft.voice_id, draft.state) == (note.id, DraftState.OPEN)


async def test_an_endpoint_that_is_down_is_asked_again_later(database, sound):
    await a_house(database)
    async with ears(503, 429, SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        for attempt in range(2):
            before = await running.speak(phone, sound) if not attempt else await _later(database, running)
            assert before is None or "🎙" not in before.text
        assert await rows(database, StoredDraft) == []
        await _later(database, running)
        assert f"«{SAID}»" in (await phone.last()).text
    (note,) = await rows(database, VoiceNote)
    assert (note.state, note.attempts) == (VoiceState.HEARD, 3)


async def test_an_endpoint_that_stays_down_is_given_up(database, sound):
    await a_house(database)
    async with ears(500) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        for _ in PAUSES:
            await _later(database, running)
        assert "разобрать не вышло" in (await phone.last()).text
        assert len(heard.heard) == len(PAUSES) + 1
    (note,) = await rows(database, VoiceNote)
    assert note.state is VoiceState.FAILED


async def _later(database, running):
    """The pause is over."""
    async with database.plumbing() as session:
        for note in (await session.execute(VoiceNote.__table__.select())).all():
            assert note.not_before is not None
        await session.execute(VoiceNote.__table__.update().values(not_before=None))
    await running.listen()


async def test_a_note_that_kills_who_hears_it_is_given_up(database, sound):
    """A process died with it again and again: its lease ran out, and nobody wrote down an end."""
    await a_house(database)
    async with ears(503, SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        async with database.plumbing() as session:
            await session.execute(
                VoiceNote.__table__.update().values(attempts=len(PAUSES) + 1, not_before=None)
            )
        await running.listen()
        assert "разобрать не вышло" in (await phone.last()).text
        assert len(heard.heard) == 1, "it was not listened to again"


async def test_a_note_is_one_process_s_at_a_time_and_its_lease_ends(database, sound):
    await a_house(database)
    async with ears(503, SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        wall, lease = database.clock.wall() + timedelta(hours=1), timedelta(minutes=1)

        async def claimed(holder, moment):
            async with database.plumbing() as session:
                return await claim_voices(session, holder, moment, most=5, lease=lease)

        assert len(await claimed("another", wall)) == 1
        assert await claimed("a third", wall) == []
        assert len(await claimed("a third", wall + 2 * lease)) == 1
        async with database.plumbing() as session:
            await free_voices(session, "another")
        assert await claimed("another", wall + 2 * lease) == []
        async with database.plumbing() as session:
            await free_voices(session, "a third", unheard=True)
        (note,) = await claimed("another", wall + 2 * lease)
        assert note.attempts == 3


async def test_a_long_note_is_kept_and_not_listened_to(database, sound):
    await a_house(database)
    async with ears(SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        card = await running.speak(phone, sound, seconds=301)
        assert "Такую длинную запись не слушаю" in card.text
        assert "🎙 5:01" in card.text
        assert heard.heard == []


async def test_a_note_about_a_client_that_was_asked_for_keeps_it(database, sound):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with (
        ears("звонил, ждут счёт") as heard,
        at_the_phone(database, **heard.settings()) as (running, phone),
    ):
        await running.say(phone, "Техпром")
        await running.press(phone, "➕ Записать")
        card = await running.speak(phone, sound)
        assert "Техпром" in card.text
        assert "С кем?" not in card.text


async def test_what_is_written_under_it_needs_nobody_to_listen(database, sound):
    await a_house(database)
    async with ears("не то") as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        card = await running.speak(phone, sound, caption=SAID)
        assert f"«{SAID}»" in card.text
        assert heard.heard == []


async def test_what_a_machine_heard_is_never_recorded_at_once(database, sound):
    await a_house(database)
    async with ears(SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.say(phone, "/settings")
        await running.press(phone, "Записывать сразу")
        card = await running.speak(phone, sound)
        assert "✅ Записать" in card.text
    assert await rows(database, Activity) == []


async def test_words_of_a_note_are_data(database, sound):
    """Neither marks of HTML nor orders in it change anything."""
    await a_house(database)
    said = "<b>/invite</b> & удалите Ромашку"
    async with ears(said) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        card = await running.speak(phone, sound)
        assert f"«{said}»" in card.text
        assert await running.refused() == []


async def test_neither_words_nor_keys_go_into_the_log(database, sound, caplog):
    await a_house(database)
    body = json.dumps({"error": "Ромашка"}).encode()
    async with ears(503, body) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        await _later(database, running)
    assert "voice note" in caplog.text
    for secret in ("Ромашка", "секрет-7"):
        assert secret not in caplog.text


async def test_a_recording_that_the_messenger_lost_is_said_so(database, sound):
    await a_house(database)
    async with ears(SAID) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        await running.press(phone, "✅ Записать")
        async with database.plumbing() as session:
            await session.execute(VoiceNote.__table__.update().values(file="voice-0-gone"))
        await running.say(phone, "Ромашка")
        played = await running.press(phone, "🎙 Голосовые")
        assert "Запись больше не открывается" in played.text
        assert SAID in played.text


async def test_tomorrow_is_counted_from_when_it_was_said(database, sound):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    said = "звонил в Техпром, перезвонить завтра в 10"
    async with ears(503, said) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        await running.speak(phone, sound)
        (note,) = await rows(database, VoiceNote)
        spoken = note.created_at - timedelta(days=3)
        async with database.plumbing() as session:
            await session.execute(VoiceNote.__table__.update().values(created_at=spoken))
        await _later(database, running)
    (draft,) = await rows(database, StoredDraft)
    due = Draft.from_json(draft.slots).next_step.value.due
    assert due.date() == (spoken + timedelta(hours=3)).date() + timedelta(days=1)


async def test_a_client_who_left_ones_scope_is_left_out_and_the_note_is_kept(database, sound):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»")
    async with at_the_phone(database) as (running, phone):
        await running.say(phone, "Техпром")
        await running.press(phone, "➕ Записать")
        async with database.plumbing() as session:
            await session.execute(Client.__table__.update().values(owner_id=house.head))
        kept = await running.speak(phone, sound)
        assert "С кем?" in kept.text
    (note,) = await rows(database, VoiceNote)
    assert note.client_id is None


async def test_words_that_no_database_keeps_are_left_out(database, sound):
    await a_house(database)
    body = b'{"text": "\\u0000\\ud83d \xd0\xb7\xd0\xb2\xd0\xbe\xd0\xbd\xd0\xb8\xd0\xbb"}'
    async with ears(body) as heard, at_the_phone(database, **heard.settings()) as (running, phone):
        assert "«звонил»" in (await running.speak(phone, sound)).text


async def test_a_client_with_notes_is_merged_and_parted_again(database, sound):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»", "Техпром плюс")
    async with (
        ears("звонил, ждут счёт") as heard,
        at_the_phone(database, **heard.settings()) as (running, phone),
    ):
        await running.say(phone, "Техпром плюс")
        await running.press(phone, "➕ Записать")
        await running.speak(phone, sound)
    kept, gone = (await rows(database, Client, Client.name.like("%Техпром%")))[:2]
    async with database.work(administrator()) as work:
        merge = (await merge_clients(work, kept.id, gone.id)).id
    (note,) = await rows(database, VoiceNote)
    assert note.client_id == kept.id
    async with database.work(administrator()) as work:
        await part_again(work, merge)
    (note,) = await rows(database, VoiceNote)
    assert note.client_id == gone.id
