"""What stages bring by themselves, leads that become deals, and all of it taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from core.access import Role, administrator
from core.activities.models import Task
from core.activities.tasks import plan_task
from core.clients.models import Client
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import AssignBy, Deal, Pipeline, Stage
from core.deals.moves import MovedOn
from core.deals.playbooks import EventAct, PendingEvent, Trigger
from core.deals.stage_keeping import StagePlan, add_pipeline, add_stage_event, hand_leads_to
from core.desk.moving import move_with_events, open_with_events, take_move_back
from core.desk.notices import StageEventCame
from core.desk.stage_events import bring_due_events
from core.notices.outbox import OwedNotice
from core.people.calendars import Absence
from core.people.company import Company
from core.people.employees import Employee, Function
from scheduler.jobs.stages import bring_stage_events
from tests.integration.house import a_house


@pytest.fixture
async def house(database):
    return await a_house(database)


@pytest.fixture
async def manager(house):
    return await house.actor(house.manager)


async def keep(house, stage, title, **event):
    async with house.database.work(await house.actor(house.director)) as work:
        return (await add_stage_event(work, house.stages[stage], title, **event)).id


async def a_deal(house, manager, stage="new"):
    async with house.database.work(manager) as work:
        return (await open_with_events(work, house.client, house.stages[stage], title="Втулки")).id


async def moved(house, actor, deal, stage):
    async with house.database.work(actor) as work:
        return await move_with_events(work, deal, house.stages[stage], later=True)


async def titles(house):
    async with house.database.read(administrator()) as read:
        return await read.all(select(Task.title).where(Task.undone_at.is_(None)).order_by(Task.id))


async def brought(house, days=0):
    """The clock, so many days later."""
    async with house.database.work(administrator()) as work:
        await work.session.execute(
            update(PendingEvent).values(due_at=PendingEvent.due_at)  # nothing, but the session is awake
        )
        work.now += timedelta(days=days)
        return await bring_due_events(work)


async def test_an_event_without_delay_comes_with_the_move(house, manager):
    await keep(house, "contact", "Послать презентацию", task_kind="send")
    deal = await a_deal(house, manager)
    await moved(house, manager, deal, "contact")
    async with house.database.read(administrator()) as read:
        task = await read.one(select(Task))
    assert (task.title, task.kind, task.deal_id, task.assignee_id) == (
        "Послать презентацию",
        "send",
        deal,
        house.manager,
    )
    assert task.all_day
    assert task.due_at > task.created_at


async def test_an_event_waits_its_workdays_and_comes_once(house, manager):
    await keep(house, "contact", "Отправить доп. материалы", after_workdays=2)
    deal = await a_deal(house, manager)
    await moved(house, manager, deal, "contact")
    assert await brought(house) == 0
    assert await titles(house) == []
    assert await brought(house, days=12) == 1
    assert await brought(house, days=12) == 0
    assert await titles(house) == ["Отправить доп. материалы"]


async def test_a_deal_that_moved_on_is_not_asked_any_more(house, manager):
    await keep(house, "contact", "Напомнить", after_workdays=2)
    deal = await a_deal(house, manager)
    await moved(house, manager, deal, "contact")
    await moved(house, manager, deal, "talks")
    assert await brought(house, days=12) == 0
    assert await titles(house) == []


async def test_won_begins_what_the_last_open_stage_keeps_for_it(house, manager):
    await keep(house, "contract", "Спросить отзыв", trigger=Trigger.WON, after_workdays=1)
    deal = await a_deal(house, manager)
    await moved(house, manager, deal, "contract")
    await moved(house, manager, deal, "won")
    assert await brought(house, days=6) == 1
    assert await titles(house) == ["Спросить отзыв"]


async def test_a_notice_goes_to_the_owner_by_the_clock(house, manager):
    await keep(house, "contact", "Проверьте цену", act=EventAct.NOTICE)
    deal = await a_deal(house, manager)
    await moved(house, manager, deal, "contact")
    async with house.database.read(administrator()) as read:
        owed = await read.all(select(OwedNotice.place).where(OwedNotice.kind == StageEventCame.kind))
    assert owed == [3]
    assert await bring_stage_events(house.database) == 0


async def test_a_move_taken_back_takes_its_task_back(house, manager):
    await keep(house, "contact", "Послать презентацию")
    await keep(house, "contact", "Позже", after_workdays=3)
    deal = await a_deal(house, manager)
    move = (await moved(house, manager, deal, "contact")).move
    async with house.database.work(manager) as work:
        await take_move_back(work, move.id, {})
    assert await titles(house) == []
    assert await brought(house, days=12) == 0


@pytest.fixture
async def leads(house):
    """A pipeline of leads that hands on to the sales pipeline."""
    director = await house.actor(house.director)
    stages = [StagePlan("Новый"), StagePlan("Годен", StageKind.WON), StagePlan("Негоден", StageKind.LOST)]
    async with house.database.work(director) as work:
        line = await add_pipeline(work, "leads", "Лиды", PipelineKind.REACH, stages)
        sales = await work.one(select(Pipeline).where(Pipeline.external_id == "sales"))
        await hand_leads_to(work, line.id, sales.id, by=AssignBy.ROUND_ROBIN, function=Function.CLOSER)
    async with house.database.read(director) as read:
        found = await read.all(select(Stage).where(Stage.pipeline_id == line.id).order_by(Stage.position))
    house.stages["lead"], house.stages["lead_won"] = found[0].id, found[1].id
    return line.id


async def closers(house, *, regions=((), ())):
    async with house.database.work(administrator()) as work:
        people = [
            await work.add(
                Employee(
                    name=f"Закрывающий {n}",
                    role=Role.MANAGER,
                    function=Function.CLOSER,
                    regions=list(own),
                    telegram_id=70 + n,
                )
            )
            for n, own in enumerate(regions)
        ]
    return [person.id for person in people]


async def won_lead(house, manager):
    lead = await a_deal(house, manager, "lead")
    result = await moved(house, manager, lead, "lead_won")
    async with house.database.read(administrator()) as read:
        return result, await read.maybe(
            select(Deal).where(Deal.from_lead_id == lead, Deal.undone_at.is_(None))
        )


async def test_a_won_lead_becomes_a_deal_in_turn_and_the_client_goes_along(house, manager, leads):
    first, second = await closers(house)
    _, deal = await won_lead(house, manager)
    assert (deal.owner_id, deal.title, deal.client_id) == (first, "Втулки", house.client)
    assert (await won_lead_of_new_client(house, manager)).owner_id == second
    assert (await won_lead_of_new_client(house, manager)).owner_id == first
    async with house.database.read(administrator()) as read:
        assert (await read.one(select(Client).where(Client.id == house.client))).owner_id == first
        assert await read.all(
            select(OwedNotice.place).where(OwedNotice.kind == "deal_given").order_by(OwedNotice.id)
        ) == [70, 71, 70]


async def won_lead_of_new_client(house, manager):
    async with house.database.work(manager) as work:
        client = await work.add(
            Client(name="Ещё", search_key="еще", owner_id=house.manager, created_at=work.now)
        )
        lead = await open_with_events(work, client.id, house.stages["lead"], title="Ещё")
    await moved(house, manager, lead.id, "lead_won")
    async with house.database.read(administrator()) as read:
        return await read.one(select(Deal).where(Deal.from_lead_id == lead.id))


async def rule(house, leads, by):
    async with house.database.work(await house.actor(house.director)) as work:
        line = await work.one(select(Pipeline).where(Pipeline.id == leads))
        await hand_leads_to(work, leads, line.hands_to_id, by=by, function=Function.CLOSER)


async def test_by_region_then_by_load(house, manager, leads):
    first, second = await closers(house, regions=(("Тверь",), ("Москва",)))
    await rule(house, leads, AssignBy.REGION)
    async with house.database.work(administrator()) as work:
        await work.session.execute(update(Client).where(Client.id == house.client).values(region="Москва"))
    _, deal = await won_lead(house, manager)
    assert deal.owner_id == second
    await rule(house, leads, AssignBy.LOAD)
    assert (await won_lead_of_new_client(house, manager)).owner_id == first


async def test_who_is_away_or_gone_takes_no_lead_and_nobody_leaves_it_where_it_is(house, manager, leads):
    first, second = await closers(house)
    async with house.database.work(administrator()) as work:
        day = work.now.date()
        work.session.add(
            Absence(employee_id=first, starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=1))
        )
        await work.session.execute(
            update(Employee).where(Employee.id == second).values(dismissed_on=date(2020, 1, 1))
        )
    _, deal = await won_lead(house, manager)
    assert deal.owner_id == house.manager


async def test_a_lead_taken_back_takes_its_deal_along_unless_somebody_worked_on_it(house, manager, leads):
    (first, _) = await closers(house)
    result, deal = await won_lead(house, manager)
    async with house.database.work(await house.actor(first)) as work:
        await plan_task(work, "call", "Позвонить", None, deal_id=deal.id)
    with pytest.raises(MovedOn):
        async with house.database.work(manager) as work:
            await take_move_back(work, result.move.id, {})
    async with house.database.work(administrator()) as work:
        await work.session.execute(update(Task).values(undone_at=work.now))
    async with house.database.work(manager) as work:
        await take_move_back(work, result.move.id, {})
    async with house.database.read(administrator()) as read:
        assert (await read.one(select(Deal).where(Deal.id == deal.id))).undone_at is not None
        assert (await read.one(select(Client).where(Client.id == house.client))).owner_id == house.manager
        assert (await read.one(select(Company))).id == 1
