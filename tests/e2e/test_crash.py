"""Fifty people record while the process is killed: nothing lost, nothing doubled."""

import asyncio
from collections import Counter

import pytest

from demo.telegram import FakeTelegram
from tests.e2e.process import BotProcess, a_company, exported
from tests.e2e.recording import Tally, line, record

pytestmark = pytest.mark.e2e
PEOPLE = range(1001, 1051)
LINES = 10
KILL_AT = (40, 130, 220, 310, 400)


async def test_nothing_is_lost_and_nothing_doubled_under_five_kills(url, tmp_path):
    tally = Tally()
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core(
            "import", str(a_company(tmp_path / "bundle", PEOPLE, ["ООО «Ромашка»", "АО «Вектор»"]))
        )
        async with process:
            control = telegram.control()
            phones = {one: await control.person(one, started=True) for one in PEOPLE}

            async def killer() -> None:
                for number in KILL_AT:
                    await tally.reach(number)
                    await process.kill()
                    await process.start()

            await asyncio.gather(killer(), *(record(phones[one], LINES, tally) for one in PEOPLE))
            for phone in phones.values():
                saved = [
                    one for one in await phone.messages() if one.from_bot and one.text.startswith("Записано")
                ]
                assert len(saved) >= LINES
        await process.core("export", str(tmp_path / "out"))
    written = Counter(row["text"] for row in exported(tmp_path / "out", "activities"))
    assert written == Counter(line(one, number) for one in PEOPLE for number in range(LINES))


async def test_a_restart_in_the_middle_of_taps_goes_on_where_it_stood(url, tmp_path):
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, url, tmp_path)
        await process.core("import", str(a_company(tmp_path / "bundle", [1001], ["ООО «Ромашка»"])))
        async with process:
            phone = await telegram.control().person(1001, started=True)
            await phone.send("/log")
            await phone.wait_text("Что было?", timeout=60)
            await phone.press("📞 Звонок")
            await phone.wait_text("С кем?", timeout=60)
            await phone.press("ООО «Ромашка»")
            await phone.wait_text("Чем кончилось?", timeout=60)
            await process.kill()
            await process.start()
            await phone.press("✅ Поговорили")
            await phone.wait_text("Что дальше?", timeout=60)
            await phone.press("Ничего")
            await phone.wait_text("Записано: звонок", timeout=60)
        await process.core("export", str(tmp_path / "out"))
    assert [(row["kind"], row["outcome"]) for row in exported(tmp_path / "out", "activities")] == [
        ("call", "reached")
    ]
