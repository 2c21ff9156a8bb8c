"""What clients buy elsewhere. Source: METRICS.md, Potential."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select

from core.access import Permission, needs, within
from core.clients.models import Client
from core.ids import ClientId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.external import external_id
from core.reports.period import last_days
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice, over_clients
from core.reports.standing import client_was_there
from core.sales.models import Sale
from core.work import Reading

DAYS = 365


@dataclass(frozen=True, slots=True)
class Unsold:
    """`need` a year, `bought` in the last 365 days, the share of it and the gap."""

    client_id: ClientId
    external_id: str
    name: str
    need: Money
    bought: Money

    @property
    def wallet_share(self) -> Fraction | None:
        return share(self.bought, self.need)

    @property
    def gap(self) -> Money:
        return Money(max(0, self.need - self.bought))


@needs(Permission.SEE_OWN)
async def potential(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> tuple[Unsold, ...]:  # noqa: A002 - the word of METRICS.md
    """Clients of one's scope with a known need, the largest gap first; one statement."""
    zone = (await company_of(read)).timezone
    until = day_end(as_of, zone)
    bought = (
        select(Sale.client_id, func.sum(Sale.revenue).label("revenue"))
        .where(Sale.at >= last_days(as_of, DAYS).starts(zone), Sale.at < until)
        .group_by(Sale.client_id)
        .subquery("bought")
    )
    rows = await read.session.execute(
        select(Client.id, Client.external_id, Client.name, Client.need_per_year, bought.c.revenue)
        .outerjoin(bought, bought.c.client_id == Client.id)
        .where(
            Client.need_per_year.is_not(None),
            client_was_there(until),
            within(read.actor, Client.owner_id),
            *over_clients(slice),
        )
    )
    found = (
        Unsold(number, external_id(number, given), name, need or Money(0), Money(int(revenue or 0)))
        for number, given, name, need, revenue in rows
    )
    return tuple(sorted(found, key=lambda client: (-client.gap, client.external_id)))
