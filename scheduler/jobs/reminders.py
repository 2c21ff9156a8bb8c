"""A quarter of an hour before a task with an hour, or as long before it as the person asked."""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from core.access import clock_actor
from core.activities.giving import REMIND_MOST
from core.activities.models import Task
from core.activities.tasks import standing
from core.notices.notice import Addressee
from core.people.employees import Employee
from core.work import Database
from scheduler.notices import TaskReminder

AHEAD = timedelta(minutes=15)
LONGEST = timedelta(minutes=REMIND_MOST)


async def owe_reminders(database: Database) -> int:
    """Owe a reminder for each task whose quarter of an hour has begun; how many were owed."""
    async with database.read(clock_actor()) as read:
        rows = (
            await read.session.execute(
                select(Task.id, Task.due_at, Task.remind_before_min, Employee.telegram_id, Employee.id)
                .join(Employee, Employee.id == Task.assignee_id)
                .where(
                    standing(),
                    Task.all_day.is_(False),
                    Task.due_at > read.now,
                    or_(
                        and_(Task.remind_before_min.is_(None), Task.due_at <= read.now + AHEAD),
                        and_(Task.remind_before_min.is_not(None), Task.due_at <= read.now + LONGEST),
                    ),
                    Employee.telegram_id.is_not(None),
                    Employee.unreachable_since.is_(None),
                    Employee.dismissed_on.is_(None),
                )
                .order_by(Task.due_at, Task.id)
            )
        ).all()
        now = read.now
    notices = [
        (TaskReminder(task_id=task, due=due.isoformat()), Addressee(place, employee))
        for task, due, minutes, place, employee in rows
        if due is not None and place is not None and due <= now + _ahead(minutes)
    ]
    if not notices:
        return 0
    async with database.work(clock_actor()) as work:
        return len(await work.owe_all(notices))


def _ahead(minutes: int | None) -> timedelta:
    return AHEAD if minutes is None else timedelta(minutes=minutes)
