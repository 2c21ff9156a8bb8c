"""Lists and cards that people open, counted by person and day: who copies the base reads much."""

from datetime import date

from sqlalchemy import select

from core.access import Permission, needs, within
from core.audit import Look, LookCount
from core.ids import EmployeeId
from core.work import Reading


@needs(Permission.SEE_TEAM)
async def looks_on(read: Reading, day: date) -> dict[EmployeeId, dict[Look, int]]:
    """What the people of one's scope opened on a day."""
    rows = await read.all(
        select(LookCount).where(LookCount.day == day, within(read.actor, LookCount.employee_id))
    )
    found: dict[EmployeeId, dict[Look, int]] = {}
    for row in rows:
        found.setdefault(row.employee_id, {})[row.what] = row.count
    return found
