"""What each employee did in a period. Source: METRICS.md, Activity against norms (norms: no table yet)."""

from collections.abc import Collection
from dataclasses import dataclass

from core.access import Permission, needs
from core.ids import EmployeeId, TeamId
from core.reports.period import Period
from core.work import Reading


@dataclass(frozen=True, slots=True)
class Counts:
    """The six counts of one employee."""

    calls: int = 0
    calls_reached: int = 0
    meetings: int = 0
    significant: int = 0
    offers: int = 0
    new_clients: int = 0


@dataclass(frozen=True, slots=True)
class EmployeeActivity:
    employee_id: EmployeeId
    external_id: str
    name: str
    counts: Counts


@needs(Permission.SEE_OWN)
async def activity(
    read: Reading, period: Period, *, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[EmployeeActivity, ...]:
    """The employees of one's scope who were not dismissed before the period's start, by external id."""
    raise NotImplementedError
