"""What repeats the history says what the history says, whatever was done, undone, merged, brought in late or out of order."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from core.__main__ import main
from core.access import Role, administrator
from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome
from core.activities.models import Activity
from core.clients.models import Client
from core.deals.kinds import LostReason, StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.deals.moves import undo_deal
from core.desk.doctoring import examine, heal
from core.desk.merging import merge_clients, part_again
from core.desk.moving import move_with_events, open_with_events, take_move_back
from core.errors import CoreError
from core.exchange.exporting import export_bundle
from core.exchange.importing import import_bundle
from core.money import MINOR, Money
from core.people.employees import Employee
from core.reports.journeys import Track
from core.sales.models import Sale
from core.sales.recording import record_sale
from tests.integration.databases import database_at
from tests.integration.house import a_house
from tests.integration.phones import clients
from tests.integration.random_companies import told_apart

some = settings(
    max_examples=8, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
places = st.integers(0, 30)
ago = st.integers(0, 800)
acts = st.one_of(
    st.tuples(
        st.just("talk"),
        places,
        st.sampled_from(ActivityKind),
        st.none() | st.sampled_from(Outcome),
        ago,
        places,
    ),
    st.tuples(st.just("untalk"), places),
    st.tuples(st.just("sale"), places, ago),
    st.tuples(st.just("unsell"), places),
    st.tuples(st.just("open"), places, places),
    st.tuples(st.just("move"), places, places),
    st.tuples(st.just("late move"), places, places, ago),
    st.tuples(st.just("take back"), places),
    st.tuples(st.just("undo deal"), places),
    st.tuples(st.just("merge"), places, places),
    st.tuples(st.just("part"), places),
    st.tuples(st.just("role"), places, st.sampled_from([Role.MANAGER, Role.HEAD, Role.DIRECTOR])),
    st.tuples(st.just("order"), places, places),
)
QUESTIONS = (
    ["report", "forgotten", "--as-of"],
    ["report", "segments", "--as-of"],
    ["report", "forecast", "--as-of"],
    ["report", "repeat", "--as-of"],
    ["report", "hygiene", "--as-of"],
    ["report", "funnel", "--pipeline", "sales", "--from", "2020-01-01", "--to", "2030-01-01", "--as-of"],
)


class Company:
    """A small house whose people do one thing after another."""

    def __init__(self, database, house):
        self.database, self.house = database, house
        self.merges = []

    async def pick(self, thing, place, *where):
        async with self.database.read(administrator()) as read:
            found = await read.all(select(thing).where(*where).order_by(thing.id))
        return found[place % len(found)] if found else None

    async def do(self, act, *facts):
        await getattr(self, act.replace(" ", "_"))(*facts)

    async def act(self):
        return self.database.work(await self.house.actor(self.house.director))

    async def talk(self, who, kind, outcome, days, by):
        client, person = await self.pick(Client, who), await self.pick(Employee, by)
        async with await self.act() as work:
            await work.add(
                Activity(
                    kind=kind,
                    outcome=outcome,
                    client_id=client.id,
                    employee_id=person.id,
                    at=work.now - timedelta(days=days),
                )
            )

    async def untalk(self, which):
        talk = await self.pick(Activity, which)
        if talk is not None:
            async with await self.act() as work:
                taken = await work.take(Activity, Activity.id == talk.id)
                work.change("activity.undone", taken, undone_at=None if taken.undone_at else work.now)

    async def sale(self, who, days):
        client = await self.pick(Client, who)
        async with await self.act() as work:
            at = work.now - timedelta(days=days)
            await record_sale(
                work,
                client.id,
                revenue=Money(9 * MINOR),
                cost=Money(5 * MINOR),
                at=max(at, client.created_at),
            )

    async def unsell(self, which):
        sale = await self.pick(Sale, which)
        if sale is not None:
            async with await self.act() as work:
                await work.session.delete(await work.take(Sale, Sale.id == sale.id))

    async def open(self, who, at):
        client, stage = await self.pick(Client, who), await self.pick(Stage, at)
        async with await self.act() as work:
            await open_with_events(work, client.id, stage.id, title="Сделка", amount=Money(7 * MINOR))

    async def move(self, which, to):
        deal = await self.pick(Deal, which, Deal.undone_at.is_(None))
        if deal is not None:
            stage = await self.pick(Stage, to, Stage.pipeline_id == deal.pipeline_id)
            async with await self.act() as work:
                await move_with_events(
                    work, deal.id, stage.id, lost_reason=LostReason.PRICE.value, later=True
                )

    async def late_move(self, which, to, days):
        deal = await self.pick(Deal, which)
        if deal is not None:
            stage = await self.pick(Stage, to, Stage.pipeline_id == deal.pipeline_id)
            async with await self.act() as work:
                await work.add(
                    Move(
                        deal_id=deal.id,
                        stage_id=stage.id,
                        at=work.now - timedelta(days=days),
                        by_id=self.house.manager,
                    )
                )

    async def take_back(self, which):
        move = await self.pick(Move, which, Move.undone_at.is_(None))
        if move is not None:
            async with await self.act() as work:
                await take_move_back(work, move.id, {})

    async def undo_deal(self, which):
        deal = await self.pick(Deal, which, Deal.undone_at.is_(None))
        if deal is not None:
            async with await self.act() as work:
                await undo_deal(work, deal.id)

    async def merge(self, kept, merged):
        one, other = await self.pick(Client, kept), await self.pick(Client, merged)
        async with await self.act() as work:
            self.merges.append((await merge_clients(work, one.id, other.id)).id)

    async def part(self, which):
        if self.merges:
            async with await self.act() as work:
                await part_again(work, self.merges[which % len(self.merges)])

    async def role(self, who, role):
        person = await self.pick(Employee, who, Employee.id != self.house.director)
        async with await self.act() as work:
            taken = await work.take(Employee, Employee.id == person.id)
            work.change("employee.set", taken, role=role)

    async def order(self, one, other):
        first, second = await self.pick(Stage, one), await self.pick(Stage, other)
        if first.pipeline_id == second.pipeline_id and first.kind is second.kind is StageKind.OPEN:
            async with await self.act() as work:
                here = await work.take(Stage, Stage.id == first.id)
                there = await work.take(Stage, Stage.id == second.id)
                here.position, there.position = there.position, here.position


@pytest.fixture
async def house(database):
    house = await a_house(database)
    await clients(database, house, "ООО «Техпром»", "ООО «Вектор»", "ЗАО «Лидер»")
    return house


_exports = count()


@some
@given(st.lists(acts, min_size=12, max_size=30), st.lists(ago, min_size=2, max_size=2))
async def test_after_any_history_the_summaries_and_the_figures_hold(database, house, tmp_path, history, days):
    company = Company(database, house)
    for act in history:
        try:
            await company.do(*act)
        except CoreError:
            continue
    async with database.read(administrator()) as read:
        assert [found for found in await examine(read) if found.wrong] == []
        await as_counted_by_hand(read)
        today = read.now.date()
    bundle = tmp_path / f"out{next(_exports)}"
    await export_bundle(database, bundle)
    for day in (today, *(today - timedelta(days=past) for past in days)):
        for question in QUESTIONS:
            assert await told_apart(database, bundle, [*question, day.isoformat()]) == []


async def as_counted_by_hand(read):
    """The same in plain Python, row by row."""
    people = {one.id: one.role for one in await read.all(select(Employee))}
    talks = await read.all(select(Activity).where(Activity.undone_at.is_(None)))
    sales = await read.all(select(Sale))
    for client in await read.all(select(Client)):
        spoken = [
            t
            for t in talks
            if t.client_id == client.id and t.kind in LIVE_KINDS and t.outcome == Outcome.REACHED
        ]
        by_heads = [t.at for t in spoken if people.get(t.employee_id) in {Role.HEAD, Role.DIRECTOR}]
        bought = [s.at for s in sales if s.client_id == client.id]
        assert client.last_contact_at == max((t.at for t in spoken), default=None)
        assert client.last_executive_at == max(by_heads, default=None)
        assert (client.first_sale_at, client.last_sale_at) == (
            min(bought, default=None),
            max(bought, default=None),
        )
    stages = await read.all(select(Stage).order_by(Stage.position, Stage.id))
    lines = {one.id: one for one in await read.all(select(Pipeline))}
    moves = await read.all(select(Move).where(Move.undone_at.is_(None)).order_by(Move.at, Move.id))
    for deal in await read.all(select(Deal)):
        track = Track(lines[deal.pipeline_id], tuple(s for s in stages if s.pipeline_id == deal.pipeline_id))
        steps = [(deal.first_stage_id, deal.created_at)]
        steps += [(move.stage_id, move.at) for move in moves if move.deal_id == deal.id]
        places = [track.places.get(stage, -1) for stage, _ in steps]
        far = max(places)
        reached = [at for (_, at), place in zip(steps, places, strict=True) if place == far]
        stood = [stage for stage, _ in steps if track.kinds[stage] is StageKind.OPEN]
        assert (deal.stage_id, deal.stage_since) == steps[-1]
        assert track.places.get(deal.furthest_stage_id, -1) == far
        assert deal.furthest_at == (min(reached) if far >= 0 else None)
        assert deal.last_open_stage_id == (stood[-1] if stood else None)


async def spoil(database):
    async with database.plumbing() as session:
        await session.execute(update(Client).values(last_contact_at=Client.created_at))
        await session.execute(update(Deal).values(furthest_stage_id=None))


async def test_what_was_spoilt_is_found_and_set_right(database, house):
    company = Company(database, house)
    await company.open(0, 0)
    await spoil(database)
    async with database.read(administrator()) as read:
        found = {one.table: (one.wrong, one.first) for one in await examine(read)}
    assert found == {"deals": (1, (1,)), "clients": (5, (1, 2, 3, 4, 5))}
    async with database.work(administrator()) as work:
        assert await heal(work) == {"deals": 1, "clients": 5}
    async with database.read(administrator()) as read:
        assert [one.wrong for one in await examine(read)] == [0, 0]


async def test_the_doctor_says_what_differs_and_sets_it_right(url, database, house, monkeypatch, capsys):
    await Company(database, house).open(0, 0)
    await spoil(database)
    monkeypatch.setenv("DATABASE_URL", url)
    assert await door("doctor", "--dry-run") == 1
    said = capsys.readouterr().out
    assert "clients (last_contact_at, " in said
    assert "5 rows differ from the history, the first: 1, 2, 3, 4, 5" in said
    assert await door("doctor") == 0
    assert "set right: 1 rows of deals, 5 rows of clients" in capsys.readouterr().out
    assert await door("doctor", "--dry-run") == 0


async def door(*argv):
    """The administrator's door runs a loop of its own."""
    return await asyncio.to_thread(main, argv)


async def test_an_import_brings_them_along(database, house, servers, tmp_path):
    company = Company(database, house)
    for act in (
        ("open", 0, 0),
        ("move", 0, 2),
        ("talk", 0, ActivityKind.CALL, Outcome.REACHED, 3, 0),
        ("sale", 0, 40),
    ):
        await company.do(*act)
    await export_bundle(database, tmp_path / "out")
    other = database_at(await servers.fresh())
    try:
        await import_bundle(other, tmp_path / "out")
        async with other.read(administrator()) as read:
            assert [one.wrong for one in await examine(read)] == [0, 0]
            await as_counted_by_hand(read)
            [deal] = await read.all(select(Deal))
            assert deal.furthest_stage_id == deal.stage_id
    finally:
        await other.engine.dispose()
