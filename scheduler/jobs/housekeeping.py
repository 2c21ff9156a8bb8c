"""What time makes worthless: stale notices, ids of updates long done."""

from core.intake.receiving import forget_old
from core.notices.queue import expire
from core.work import Database


async def tidy(database: Database) -> int:
    """Expire stale notices and forget old update ids."""
    now, wall = database.clock.now(), database.clock.wall()
    async with database.plumbing() as session:
        await expire(session, now, wall)
        await forget_old(session, now)
    return 0
