"""The real bot behind a webhook: only Telegram gets in, nothing is lost, nothing is done twice."""

import asyncio
import json
from collections import Counter

import pytest
from sqlalchemy import select

from bot.telegram.webhook import HEADER, PATH
from core.access import administrator
from core.activities.models import Activity
from core.desk.drafts import StoredDraft
from core.intake.inbox import InboxEntry
from demo.telegram import FakeTelegram
from tests.e2e.hooks import RoundRobin, by_webhook, free_port, hooked, post
from tests.e2e.process import BotProcess, a_company, exported
from tests.e2e.recording import PATIENCE, Tally, line, record, record_one
from tests.integration.databases import database_at

pytestmark = pytest.mark.e2e
PEOPLE = range(1001, 1021)
LINES = 2
KILL_AT = (8, 25)
CREW = range(1001, 1009)
IN_A_ROW = 5


def a_message(update_id: int, text: str, person: int = 1001) -> bytes:
    """An update as Telegram posts it."""
    man = {"id": person, "is_bot": False, "first_name": "Алексей", "language_code": "ru"}
    chat = {"id": person, "type": "private", "first_name": "Алексей"}
    message = {"message_id": 900, "date": 1_795_000_000, "chat": chat, "from": man, "text": text}
    return json.dumps({"update_id": update_id, "message": message}).encode()


async def post_raw_secret(port: int, secret: bytes) -> int:
    """A request whose secret no well-meaning client would send; the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n{HEADER}: "
    writer.write(head.encode() + secret + b"\r\n\r\n{}")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1])


async def rows(url: str, question):
    database = database_at(url)
    try:
        async with database.read(administrator()) as read:
            return await read.all(question)
    finally:
        await database.engine.dispose()


async def a_bot(telegram, url, folder, people, settings, name="bot") -> BotProcess:
    process = BotProcess(telegram, url, folder, name=name, settings=settings)
    await process.core("import", str(a_company(folder / "bundle", people, ["ООО «Ромашка»"])))
    return process


async def test_a_webhook_bot_records_what_telegram_sends_once_and_lets_nobody_else_in(url, tmp_path):
    port = free_port()
    async with FakeTelegram(webhook_delay=0.1) as telegram, RoundRobin(port) as door:
        process = await a_bot(telegram, url, tmp_path, [1001], by_webhook(port, door.url))
        async with process:
            control = telegram.control()
            phone = await control.person(1001, started=True)
            await hooked(control)
            for secret in (None, "another", "пароль"):
                assert await post(port, a_message(777, "/today"), secret=secret) == 401
            assert await post_raw_secret(port, b"\xff\xfe") == 401
            for garbage in (b"", b"{", b"\xff", b"[]", b'{"update_id": "x"}', b"[" * 100_000):
                assert await post(port, garbage) == 400
            assert await rows(url, select(InboxEntry)) == []
            assert await post(port, b'{"update_id": 778, "of_a_later_year": {"id": 1}}') == 200

            door.lose = 3  # so many answers are lost: Telegram sends the same updates again
            await phone.send("/today")
            await phone.wait_text("чисто", timeout=PATIENCE)
            await record_one(phone, line(1001, 0))
            await control.wait_until(lambda stats: stats.pending == 0)
            assert door.lost == 3
            shown = [one.text for one in await phone.messages() if one.from_bot]
            assert len([text for text in shown if "чисто" in text]) == 1
    assert await rows(url, select(Activity.text)) == [line(1001, 0)]
    assert "ERROR" not in process.log


async def test_without_its_secret_a_webhook_bot_does_not_start(tmp_path):
    async with FakeTelegram() as telegram:
        settings = by_webhook(free_port()) | {"WEBHOOK_SECRET": ""}
        process = BotProcess(telegram, f"sqlite+aiosqlite:///{tmp_path}/none.db", tmp_path, settings=settings)
        await process.start()
        assert await process.ended() == 2
        assert await telegram.control().calls() == []
    (said,) = process.log.splitlines()
    assert "WEBHOOK_SECRET" in said
    assert not (tmp_path / "none.db").exists()


async def test_a_webhook_bot_killed_twice_loses_nothing_and_doubles_nothing(url, tmp_path):
    tally = Tally()
    async with FakeTelegram(webhook_delay=0.1) as telegram:
        process = await a_bot(telegram, url, tmp_path, PEOPLE, by_webhook(free_port()))
        async with process:
            control = telegram.control()
            phones = {one: await control.person(one, started=True) for one in PEOPLE}

            async def killer() -> None:
                for number in KILL_AT:
                    await tally.reach(number)
                    await process.kill()
                    await process.start()

            await asyncio.gather(killer(), *(record(phones[one], LINES, tally) for one in PEOPLE))
            await control.wait_until(lambda stats: stats.pending == 0)
        await process.core("export", str(tmp_path / "out"))
    written = Counter(row["text"] for row in exported(tmp_path / "out", "activities"))
    assert written == Counter(line(one, number) for one in PEOPLE for number in range(LINES))


async def test_two_webhook_bots_on_one_database_handle_each_chat_in_order_and_each_update_once(
    postgres, tmp_path
):
    url = await postgres.fresh()
    ports = free_port(), free_port()
    async with FakeTelegram(webhook_delay=0.1) as telegram, RoundRobin(*ports) as door:
        one = await a_bot(telegram, url, tmp_path, CREW, by_webhook(ports[0], door.url), name="one")
        other = BotProcess(telegram, url, tmp_path, name="other", settings=by_webhook(ports[1], door.url))
        async with one, other:
            control = telegram.control()
            phones = [await control.person(man, started=True) for man in CREW]
            await hooked(control)
            door.lose = 10
            await asyncio.gather(*(_write_in_a_row(phone) for phone in phones))
            await asyncio.gather(*(_all_cards(phone) for phone in phones))
            await control.wait_until(lambda stats: stats.pending == 0)
        assert all(door.taken.values())
    drafts = await rows(url, select(StoredDraft.text).order_by(StoredDraft.id))
    for man in CREW:
        own = [text for text in drafts if f"разговор {man} " in text]
        assert own == [line(man, number) for number in range(IN_A_ROW)]
    assert "ERROR" not in one.log + other.log


async def _write_in_a_row(phone) -> None:
    for number in range(IN_A_ROW):
        await phone.send(line(phone.id, number))


async def _all_cards(phone) -> None:
    view = await phone.wait_for(
        lambda chat: len([one for one in chat.bot_messages if "✅ Записать" in one.labels]) >= IN_A_ROW,
        timeout=PATIENCE,
    )
    assert len([one for one in view.bot_messages if "✅ Записать" in one.labels]) == IN_A_ROW
