"""Planning a call with a client by one tap."""

from datetime import datetime

from sqlalchemy import select

from core.access import Permission, needs
from core.activities.kinds import TaskKind
from core.activities.models import Task
from core.activities.tasks import plan_task, standing
from core.clients.search import client_of
from core.ids import ClientId
from core.work import Work


@needs(Permission.PLAN_TASKS)
async def plan_call(
    work: Work, client_id: ClientId, kind: TaskKind, due: datetime | None, *, title: str
) -> Task:
    """A task of one's own with a client of the scope. The same one planned already is returned. Raises
    NotFound.
    """
    client = await client_of(work, client_id)
    same = select(Task).where(
        standing(),
        Task.client_id == client.id,
        Task.assignee_id == work.actor.own_id,
        Task.kind == kind.value,
        Task.due_at == due if due is not None else Task.due_at.is_(None),
    )
    known = await work.maybe(same.order_by(Task.id).limit(1))
    return known or await plan_task(work, kind.value, title, due, client_id=client.id)
