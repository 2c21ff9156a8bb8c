"""What each employee did in a period, against norms. Source: METRICS.md, Activity against norms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.access import Permission, needs
from core.ids import EmployeeId, TeamId
from core.people.company import company_of
from core.reports.facts import Counts, Span, counts_of
from core.reports.listed import listed
from core.reports.norms import Bounds, bounds_of
from core.reports.period import Period
from core.work import Reading


@dataclass(frozen=True, slots=True)
class EmployeeActivity:
    """`norms`: bounds of the period by metric, of those that have one."""

    employee_id: EmployeeId
    external_id: str
    name: str
    counts: Counts
    norms: Mapping[str, Bounds]


@needs(Permission.SEE_OWN)
async def activity(
    read: Reading, period: Period, *, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[EmployeeActivity, ...]:
    """The employees of one's scope who were not dismissed before the period's start, by external id.

    `employees` and `teams` narrow whom it lists.
    """
    company = await company_of(read)
    people = await listed(read, period.first, employees, teams)
    span = Span(period.starts(company.timezone), period.ends(company.timezone))
    counts = await counts_of(read, span, [one.id for one in people])
    norms = await bounds_of(read, company, period, people)
    return tuple(
        EmployeeActivity(one.id, one.external_id, one.name, counts[one.id], norms[one.id]) for one in people
    )
