"""Who sees what, what is undone, and how many statements a report takes."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, select

from core.access import Actor, Role, administrator, stranger
from core.activities.models import Activity, Task
from core.deals.models import Deal, Move, Pipeline
from core.errors import NotFound
from core.exchange.importing import import_bundle
from core.ids import PlaceId
from core.people.employees import Employee
from core.reports.activity import activity
from core.reports.forgotten import executive_gaps, forgotten
from core.reports.funnel import funnel, funnel_flow
from core.reports.own_kpi import own_kpi
from core.reports.period import Period, month_of
from core.reports.slices import Slice
from tests.integration.test_reports_gold import GOLD, opened

OCTOBER = month_of("2026-10")
D = date(2026, 11, 20)


async def people(database):
    async with database.read(administrator()) as read:
        return {person.external_id: person for person in await read.all(select(Employee))}


async def actor(database, external):
    everybody = await people(database)
    person = everybody[external]
    team = {other.id for other in everybody.values() if other.team_id == person.team_id}
    sees = frozenset(team if person.role is Role.HEAD else {person.id})
    return Actor(role=person.role, id=person.id, team_id=person.team_id, sees=sees)


async def react(read):
    return await read.one(select(Pipeline.id).where(Pipeline.external_id == "react"))


@contextmanager
def counted(database):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_a_manager_finds_only_their_own_forgotten_clients(servers, kind):
    async with opened(servers, kind, "tiny") as database:
        async with database.read(await actor(database, "e3")) as read:
            assert (await forgotten(read, D)).clients == ()
        async with database.read(await actor(database, "e4"), whole=True) as read:
            found = await forgotten(read, D)
            gaps = [gap.external_id async for gap in await executive_gaps(read, D)]
        assert [client.external_id for client in found.clients] == ["c08"]
        assert gaps == ["c08"]


async def test_a_manager_finds_only_their_own_activity(servers, kind):
    async with (
        opened(servers, kind, "tiny") as database,
        database.read(await actor(database, "e2")) as read,
    ):
        found = await activity(read, OCTOBER)
        others = await activity(read, OCTOBER, employees=[(await people(database))["e1"].id])
    assert [row.external_id for row in found] == ["e2"]
    assert others == ()


async def test_the_funnel_is_not_for_managers(servers, kind):
    async with (
        opened(servers, kind, "tiny") as database,
        database.read(await actor(database, "e2")) as read,
    ):
        line = await react(read)
        with pytest.raises(NotFound):
            await funnel(read, line, OCTOBER)
        with pytest.raises(NotFound):
            await funnel_flow(read, line, OCTOBER)


async def test_strangers_find_no_reports(servers, kind):
    async with opened(servers, kind, "tiny") as database, database.read(stranger(PlaceId(5))) as read:
        with pytest.raises(NotFound):
            await forgotten(read, D)
        with pytest.raises(NotFound):
            await activity(read, OCTOBER)
        with pytest.raises(NotFound):
            await funnel(read, await react(read), OCTOBER)


async def test_a_head_counts_the_deals_of_the_team_against_the_plan_of_the_team(servers, kind):
    async with opened(servers, kind, "tiny") as database:
        head = await actor(database, "e1")
        async with database.read(head) as read:
            line = await react(read)
            cohort, flow = await funnel(read, line, OCTOBER), await funnel_flow(read, line, OCTOBER)
            other = await funnel(
                read, line, OCTOBER, slice=Slice(owners=frozenset({(await people(database))["e3"].id}))
            )
        async with database.read(administrator()) as read:
            team = Slice(teams=frozenset({head.team_id}))
            same = await funnel_flow(read, line, OCTOBER, slice=team)
    assert cohort.deals == 4
    assert other.deals == 0
    assert flow.stages == same.stages
    assert (flow.stages[0].plan, flow.stages[1].plan) == (3, None)


async def test_another_teams_or_persons_plan_is_not_shown(servers, kind):
    async with opened(servers, kind, "tiny") as database:
        everybody = await people(database)
        async with database.read(await actor(database, "e1")) as read:
            line = await react(read)
            cuts = (
                Slice(teams=frozenset({everybody["e3"].team_id})),
                Slice(owners=frozenset({everybody["e3"].id})),
                Slice(regions=frozenset({"Москва"})),
            )
            found = [await funnel_flow(read, line, OCTOBER, slice=cut) for cut in cuts]
    assert all(stage.plan is None for flow in found for stage in flow.stages)


async def test_an_unknown_pipeline_is_not_found(servers, kind):
    async with opened(servers, kind, "tiny") as database, database.read(administrator()) as read:
        with pytest.raises(NotFound):
            await funnel(read, 999_999, OCTOBER)


async def undo(database, model, *where):
    async with database.work(administrator()) as work:
        for row in await work.all(select(model).where(*where)):
            row.undone_at = datetime(2026, 11, 1, tzinfo=UTC)


async def test_what_is_undone_counts_nowhere(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    async with database.read(administrator(), whole=True) as read:
        line = await react(read)
        d07, d05 = [
            await read.one(select(Deal.id).where(Deal.external_id == name)) for name in ("d07", "d05")
        ]
    await undo(database, Deal, Deal.id == d07)
    await undo(database, Move, Move.deal_id == d05)
    await undo(database, Activity, Activity.external_id.in_(["a09", "a07"]))
    async with database.read(administrator(), whole=True) as read:
        cohort, flow = await funnel(read, line, OCTOBER), await funnel_flow(read, line, OCTOBER)
        counts = {row.external_id: row.counts for row in await activity(read, OCTOBER)}
        silent = {client.external_id: client for client in (await forgotten(read, D)).clients}
    assert (cohort.deals, cohort.won, flow.stages[0].entered) == (6, 1, 6)
    assert cohort.stages[0].open_here == 2
    assert counts["e3"].offers == 1
    assert counts["e1"].calls == 0
    assert silent["c09"].last_contact is None


async def test_an_undone_next_step_does_not_hide_a_forgotten_client(database):
    await import_bundle(database, GOLD / "tiny" / "bundle")
    day = date(2026, 11, 19)
    async with database.read(administrator(), whole=True) as read:
        assert (await forgotten(read, day)).clients == ()
    await undo(database, Task, Task.external_id == "t07")
    async with database.read(administrator(), whole=True) as read:
        assert [client.external_id for client in (await forgotten(read, day)).clients] == ["c08"]


async def statements_of(servers, kind, company, person):
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    found = []
    async with opened(servers, kind, company) as database:
        number = (await people(database))[person].id
        async with database.read(administrator(), whole=True) as read:
            line = await react(read)
            reports = (
                lambda: funnel(read, line, year),
                lambda: funnel_flow(read, line, year),
                lambda: forgotten(read, D),
                lambda: activity(read, year),
                lambda: own_kpi(read, number, "2026-10", date(2026, 10, 31)),
            )
            for report in reports:
                with counted(database) as statements:
                    await report()
                found.append(len(statements))
    return found


async def test_a_report_takes_the_same_few_statements_whatever_the_company(servers, kind):
    small = await statements_of(servers, kind, "small", "e01")
    assert await statements_of(servers, kind, "tiny", "e1") == small
    assert small == [6, 5, 2, 7, 15]
