"""What stages bring up by themselves, once its day has come."""

from core.access import clock_actor
from core.desk.stage_events import any_due_event, bring_due_events
from core.work import Database


async def bring_stage_events(database: Database) -> int:
    """Let due events happen, a batch in a Work; how many did. A quiet clock takes no write lock."""
    brought = 0
    while await _something_due(database):
        async with database.work(clock_actor()) as work:
            done = await bring_due_events(work)
        brought += done
        if not done:  # another clock has them
            break
    return brought


async def _something_due(database: Database) -> bool:
    async with database.read(clock_actor()) as read:
        return await any_due_event(read)
