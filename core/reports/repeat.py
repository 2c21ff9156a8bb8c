"""Who buys again. Source: METRICS.md, Repeat-deal coefficient."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import and_, case, func, select

from core.access import Permission, needs
from core.clients.models import Client
from core.db.counting import count_where
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.likelihood import wilson
from core.reports.period import months_before
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice
from core.reports.sold import of_clients
from core.sales.models import Sale
from core.work import Reading

NORM = Fraction(9, 10)
YEAR = 12
_TENURES = (("<1", 0), ("1-2", 1), ("2-5", 2), ("5-10", 5), ("10+", 10))
FIRST, ALL = "first", "all"
GROUPS = (FIRST, *(name for name, _ in _TENURES), ALL)


@dataclass(frozen=True, slots=True)
class Returning:
    """Clients with a sale in the year before the last, and those of them with one in the last."""

    clients: int
    repeated: int

    @property
    def coefficient(self) -> Fraction | None:
        return share(self.repeated, self.clients)

    @property
    def interval(self) -> tuple[Fraction, Fraction] | tuple[None, None]:
        """Wilson's, 95 %."""
        return wilson(self.repeated, self.clients)

    @property
    def below_norm(self) -> bool | None:
        return None if self.coefficient is None else self.coefficient < NORM

    @property
    def sure(self) -> bool | None:
        """Whether even the upper bound lies below the norm."""
        high = self.interval[1]
        return None if high is None else high < NORM


@needs(Permission.SEE_FUNNEL)
async def repeat(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Mapping[str, Returning]:  # noqa: A002 - the word of METRICS.md
    """By tenure a year ago, and all; the clients of one's scope, one statement."""
    zone = (await company_of(read)).timezone
    until = day_end(as_of, zone)
    year_ago = months_before(as_of, YEAR)
    then, before = day_end(year_ago, zone), day_end(months_before(as_of, 2 * YEAR), zone)
    bought = (
        select(
            Sale.client_id,
            count_where(Sale.at < then).label("by_then"),
            func.min(Sale.at).label("first"),
            func.max(case((Sale.at >= then, 1), else_=0)).label("again"),
        )
        .where(Sale.at < until, *of_clients(read, slice))
        .group_by(Sale.client_id)
        .having(count_where(and_(Sale.at >= before, Sale.at < then)) > 0)
        .subquery("bought")
    )
    later = select(Client.id).where(Client.created_at >= until)
    by_client = select(bought).where(bought.c.client_id.not_in(later)).subquery("by_client")
    since = [(name, day_end(months_before(year_ago, YEAR * years), zone)) for name, years in _TENURES]
    tenure = case(
        (by_client.c.by_then == 1, FIRST),
        *((by_client.c.first < start, name) for name, start in reversed(since)),
    )
    rows = await read.session.execute(
        select(tenure, func.count(), func.sum(by_client.c.again)).group_by(tenure)
    )
    found = {name: Returning(count, int(again)) for name, count, again in rows}
    groups = {name: found.get(name, Returning(0, 0)) for name in GROUPS if name != ALL}
    whole = Returning(
        sum(group.clients for group in groups.values()), sum(group.repeated for group in groups.values())
    )
    return groups | {ALL: whole}
