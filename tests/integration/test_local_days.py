"""A local day in SQL is the one that Python has, whatever the zone and however its clocks were set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from sqlalchemy import insert, select

from core.access import administrator
from core.clients.models import Client
from core.db.base import table_of
from core.db.local_days import FIRST_YEAR, day_number, local_day_of, shifts
from core.people.calendars import local_day

UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
ZONES = (
    "Europe/Moscow", "Europe/Kaliningrad", "Asia/Kamchatka", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
    "Africa/Casablanca", "Asia/Kathmandu", "UTC",
)  # fmt: skip


def moments(zone: str) -> list[datetime]:
    """About every change of the clocks, and about the midnights beside it; one before them all."""
    found = [datetime(1955, 6, 1, 21, 30, tzinfo=UTC), UNTIL - timedelta(microseconds=1)]
    for at, _ in shifts(zone, UNTIL.year - 1):
        midnight = datetime.combine(local_day(at, zone), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
        for moment in (at, midnight, midnight + timedelta(days=1)):
            found += [moment + timedelta(microseconds=step) for step in (-1, 0, 1, 3_600_000_000)]
    return [moment for moment in found if moment < UNTIL]


@pytest.mark.parametrize("zone", ZONES)
async def test_the_day_of_a_moment(database, zone):
    asked = moments(zone)
    rows = [{"name": "x", "search_key": "x", "created_at": at, "custom": {}, "version": 0} for at in asked]
    async with database.work(administrator()) as work:
        await work.session.execute(insert(table_of(Client)), rows)
    day = local_day_of(Client.created_at, zone, UNTIL)
    async with database.read(administrator()) as read:
        found = (await read.session.execute(select(Client.created_at, day, day_number(day)))).all()
    assert sorted(at for at, *_ in found) == sorted(asked)
    known = [(at, there) for at, there, _ in found if at.year >= FIRST_YEAR]
    assert known == [(at, local_day(at, zone)) for at, _ in known]
    _, first, count = found[0]
    assert all(number - count == (there - first).days for _, there, number in found)


def test_zones_of_the_whole_world_are_followed():
    """A whole year, twice a day: where the clocks change, the changes found say the same."""
    for zone in sorted(available_timezones())[::7]:
        changes = shifts(zone, 2026)
        for hours in range(0, 365 * 24, 13):
            at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
            ahead = next(seconds for since, seconds in changes if since <= at)
            assert at.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(seconds=ahead), (zone, at)
