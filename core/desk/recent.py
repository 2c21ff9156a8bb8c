"""The clients that a person most likely means now: of today's tasks, then the last spoken with."""

from sqlalchemy import func, select

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.activities.tasks import standing
from core.clients.models import Client
from core.clients.search import in_scope
from core.people.calendars import day_end, local_day
from core.work import Reading


@needs(Permission.RECORD)
async def recent_clients(read: Reading, most: int = 8) -> list[Client]:
    """At most `most` clients of one's scope, the likeliest first."""
    own = read.actor.own_id
    until = day_end(local_day(read.now, read.actor.zone), read.actor.zone)
    due = (
        select(Task.client_id, func.min(Task.due_at).label("due"))
        .where(standing(), Task.assignee_id == own, Task.due_at < until, Task.client_id.is_not(None))
        .group_by(Task.client_id)
        .subquery()
    )
    spoken = (
        select(Activity.client_id, func.max(Activity.at).label("at"))
        .where(Activity.employee_id == own, Activity.undone_at.is_(None), Activity.client_id.is_not(None))
        .group_by(Activity.client_id)
        .subquery()
    )
    return await read.all(
        select(Client)
        .outerjoin(due, due.c.client_id == Client.id)
        .outerjoin(spoken, spoken.c.client_id == Client.id)
        .where(in_scope(read.actor), Client.archived_at.is_(None))
        .order_by(
            due.c.due.is_(None),
            due.c.due.desc(),
            spoken.c.at.is_(None),
            spoken.c.at.desc(),
            Client.search_key,
        )
        .limit(most)
    )
