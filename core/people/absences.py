"""Leave and illness: days that are no workdays of a person's, so that norms and pay leave them out."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, select

from core.access import Actor, Permission, needs, within
from core.errors import Invalid
from core.ids import AbsenceId, EmployeeId
from core.people.calendars import Absence
from core.people.employees import Employee
from core.work import Reading, Work

LONGEST = timedelta(days=3 * 366)
YEARS = range(2000, 2101)
_DAY = timedelta(days=1)


@needs(Permission.SET_GOALS)
async def add_absence(work: Work, employee_id: EmployeeId, starts_on: date, ends_on: date) -> Absence:
    """Days off of a person of one's scope, both ends in; what they touch or overlap joins into one absence.

    Raises NotFound, Invalid.
    """
    sane = starts_on.year in YEARS and ends_on.year in YEARS
    if not sane or not starts_on <= ends_on <= starts_on + LONGEST:
        raise Invalid(field="absence", value=f"{starts_on}..{ends_on}")
    person = await work.take(Employee, Employee.id == employee_id, within(work.actor, Employee.id))
    touched = await work.all(
        select(Absence)
        .where(
            Absence.employee_id == person.id,
            Absence.starts_on <= ends_on + _DAY,
            Absence.ends_on >= starts_on - _DAY,
        )
        .order_by(Absence.starts_on, Absence.id)
    )
    if not touched:
        fresh = Absence(employee_id=person.id, starts_on=starts_on, ends_on=ends_on)
        absence = await work.add(fresh)
        work.record("absence.added", absence)
        return absence
    absence, *others = touched
    work.change(
        "absence.joined",
        absence,
        starts_on=min(starts_on, absence.starts_on),
        ends_on=max(ends_on, *(one.ends_on for one in touched)),
    )
    for other in others:
        await work.session.delete(other)
    return absence


@needs(Permission.SET_GOALS)
async def remove_absence(work: Work, absence_id: AbsenceId) -> None:
    """Strike an absence out: the person works after all. Raises NotFound."""
    absence = await work.take(Absence, Absence.id == absence_id, _of_scope(work.actor))
    days = {
        "starts_on": [absence.starts_on.isoformat(), None],
        "ends_on": [absence.ends_on.isoformat(), None],
    }
    work.record("absence.removed", absence, days)
    await work.session.delete(absence)


@needs(Permission.SEE_OWN)
async def absences_from(
    read: Reading, day: date, employee_id: EmployeeId | None = None
) -> list[tuple[Employee, Absence]]:
    """Absences of one's scope (of one person of it) that end on `day` or later, the soonest first."""
    question = (
        select(Employee, Absence)
        .join(Absence, Absence.employee_id == Employee.id)
        .where(within(read.actor, Employee.id), Absence.ends_on >= day)
        .order_by(Absence.starts_on, Employee.name, Absence.id)
    )
    if employee_id is not None:
        question = question.where(Employee.id == employee_id)
    return [(person, absence) for person, absence in await read.session.execute(question)]


def _of_scope(actor: Actor) -> ColumnElement[bool]:
    return exists().where(Employee.id == Absence.employee_id, within(actor, Employee.id))
