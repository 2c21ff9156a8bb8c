"""The clock owes what is due once, at each person's own hour, whatever happens to its ticks."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

import scheduler.ticks
from core.access import administrator
from core.clock import Clock
from core.notices.outbox import OwedNotice
from core.people.employees import Employee
from core.work import Database
from scheduler.jobs.digest import owe_digests
from scheduler.notices import MorningDigest
from scheduler.ticks import Ticker, tick
from tests.integration.databases import database_at
from tests.integration.house import a_house

BERLIN = ZoneInfo("Europe/Berlin")


class Turned:
    """A database whose clock is turned by a file."""

    def __init__(self, database: Database, folder) -> None:
        self.file = folder / "offset"
        self.database = database
        database.clock = Clock(self.file)

    def to(self, moment: datetime) -> None:
        self.file.write_text(str((moment - datetime.now(UTC)).total_seconds()), encoding="ascii")

    async def digests(self) -> list[tuple[int, str]]:
        async with self.database.read(administrator()) as read:
            rows = await read.all(select(OwedNotice).where(OwedNotice.kind == MorningDigest.kind))
        return sorted((int(row.place), row.key) for row in rows)


async def in_berlin(database: Database) -> None:
    async with database.work(administrator()) as work:
        await work.session.execute(update(Employee).values(timezone="Europe/Berlin"))


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
async def test_over_a_change_of_summer_time_each_workday_has_one_digest_at_its_local_hour(
    database, tmp_path, sunday
):
    await a_house(database)
    await in_berlin(database)
    clock = Turned(database, tmp_path)
    moment = datetime.combine(sunday - timedelta(days=2), datetime.min.time(), BERLIN).astimezone(UTC)
    seen: dict[str, datetime] = {}
    for _ in range(4 * 24 * 4):
        clock.to(moment)
        await owe_digests(database)
        for _, day in await clock.digests():
            seen.setdefault(day, moment)
        moment += timedelta(minutes=15)
    friday, monday = sunday - timedelta(days=2), sunday + timedelta(days=1)
    assert list(seen) == [friday.isoformat(), monday.isoformat()]
    assert [when.astimezone(BERLIN).strftime("%H:%M") for when in seen.values()] == ["08:30", "08:30"]
    assert len(await clock.digests()) == 2 * 4


async def test_a_tick_a_day_late_sends_no_stale_digest(database, tmp_path):
    await a_house(database)
    clock = Turned(database, tmp_path)
    clock.to(datetime(2026, 11, 17, 20, 0, tzinfo=ZoneInfo("Europe/Moscow")))
    await tick(database)
    assert await clock.digests() == []
    clock.to(datetime(2026, 11, 18, 8, 31, tzinfo=ZoneInfo("Europe/Moscow")))
    await tick(database)
    assert [day for _, day in await clock.digests()] == ["2026-11-18"] * 4


async def test_two_clocks_at_once_owe_each_digest_once(url, tmp_path):
    databases = [database_at(url), database_at(url)]
    await a_house(databases[0])
    clocks = [Turned(one, tmp_path) for one in databases]
    clocks[0].to(datetime(2026, 11, 18, 8, 31, tzinfo=ZoneInfo("Europe/Moscow")))
    await asyncio.gather(*(tick(one) for one in databases for _ in range(3)))
    assert [place for place, _ in await clocks[0].digests()] == [1, 2, 3, 4]
    for one in databases:
        await one.engine.dispose()


async def test_a_time_zone_that_nobody_knows_is_read_as_the_companys_and_stops_nobody(database, tmp_path):
    house = await a_house(database)
    async with database.work(administrator()) as work:
        person = update(Employee).where(Employee.id == house.manager)
        await work.session.execute(person.values(timezone="Mars/Olympus"))
    clock = Turned(database, tmp_path)
    clock.to(datetime(2026, 11, 18, 8, 31, tzinfo=ZoneInfo("Europe/Moscow")))
    await tick(database)
    assert [place for place, _ in await clock.digests()] == [1, 2, 3, 4]
    assert (await house.actor(house.manager)).zone == "Europe/Moscow"


async def test_a_goodbye_lets_a_tick_under_way_end_without_a_word(database, monkeypatch, caplog):
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(_: Database) -> int:
        if ticker._scheduler.running:
            begun.set()
            await go_on.wait()
            ended.set()
        return 0

    monkeypatch.setattr(scheduler.ticks, "JOBS", (slow,))
    ticker = Ticker(database, 0.01, lambda: None)
    await ticker.start()
    await begun.wait()
    going = asyncio.create_task(ticker.stop())
    await asyncio.wait({going}, timeout=0)
    go_on.set()
    await going
    assert ended.is_set()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
