"""Promises kept and broken. Source: METRICS.md, The head's five controls; KPI and pay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import ColumnElement, and_, or_, select

from core.activities.models import Task
from core.db.among import among, numbers
from core.ids import EmployeeId
from core.reports.facts import Span
from core.reports.rounding import days_of, share
from core.work import Reading


@dataclass(slots=True)
class Promises:
    """Tasks promised for a span, as of its end, cancelled ones out. `overdue`: others', not done in time."""

    promised: int = 0
    kept: int = 0
    overdue: int = 0
    late: int = 0
    lateness: timedelta = timedelta()

    @property
    def kept_share(self) -> Fraction | None:
        return share(self.kept, self.promised)

    @property
    def lateness_days(self) -> Fraction | None:
        """Mean days late of those done late."""
        return days_of(self.lateness) / self.late if self.late else None


async def promises_of(
    read: Reading, span: Span, people: Collection[EmployeeId]
) -> dict[EmployeeId, Promises]:
    """By assignee, one statement. Moving a task moves no promise. Whom one sees, the caller decides."""
    question = select(Task.assignee_id, Task.author_id, Task.first_due_at, Task.done_at).where(
        among(Task.assignee_id, numbers("people")), _promised(span)
    )
    rows = await read.session.execute(question, {"people": list(people)})
    found = {person: Promises() for person in people}
    for assignee, author, due, done in rows:
        if assignee is None or due is None:
            continue
        promises = found[assignee]
        promises.promised += 1
        finished = done if done is not None and done < span.end else None
        if finished is not None and finished <= due:
            promises.kept += 1
            continue
        promises.overdue += author is not None and author != assignee
        if finished is not None:
            promises.late += 1
            promises.lateness += finished - due
    return found


def _promised(span: Span) -> ColumnElement[bool]:
    return and_(
        Task.undone_at.is_(None),
        Task.created_at < span.end,
        Task.first_due_at >= span.start,
        Task.first_due_at < span.end,
        or_(Task.cancelled_at.is_(None), Task.cancelled_at >= span.end),
    )
