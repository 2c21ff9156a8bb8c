"""Two clocks on one PostgreSQL, one of them killed in the middle of a wave: nobody's morning is missed."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core.notices.leases import NamedLease
from core.notices.outbox import NoticeState, OwedNotice
from core.work import Database
from demo.telegram import Control, FakeTelegram
from scheduler.bulk import AT_ONCE
from scheduler.notices import MorningDigest
from tests.e2e.process import BotProcess, a_company, quiet_evening
from tests.integration.databases import database_at

pytestmark = pytest.mark.e2e
PEOPLE = range(1001, 1121)
STALLED = 1040
PATIENCE = 90


async def delivered(control: Control) -> Counter[int]:
    """How many digests each person got. Without clients the clocks say nothing else."""
    calls = await control.calls("sendMessage")
    return Counter(call.chat_id for call in calls if call.outcome == "ok" and call.chat_id is not None)


async def digests(database: Database) -> list[OwedNotice]:
    async with database.glance() as session:
        rows = await session.execute(select(OwedNotice).where(OwedNotice.kind == MorningDigest.kind))
        return list(rows.scalars())


async def until(control: Control, database: Database, holds: Callable[[OwedNotice], bool]) -> None:
    """Wait until it holds for everybody's digest; looked at anew whenever something happens."""
    async with asyncio.timeout(PATIENCE):
        while True:
            rows = await digests(database)
            if len(rows) == len(PEOPLE) and all(holds(row) for row in rows):
                return
            change = (await control.status()).change
            await control.get("wait", {"after": change, "timeout": 0.3})


async def a_minute_passes(database: Database) -> None:
    """What is put off for a minute may be tried now."""
    async with database.plumbing() as session:
        await session.execute(update(OwedNotice).values(not_before=None))


async def test_a_clock_killed_in_a_wave_leaves_each_digest_once_and_those_in_its_hands_at_most_twice(
    postgres, tmp_path
):
    url = await postgres.fresh()
    database = database_at(url)
    async with FakeTelegram() as telegram:
        clocks = {
            name: BotProcess(telegram, url, tmp_path, module="scheduler", name=name)
            for name in ("east", "west")
        }
        some = clocks["east"]
        await some.core("import", str(a_company(tmp_path / "bundle", PEOPLE, [])))
        monday = quiet_evening() + timedelta(days=2)
        control = telegram.control()
        for person in PEOPLE:
            await control.person(person, started=True)
        # Telegram takes this person's digest in, and the answer is on its way when the clock dies.
        stall = await control.fault("stall", method="sendMessage", chat_id=STALLED, after=True)
        async with clocks["east"], clocks["west"]:
            some.turn_to(monday.replace(hour=8, minute=31))
            await control.wait_fault(stall, timeout=PATIENCE)
            async with database.glance() as session:
                sender = (await session.execute(select(NamedLease.holder))).scalar_one()
            before = await delivered(control)
            await clocks[sender].kill()
            await control.release(stall)
            assert 0 < len(before) < len(PEOPLE)

            # The other one takes over when the leases have run out, and sends what was not begun.
            await until(control, database, lambda row: row.state is NoticeState.SENT or row.doubts == 1)
            in_doubt = {int(row.place) for row in await digests(database) if row.doubts}
            assert STALLED in in_doubt
            assert len(in_doubt) <= AT_ONCE
            calm = set(PEOPLE) - in_doubt
            sent = await delivered(control)
            assert {person: sent[person] for person in calm} == dict.fromkeys(calm, 1)
            assert sent[STALLED] == 1

            await a_minute_passes(database)
            await until(control, database, lambda row: row.state is NoticeState.SENT)
            sent = await delivered(control)
        assert {person: sent[person] for person in calm} == dict.fromkeys(calm, 1)
        assert sent[STALLED] == 2
        assert all(1 <= sent[person] <= 2 for person in in_doubt)
    await database.engine.dispose()
