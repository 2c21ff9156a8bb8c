"""The made-up company in a real database: it comes in whole, and the reports show what it was made to show."""

import asyncio
import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.access import administrator
from core.clients.models import Client
from core.deals.models import Pipeline
from core.exchange.importing import import_bundle
from core.ids import PlaceId
from core.people.employees import Employee, Team, actor_of
from core.reports.facts import Span, counts_of, takings_of
from core.reports.forgotten import forgotten
from core.reports.funnel import funnel
from core.reports.own_day import own_morning
from core.reports.period import Period
from core.reports.slices import Slice
from demo.company.making import make_company
from demo.company.writing import write_bundle
from tests.integration.databases import SqliteFiles, database_at

TODAY = date(2026, 11, 25)
QUARTER = Period(date(2026, 8, 25), date(2026, 11, 24))


class FixedClock:
    """A morning of the company: 8:30 in Moscow."""

    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now

    wall = now


@pytest.fixture(scope="module")
def house():
    return make_company(TODAY)


@pytest.fixture(scope="module")
def bundle(house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("company") / "bundle"
    write_bundle(house, folder)
    return folder


@pytest.fixture(scope="module")
def template(bundle, tmp_path_factory):
    """The company imported once: the tests read copies."""
    return asyncio.run(imported(bundle, SqliteFiles(tmp_path_factory.mktemp("imported"))))


async def imported(bundle, files):
    database = database_at(await files.fresh())
    report = await import_bundle(database, bundle)
    await database.engine.dispose()
    return database.engine.url.database, report


@pytest.fixture
async def company(template, house, tmp_path):
    path = tmp_path / "company.db"
    shutil.copy(template[0], path)
    clock = FixedClock(house.days.now + timedelta(hours=8, minutes=30))
    database = database_at(f"sqlite+aiosqlite:///{path}", clock)
    yield database
    await database.engine.dispose()


async def test_it_comes_in_without_a_refused_row(template, house):
    _, report = template
    assert report.problems == ()
    assert report.done["clients"].added == 400
    assert report.done["activities"].added == len(house.books.activities)


async def test_it_comes_into_either_database_and_a_second_time_changes_nothing(database, bundle):
    await import_bundle(database, bundle)
    again = await import_bundle(database, bundle)
    assert not any(tally.added or tally.changed for tally in again.done.values())


async def test_the_profile_is_kept_with_the_client(company, house):
    async with company.read(administrator()) as read:
        customs = await read.all(select(Client.custom))
    assert max(map(len, customs)) == 11
    assert all(set(custom) <= set(house.words.profile) for custom in customs)


async def funnel_of(read, team):
    pipeline = await read.one(select(Pipeline.id).where(Pipeline.external_id == "react"))
    number = await read.one(select(Team.id).where(Team.name == team))
    return await funnel(read, pipeline, QUARTER, slice=Slice(teams=frozenset({number})))


async def test_the_south_leaks_between_quote_and_contract_by_price(company):
    async with company.read(administrator()) as read:
        south, north = [await funnel_of(read, team) for team in ("Юг", "Север")]
    offers = {
        cohort: next(stage for stage in cohort.stages if stage.external_id == "sale_offer")
        for cohort in (south, north)
    }
    assert min(stage.entered for stage in offers.values()) >= 20
    assert offers[south].conversion < offers[north].conversion * 0.7
    assert south.lost_reasons[0][0] == "price"
    others = [stage.external_id for stage in south.stages if stage.lost_here > offers[south].lost_here]
    assert others == []


async def test_who_forgets_leads_the_forgotten_by_clients_and_by_money(company):
    async with company.read(administrator()) as read:
        silent = (await forgotten(read, TODAY)).clients
        forgetful = await read.one(select(Employee.id).where(Employee.telegram_id == 109))
    clients, money = {}, {}
    for row in silent:
        clients[row.owner_id] = clients.get(row.owner_id, 0) + 1
        money[row.owner_id] = money.get(row.owner_id, 0) + row.profit_12m
    assert max(clients, key=clients.get) == forgetful
    assert max(money, key=money.get) == forgetful
    assert sum(row.owner_id == forgetful for row in silent[:5]) >= 4
    assert {row.category for row in silent[:5]} == {"A"}
    assert len(silent) < 60


async def test_the_busy_one_calls_most_and_wins_little(company):
    async with company.read(administrator()) as read:
        people = {
            person.telegram_id: person.id
            for person in await read.all(select(Employee).where(Employee.function == "closer"))
        }
        span = Span(QUARTER.starts("Europe/Moscow"), QUARTER.ends("Europe/Moscow"))
        counts = await counts_of(read, span, list(people.values()))
        takings = await takings_of(read, span, list(people.values()))
    calls = {place: counts[number].calls for place, number in people.items()}
    won = {place: takings[number].won_count for place, number in people.items()}
    assert max(calls, key=calls.get) == 103
    assert min(won, key=won.get) == 103


@pytest.mark.parametrize("place", range(101, 113))
async def test_every_manager_has_a_morning(company, place):
    async with company.read(administrator()) as read:
        actor = await actor_of(read, PlaceId(place))
    async with company.read(actor) as read:
        morning = await own_morning(read)
    assert morning.tasks.today_count >= 3
    assert morning.tasks.overdue_count >= 1
    assert morning.kpi is not None
    assert any(one.plan is not None for one in morning.kpi.indicators)


async def test_nobody_else_is_left_without_clients(company):
    async with company.read(administrator()) as read:
        rows = await read.session.execute(
            select(Client.owner_id, func.count())
            .where(Client.archived_at.is_(None))
            .group_by(Client.owner_id)
        )
    owned = dict(rows.all())
    assert len(owned) == 12
    assert min(owned.values()) >= 8
