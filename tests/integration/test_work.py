"""One unit of work: what a refused step leaves behind."""

import pytest
from sqlalchemy import select

from core.audit import AuditRow
from core.deals.models import Deal
from core.deals.moves import open_deal
from core.errors import NotFound
from tests.integration.house import a_house


async def refused(work, client, stage):
    async with work.attempt():
        await open_deal(work, client, stage, title="refused")
        raise NotFound


async def test_a_refused_attempt_leaves_no_rows_and_no_audit_and_the_rest_of_the_work_stays(database):
    house = await a_house(database)
    actor = await house.actor(house.manager)
    stage = next(iter(house.stages.values()))
    async with database.work(actor) as work:
        with pytest.raises(NotFound):
            await refused(work, house.client, stage)
        async with work.attempt():
            await open_deal(work, house.client, stage, title="kept")
    async with database.read(actor) as read:
        assert await read.all(select(Deal.title)) == ["kept"]
        opened = await read.all(select(AuditRow.thing_id).where(AuditRow.act == "deal.opened"))
        assert opened == await read.all(select(Deal.id))
