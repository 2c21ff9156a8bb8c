"""A manager's phone in a small house: clients by name, rows as they stand."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import select

from core.access import administrator
from core.clients.keys import search_key
from core.clients.models import Client
from tests.integration.running_bot import running_bot

HEAD, MANAGER = 2, 3


async def clients(database, house, *names):
    async with database.work(administrator()) as work:
        for name in names:
            await work.add(
                Client(
                    name=name,
                    search_key=search_key(name),
                    owner_id=house.manager,
                    created_at=datetime(2020, 1, 1, tzinfo=UTC),
                )
            )


async def rows(database, thing, *where):
    async with database.read(administrator()) as read:
        return await read.all(select(thing).where(*where).order_by(thing.id))


@asynccontextmanager
async def at_the_phone(database, **chosen):
    async with running_bot(database, **chosen) as running:
        yield running, await running.phone(MANAGER)
