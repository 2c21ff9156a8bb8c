"""Changing what stands of a person: name, role, team, place on the conveyor, regions, time zone."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypedDict, Unpack
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from core.access import Permission, Role, needs, within
from core.errors import CoreError, Invalid
from core.ids import EmployeeId, TeamId
from core.people.company import hold_company
from core.people.employees import Employee, Function, Team
from core.people.typed import line, needed
from core.work import Work

NAME_MOST = 80
REGIONS_MOST = 100
ROLES = frozenset({Role.MANAGER, Role.HEAD, Role.DIRECTOR, Role.COLLEAGUE})
"""What a person can be; the other roles are of strangers and machines."""


class LastDirector(CoreError):
    """Nobody else is a director: the house would be without one."""

    message_id: ClassVar[str] = "error-last-director"


class WorkFacts(TypedDict, total=False):
    """What a head says of the own managers; what is not given stays."""

    function: Function | None
    regions: Sequence[str]


class EmployeeFacts(WorkFacts, total=False):
    """What a director says of everybody."""

    name: str
    role: Role
    team_id: TeamId | None
    timezone: str | None


def employee_columns(facts: EmployeeFacts) -> dict[str, Any]:
    """The columns that these facts set. Raises Invalid."""
    columns: dict[str, Any] = dict(facts)
    if "name" in facts:
        columns["name"] = needed("name", facts["name"], NAME_MOST)
    if "role" in facts and facts["role"] not in ROLES:
        raise Invalid(field="role", value=facts["role"].value)
    columns |= work_columns(facts)
    if "timezone" in facts:
        columns["timezone"] = _zone(facts["timezone"])
    return columns


def work_columns(facts: WorkFacts) -> dict[str, Any]:
    """The columns that a head may set; regions each once."""
    columns: dict[str, Any] = {}
    if "function" in facts:
        columns["function"] = facts["function"]
    if "regions" in facts:
        regions = [clean for clean in map(line, facts["regions"]) if clean]
        columns["regions"] = list(dict.fromkeys(regions))[:REGIONS_MOST]
    return columns


def _zone(zone: str | None) -> str | None:
    try:
        return ZoneInfo(zone).key if zone else None
    except (KeyError, ValueError, OSError):
        raise Invalid(field="timezone", value=zone or "") from None


@needs(Permission.KEEP_HOUSE)
async def edit_employee(
    work: Work, employee_id: EmployeeId, *, version: int | None = None, **facts: Unpack[EmployeeFacts]
) -> Employee:
    """Set what is given, None empties. Raises NotFound, Changed, Invalid, LastDirector."""
    columns = employee_columns(facts)
    await hold_company(work)
    employee = await work.take(Employee, Employee.id == employee_id, version=version)
    if columns.get("team_id") is not None:
        await work.one(select(Team.id).where(Team.id == columns["team_id"]))
    if employee.role is Role.DIRECTOR and columns.get("role", Role.DIRECTOR) is not Role.DIRECTOR:
        await _refuse_last(work, employee)
    work.change("employee.edited", employee, **columns)
    return employee


@needs(Permission.SET_GOALS)
async def arrange_employee(
    work: Work, employee_id: EmployeeId, *, version: int | None = None, **facts: Unpack[WorkFacts]
) -> Employee:
    """Where on the conveyor and in which regions a manager of one's scope works. Raises NotFound, Changed."""
    columns = work_columns(facts)
    employee = await work.take(
        Employee,
        Employee.id == employee_id,
        within(work.actor, Employee.id),
        Employee.role == Role.MANAGER,
        version=version,
    )
    work.change("employee.arranged", employee, **columns)
    return employee


async def _refuse_last(work: Work, employee: Employee) -> None:
    others = select(func.count(Employee.id)).where(
        Employee.role == Role.DIRECTOR, Employee.dismissed_on.is_(None), Employee.id != employee.id
    )
    if not await work.one(others):
        raise LastDirector
