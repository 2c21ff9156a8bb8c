"""Keys of clients' names are made beside everybody's work: new and renamed clients wait for them briefly."""

from core.access import administrator
from core.desk.name_keys import keys_wait, make_keys
from core.work import Database


async def key_names(database: Database) -> int:
    """Make the keys that wait; nobody is told of anything."""
    async with database.read(administrator()) as read:
        if not await keys_wait(read):
            return 0
    async with database.work(administrator()) as work:
        await make_keys(work)
    return 0
