"""Lists that page: every row once, counts of the whole, a page past the end is the last one."""

from datetime import timedelta

from core.activities.tasks import PAGE, complete_task, day_page, plan_task
from core.deals.moves import open_deal
from core.desk.cards import DEALS_A_PAGE, deals_page
from core.people.calendars import local_day
from tests.integration.house import a_house


async def test_the_day_lists_overdue_first_and_every_task_once(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    async with database.work(actor) as work:
        today = local_day(work.now, actor.zone)
        for days in [*range(-12, 0), *[0] * 11, 3]:
            await plan_task(work, "call", f"{days}", today + timedelta(days=days))
        done = await plan_task(work, "call", "done", today)
        await complete_task(work, done.id)
    async with database.read(actor) as read:
        pages = [await day_page(read, house.manager, page) for page in range(3)]
        past = await day_page(read, house.manager, 99)
        other = await day_page(read, house.other, 0)
    assert [(page.overdue_count, page.today_count) for page in pages] == [(12, 11)] * 3
    assert [len(page.overdue) for page in pages] == [PAGE, 2, 0]
    assert [len(page.today) for page in pages] == [0, 8, 3]
    titles = [line.task.title for page in pages for line in (*page.overdue, *page.today)]
    assert titles == [str(days) for days in range(-12, 0)] + ["0"] * 11
    assert past == pages[-1]
    assert (other.overdue_count, other.today_count) == (0, 0)


async def test_open_deals_page_those_without_a_next_step_first(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    stage = next(iter(house.stages.values()))
    async with database.work(actor) as work:
        deals = [await open_deal(work, house.client, stage, title=f"d{n}") for n in range(DEALS_A_PAGE + 2)]
        await plan_task(
            work,
            "call",
            "",
            local_day(work.now, work.actor.zone),
            client_id=house.client,
            deal_id=deals[0].id,
        )
    async with database.read(actor) as read:
        first, last = await deals_page(read, 0), await deals_page(read, 7)
    assert (first.count, first.idle, last.page) == (DEALS_A_PAGE + 2, DEALS_A_PAGE + 1, 1)
    titles = [line.deal.title for line in (*first.lines, *last.lines)]
    assert titles == [*(f"d{n}" for n in range(1, DEALS_A_PAGE + 2)), "d0"]
