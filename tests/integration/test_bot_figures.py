"""What people see are the figures of `report`, whole: /funnel, /kpi, /forgotten and what the digests say."""

import json
import re
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from core.access import administrator
from core.clients.models import Client
from core.clock import Clock
from core.exchange.importing import import_bundle
from core.people.employees import Employee, actor_for
from core.reports.command import answer
from core.reports.options import parse
from core.reports.own_day import own_morning
from core.reports.team_day import team_day
from tests.integration.databases import database_at
from tests.integration.running_bot import running_bot
from tests.integration.test_reports_gold import GOLD

DIRECTOR, MANAGER = 501, 502
TODAY = date(2026, 11, 20)


class Stopped(Clock):
    """Noon of a Friday, for ever."""

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
async def small(url):
    """The small gold company; its first director and manager e03 have accounts."""
    database = database_at(url, Stopped())
    await import_bundle(database, GOLD / "small" / "bundle")
    async with database.work(administrator()) as work:
        for place, external in ((DIRECTOR, await a_director(work)), (MANAGER, "e03")):
            await work.session.execute(
                update(Employee)
                .where(Employee.external_id == external)
                .values(telegram_id=place, language="ru")
            )
    yield database
    await database.engine.dispose()


async def a_director(read):
    return await read.one(
        select(Employee.external_id).where(Employee.role == "director").order_by(Employee.id).limit(1)
    )


async def report(database, *argv):
    async with database.read(administrator(), whole=True) as read:
        pieces = await answer(read, parse([*argv, "--json"]))
        return json.loads("".join([piece async for piece in pieces]))["result"]


def figures(text):
    """Every whole number of a text, thousands joined again."""
    joined = re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3}(?!\d))", "", text)
    return {int(found) for found in re.findall(r"\d+", joined)}


def roubles(text):
    return round(Fraction(text))


async def test_the_funnel_of_a_chat_is_the_report(small):
    expected = await report(small, "funnel", "--pipeline", "react", "--from", "2026-08-01", "--to", "2026-10-31", "--as-of", "2026-11-20")  # fmt: skip
    async with running_bot(small) as running:
        said = figures((await running.say(await running.phone(DIRECTOR), "/funnel")).text)
    assert {expected["deals"], expected["won"], roubles(expected["won_amount"])} <= said
    assert {stage["entered"] for stage in expected["stages"]} <= said


async def test_forgotten_in_a_chat_is_the_report(small):
    rows = (await report(small, "forgotten", "--as-of", TODAY.isoformat(), "--owner", "e03"))["clients"]
    async with small.read(administrator()) as read:
        names = dict((await read.session.execute(select(Client.external_id, Client.name))).all())
    async with running_bot(small) as running:
        text = (await running.say(await running.phone(MANAGER), "/forgotten")).text
    assert rows
    first = rows[0]
    assert names[first["client"]] in text
    assert {len(rows), first["days_silent"], roubles(first["profit_12m"])} <= figures(text)


async def test_kpi_in_a_chat_is_the_report(small):
    expected = await report(
        small, "kpi", "--month", "2026-11", "--as-of", TODAY.isoformat(), "--employee", "e03"
    )
    async with running_bot(small) as running:
        said = figures((await running.say(await running.phone(MANAGER), "/kpi")).text)
    assert roubles(expected["pay_so_far"]) in said
    assert roubles(expected["pay_at_pace"]) in said
    counts = {line["fact"] for line in expected["indicators"] if isinstance(line["fact"], int)}
    assert counts <= said


async def test_the_digests_are_made_of_the_reports(small):
    async with small.read(administrator()) as read:
        people = dict((await read.session.execute(select(Employee.external_id, Employee.id))).all())
        manager = await actor_for(read, people["e03"])
        director = await actor_for(read, people[await a_director(read)])
    async with small.read(manager) as read:
        morning = await own_morning(read)
    async with small.read(director) as read:
        team = await team_day(read)
    silent = await report(small, "forgotten", "--as-of", TODAY.isoformat(), "--owner", "e03")
    assert morning.silent_count == len(silent["clients"])
    assert [client.external_id for client in morning.silent] == [
        row["client"] for row in silent["clients"][:3]
    ]
    day = ["--from", morning.worked_on.isoformat(), "--to", morning.worked_on.isoformat()]
    worked = (await report(small, "activity", *day))["employees"]
    assert morning.worked.calls == worked["e03"]["calls"]["count"]
    assert team.silent_count == len(
        (await report(small, "forgotten", "--as-of", TODAY.isoformat()))["clients"]
    )
    by_id = {number: name for name, number in people.items()}
    for person in team.people:
        if by_id[person.employee_id] in worked:
            counted = worked[by_id[person.employee_id]]
            assert (person.worked.calls, person.worked.meetings) == (
                counted["calls"]["count"],
                counted["meetings"]["count"],
            )
