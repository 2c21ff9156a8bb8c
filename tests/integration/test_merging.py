"""Two records of one company become one and part again; hand-over; recurring and given tasks; looks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

import tests.tables
from core.access import Role, administrator
from core.activities.giving import cancel_task, give_task, steps_of, tick_step
from core.activities.models import Activity, RepeatUnit, Task
from core.activities.repeating import repeat_task
from core.activities.tasks import complete_task, plan_task, reopen_task
from core.audit import AuditRow, Look, Looks, count_looks
from core.clients.merges import ClientMerge
from core.clients.models import Client, ClientAlias, Contact
from core.clients.scores import ClientScore, ScoreComponent
from core.db.base import Base
from core.deals.models import Deal
from core.desk.handing_over import dismiss_and_hand_over, hand_over
from core.desk.merging import _MOVED, _SINGLE, TooLateToPartAgain, merge_clients, part_again
from core.desk.moving import open_with_events
from core.errors import Invalid, NotFound
from core.people.employees import Employee
from core.people.looks import looks_on
from tests.integration.house import a_house

assert tests.tables


@pytest.fixture
async def house(database):
    return await a_house(database)


@pytest.fixture
async def head(house):
    return await house.actor(house.head)


@pytest.fixture
async def double(house):
    """A second record of the manager's client, with things on it."""
    async with house.database.work(await house.actor(house.manager)) as work:
        client = await work.add(
            Client(
                name="Двойник", search_key="двойник", owner_id=house.manager, created_at=work.now, external_id="c-double",
                inn="7707083893", need_per_year=500, latitude=55.75, custom={"Размер": "M"},
            )
        )  # fmt: skip
        await work.add(Contact(client_id=client.id, name="Пётр", search_key="петр"))
        await open_with_events(work, client.id, house.stages["new"], title="Сделка двойника")
        await plan_task(work, "call", "Позвонить двойнику", None, client_id=client.id)
        await work.add(Activity(kind="call", client_id=client.id, employee_id=house.manager, at=work.now))
        for owner, value in ((client.id, 3), (house.client, 7)):
            await work.add(
                ClientScore(client_id=owner, component=ScoreComponent.LOYALTY, value=Decimal(value))
            )
        await work.add(
            ClientScore(
                client_id=client.id,
                component=ScoreComponent.MARGIN,
                value=Decimal("4.5"),
                scored_on=date(2026, 1, 2),
            )
        )
        return client.id


def test_every_table_that_speaks_of_clients_is_thought_of():
    speaking = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "clients"
    }
    assert speaking == {model.__tablename__ for model in (*_MOVED, *_SINGLE)} | {
        "told_silences",
        "client_merges",
        "client_keys",
    }


async def of_client(house, client):
    async with house.database.read(administrator()) as read:
        return {
            model.__tablename__: await read.all(
                select(model.id).where(model.client_id == client).order_by(model.id)
            )
            for model in (*_MOVED, *_SINGLE)
        }


async def row(house, client):
    async with house.database.read(administrator()) as read:
        found = await read.maybe(select(Client).where(Client.id == client))
        return found and {column.key: getattr(found, column.key) for column in Client.__table__.columns}


async def test_a_merge_brings_everything_over_and_parting_brings_it_back(house, head, double):
    before = {
        client: (await of_client(house, client), await row(house, client))
        for client in (house.client, double)
    }
    async with house.database.work(head) as work:
        merge = await merge_clients(work, house.client, double)
    assert await row(house, double) is None
    kept = await row(house, house.client)
    assert (kept["inn"], kept["need_per_year"]) == ("7707083893", 500)
    after = await of_client(house, house.client)
    for table, ids in before[double][0].items():
        if table not in {"client_scores", "client_aliases"}:
            assert set(ids) <= set(after[table]), table
    async with house.database.read(administrator()) as read:
        scores = dict(
            (
                await read.session.execute(
                    select(ClientScore.component, ClientScore.value).where(
                        ClientScore.client_id == house.client
                    )
                )
            ).all()
        )
        assert scores == {ScoreComponent.LOYALTY: 7, ScoreComponent.MARGIN: Decimal("4.5")}
        assert await read.all(select(ClientAlias.alias).where(ClientAlias.client_id == house.client)) == [
            "двойник"
        ]
    for _ in range(2):
        async with house.database.work(head) as work:
            await part_again(work, merge.id)
    for client, (things, columns) in before.items():
        assert await of_client(house, client) == things
        now = await row(house, client)
        assert {**now, "version": 0} == {**columns, "version": 0}


async def test_what_came_after_the_merge_stays_with_the_kept_client(house, head, double):
    async with house.database.work(head) as work:
        merge = await merge_clients(work, house.client, double)
        late = await work.add(Activity(kind="call", client_id=house.client, at=work.now))
        await work.session.execute(update(Client).where(Client.id == house.client).values(inn="500100732259"))
    async with house.database.work(head) as work:
        await part_again(work, merge.id)
    async with house.database.read(administrator()) as read:
        assert (await read.one(select(Activity).where(Activity.id == late.id))).client_id == house.client
    assert (await row(house, house.client))["inn"] == "500100732259"


