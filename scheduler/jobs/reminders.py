"""A quarter of an hour before a task with an hour."""

from datetime import timedelta

from sqlalchemy import select

from core.access import clock_actor
from core.activities.models import Task
from core.activities.tasks import standing
from core.notices.notice import Addressee
from core.people.employees import Employee
from core.work import Database
from scheduler.notices import TaskReminder

AHEAD = timedelta(minutes=15)


async def owe_reminders(database: Database) -> int:
    """Owe a reminder for each task whose quarter of an hour has begun; how many were owed."""
    async with database.read(clock_actor()) as read:
        rows = (
            await read.session.execute(
                select(Task.id, Task.due_at, Employee.telegram_id, Employee.id)
                .join(Employee, Employee.id == Task.assignee_id)
                .where(
                    standing(),
                    Task.all_day.is_(False),
                    Task.due_at > read.now,
                    Task.due_at <= read.now + AHEAD,
                    Employee.telegram_id.is_not(None),
                    Employee.unreachable_since.is_(None),
                    Employee.dismissed_on.is_(None),
                )
                .order_by(Task.due_at, Task.id)
            )
        ).all()
    if not rows:
        return 0
    notices = [
        (TaskReminder(task_id=task, due=due.isoformat()), Addressee(place, employee))
        for task, due, place, employee in rows
        if due is not None and place is not None
    ]
    async with database.work(clock_actor()) as work:
        return len(await work.owe_all(notices))
