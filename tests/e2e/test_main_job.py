"""The main job on the real process: getting in, recording, undoing, the day, the funnel, the morning."""

from datetime import timedelta

import pytest

from demo.telegram import FakeTelegram
from tests.e2e.process import BotProcess, a_company, exported, quiet_evening

pytestmark = pytest.mark.e2e
PATIENCE = 60
STRANGER = "Этот бот работает по приглашению."


async def ask(phone, text, expected):
    """Send a line, wait for the answer that holds `expected`; the answer."""
    sent = await phone.send(text)
    return await phone.wait_text(expected, after=sent, timeout=PATIENCE)


async def tap(phone, label, expected, message=None):
    """Press a button; the newest message of the bot that holds `expected`."""
    await phone.press(label, message=message)
    return await phone.wait_text(expected, timeout=PATIENCE)


async def test_a_newcomer_gets_in_by_a_link_and_the_inviter_confirms(url, tmp_path):
    async with FakeTelegram() as telegram, BotProcess(telegram, url, tmp_path, admins=[1]) as process:
        control = telegram.control()
        director = await control.person(1, "Ольга")
        newcomer = await control.person(2, "Алексей")
        assert (await ask(newcomer, "/start", "приглашению")).text == STRANGER
        await ask(director, "/start", "Вы директор")
        await ask(director, "/invite", "Кого зовём?")
        link = (await tap(director, "Менеджера", "72 часа")).text
        secret = link.rsplit("start=", 1)[1].split()[0]
        await newcomer.open_link(secret)
        await newcomer.wait_text("Вас зовут в отдел", timeout=PATIENCE)
        await newcomer.press("✅ Алексей")
        await director.wait_text("По вашей ссылке", timeout=PATIENCE)
        await director.press("✅ Да, это Алексей")
        await newcomer.wait_text("вы в отделе", timeout=PATIENCE)

        third = await control.person(3, "Чужой")
        assert (await third.open_link(secret)) is not None
        assert (await third.wait_text("приглашению", timeout=PATIENCE)).text == STRANGER

        await ask(director, "/team", "Алексей")
        await tap(director, "Уволить: Алексей", "Доступ пропадёт")
        await tap(director, "✅ Уволить", "больше не в отделе")
        assert (await ask(newcomer, "/today", "приглашению")).text == STRANGER
    assert "ERROR" not in process.log


async def test_a_line_is_recorded_once_and_taken_back(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        async with process:
            phone = await telegram.control().person(11, started=True)
            card = await ask(
                phone, "звонил в Ромашку, кп на 450 тыс отправил, перезвонить завтра в 15:00", "Ромашка"
            )
            assert "Записано" not in card.text
            assert "КП отправлено" in card.text
            data = card.button("✅ Записать").data
            await phone.press("✅ Записать", message=card.message_id)
            await phone.press_stale(data, card.message_id)
            saved = await phone.wait_text("Записано", timeout=PATIENCE)
            assert saved.text.startswith("Записано: звонок, ООО «Ромашка».")
            await process.core("export", str(tmp_path / "saved"))
            assert len(exported(tmp_path / "saved", "activities")) == 1
            assert [row["amount"] for row in exported(tmp_path / "saved", "deals")] == ["450000.00"]
            assert len(exported(tmp_path / "saved", "tasks")) == 1
            await tap(phone, "↩️ Вернуть", "Вернул назад")
        await process.core("export", str(tmp_path / "undone"))
    for name in ("activities", "deals", "tasks", "moves"):
        assert exported(tmp_path / "undone", name) == []


async def test_an_unknown_client_is_created_from_the_card(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        async with process:
            phone = await telegram.control().person(11, started=True)
            await ask(phone, "звонил, согласны на встречу", "С кем?")
            await tap(phone, "➕ Новый клиент", "Как называется")
            await ask(phone, "Ёлки & <b>Палки</b>", "Палки")
            await tap(phone, "✅ Записать", "Записано")
        await process.core("export", str(tmp_path / "out"))
    assert "Ёлки & <b>Палки</b>" in [row["name"] for row in exported(tmp_path / "out", "clients")]


async def test_a_lost_deal_wants_a_reason_and_then_moves(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        async with process:
            phone = await telegram.control().person(11, started=True)
            await ask(phone, "Ромашка", "Ещё не говорили")
            await tap(phone, "💼 Новая сделка", "на этапе")
            await tap(phone, "Другой этап", "Куда?")
            await tap(phone, "→ Проиграна", "Почему проиграли?")
            await tap(phone, "Дорого", "Причина: Дорого")
        await process.core("export", str(tmp_path / "out"))
    assert [row["lost_reason"] for row in exported(tmp_path / "out", "deals")] == ["price"]
    assert [row["stage"] for row in exported(tmp_path / "out", "moves")] == ["lost"]


async def test_next_morning_the_digest_comes_and_its_task_is_done_by_a_button(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [11], ["ООО «Ромашка»"])))
        evening = quiet_evening() + timedelta(days=1)
        process.turn_to(evening)
        async with process:
            phone = await telegram.control().person(11, started=True)
            await ask(phone, "звонил в Ромашку, перезвонить завтра в 15:00", "Ромашка")
            await tap(phone, "✅ Записать", "Записано")
            morning = evening + timedelta(hours=12, minutes=31)
            process.turn_to(morning)
            digest = await phone.wait_for(
                lambda chat: any(
                    any(label.startswith("✅") for label in one.labels) for one in chat.bot_messages[-2:]
                ),
                timeout=PATIENCE,
            )
            assert "Ромашка" in digest.last.text
            await tap(phone, next(label for label in digest.last.labels if label.startswith("✅")), "Сделано")
            await ask(phone, "/today", "всё чисто")


async def test_an_english_reader_gets_english(url, tmp_path):
    async with FakeTelegram() as telegram, BotProcess(telegram, url, tmp_path, admins=[1]):
        phone = await telegram.control().person(1, "Ann", language_code="en")
        await ask(phone, "/start", "You are the director")
        await ask(phone, "call Acme, follow up next Tue 3pm", "With whom?")
        await tap(phone, "➕ New client", "What is the new client called?")
        await ask(phone, "Acme", "Acme")
        assert (await tap(phone, "✅ Record", "Saved")).text.startswith("Saved: call, Acme.")