async def test_after_thirty_days_they_stay_one(house, head, double):
    async with house.database.work(head) as work:
        merge = await merge_clients(work, house.client, double)
        merge.merged_at = work.now - timedelta(days=31)
    with pytest.raises(TooLateToPartAgain):
        async with house.database.work(head) as work:
            await part_again(work, merge.id)


async def test_nobody_merges_what_they_do_not_see_nor_a_client_with_itself(house, head, double):
    manager = await house.actor(house.manager)
    for actor, kept, merged, refusal in (
        (head, house.client, house.foreign, NotFound),
        (head, house.foreign, house.client, NotFound),
        (manager, house.client, double, NotFound),
        (head, double, double, Invalid),
    ):
        with pytest.raises(refusal):
            async with house.database.work(actor) as work:
                await merge_clients(work, kept, merged)
    async with house.database.read(administrator()) as read:
        assert await read.maybe(select(func.count(ClientMerge.id))) == 0


async def test_a_leavers_work_goes_over_whole_with_an_audit_row_each(house, head, double):
    async with house.database.work(administrator()) as work:
        team = (await work.one(select(Employee).where(Employee.id == house.head))).team_id
        heir = await work.add(Employee(name="Наследник", role=Role.MANAGER, team_id=team))
    head = await house.actor(house.head)
    async with house.database.work(head) as work:
        done = await dismiss_and_hand_over(work, house.manager, heir.id)
    assert (done.clients, done.deals, done.tasks) == (2, 1, 1)
    async with house.database.read(administrator()) as read:
        assert set(await read.all(select(Client.owner_id).where(Client.id.in_([house.client, double])))) == {
            heir.id
        }
        assert await read.all(select(Deal.owner_id)) == [heir.id]
        assert await read.all(select(Task.assignee_id)) == [heir.id]
        acts = await read.all(select(AuditRow.act).where(AuditRow.act.like("%handed_over")))
        assert sorted(acts) == ["clients.handed_over"] * 2 + ["deals.handed_over", "tasks.handed_over"]
        assert (await read.one(select(Employee).where(Employee.id == house.manager))).dismissed_on is not None
    async with house.database.work(head) as work:
        assert await dismiss_and_hand_over(work, house.manager, heir.id) == type(done)(0, 0, 0)


async def test_work_goes_to_nobody_outside_the_scope_nor_to_a_colleague(house, head):
    async with house.database.work(administrator()) as work:
        colleague = await work.add(Employee(name="Юрист", role=Role.COLLEAGUE))
    for to in (house.other, colleague.id):
        with pytest.raises(NotFound):
            async with house.database.work(head) as work:
                await hand_over(work, house.manager, to)


async def test_a_recurring_task_comes_again_once_and_goes_back_with_its_undo(house):
    manager = await house.actor(house.manager)
    async with house.database.work(manager) as work:
        due = (work.now + timedelta(days=1)).date()
        task = await plan_task(work, "call", "Продление", due, client_id=house.client)
        await repeat_task(work, task.id, 1, RepeatUnit.YEAR)
    for _ in range(2):
        async with house.database.work(manager) as work:
            await complete_task(work, task.id)
    async with house.database.read(manager) as read:
        coming = await read.one(select(Task).where(Task.repeats_id == task.id))
        assert (coming.title, coming.repeat_unit, coming.all_day, coming.open) == (
            "Продление",
            RepeatUnit.YEAR,
            True,
            True,
        )
        assert coming.due_at.year == due.year + 1
    async with house.database.work(manager) as work:
        await reopen_task(work, task.id)
    async with house.database.read(manager) as read:
        assert (await read.one(select(Task).where(Task.id == coming.id))).undone_at is not None


async def test_a_given_task_has_steps_and_its_author_alone_cancels_it(house, head):
    manager = await house.actor(house.manager)
    async with house.database.work(head) as work:
        task = await give_task(
            work,
            house.manager,
            "task",
            "Собрать пакет",
            None,
            client_id=house.client,
            steps=["Устав", " ", "ИНН"],
        )
    async with house.database.work(manager) as work:
        steps = await steps_of(work, task.id)
        assert [step.text for step in steps] == ["Устав", "ИНН"]
        assert (await tick_step(work, task.id, steps[0].id, done=True)).done_at is not None
        with pytest.raises(NotFound):
            await cancel_task(work, task.id, "не хочу")
    with pytest.raises(Invalid):
        async with house.database.work(head) as work:
            await cancel_task(work, task.id, "  ")
    async with house.database.work(head) as work:
        assert (await cancel_task(work, task.id, "клиент передумал")).cancel_reason == "клиент передумал"
    with pytest.raises(NotFound):
        async with house.database.work(head) as work:
            await give_task(work, house.other, "task", "Чужому", None)


async def test_looks_add_up_by_person_and_day(house, head):
    day = date(2026, 11, 20)
    for count in (2, 3):
        async with house.database.plumbing() as session:
            await count_looks(
                session, Looks({(house.manager, day, Look.CARD): count, (house.other, day, Look.LIST): 1})
            )
    async with house.database.read(head) as read:
        assert await looks_on(read, day) == {house.manager: {Look.CARD: 5}}
    async with house.database.read(administrator()) as read:
        assert (await looks_on(read, day))[house.other] == {Look.LIST: 2}
