"""What clients buy elsewhere. Source: METRICS.md, Potential."""

from collections.abc import AsyncIterator
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import case, func, select

from core.access import Permission, needs
from core.clients.models import Client
from core.db.once import materialized
from core.db.order import in_code_points
from core.db.streams import made_of
from core.ids import ClientId
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.external import external_id_of
from core.reports.period import last_days
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice, clients_of
from core.reports.standing import client_was_there
from core.sales.models import Sale
from core.work import Reading

DAYS = 365


class Unsold(NamedTuple):
    """`need` a year, `bought` in the last 365 days, the share of it and the gap."""

    client_id: ClientId
    external_id: str
    need: Money
    bought: Money

    @property
    def wallet_share(self) -> Fraction | None:
        return share(self.bought, self.need)

    @property
    def gap(self) -> Money:
        return Money(max(0, self.need - self.bought))


@needs(Permission.SEE_OWN)
async def potential(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[Unsold]:
    """Clients of one's scope with a known need, the largest gap first, as they come; one statement."""
    zone = (await company_of(read)).timezone
    until = day_end(as_of, zone)
    bought = (
        select(Sale.client_id, func.sum(Sale.revenue).label("revenue"))
        .where(Sale.at >= last_days(as_of, DAYS).starts(zone), Sale.at < until)
        .group_by(Sale.client_id)
        .subquery("bought")
    )
    lacking: Any = (
        select(
            Client.id,
            external_id_of(Client.external_id, Client.id).label("external"),
            Client.need_per_year.label("need"),
            func.coalesce(bought.c.revenue, 0).label("bought"),
        )
        .outerjoin(bought, bought.c.client_id == Client.id)
        .where(
            Client.need_per_year.is_not(None),
            client_was_there(until),
            *clients_of(read.actor, slice),
        )
    )
    known = materialized(lacking, "known")
    gap = case((known.c.need > known.c.bought, known.c.need - known.c.bought), else_=0)
    question = select(known).order_by(gap.desc(), in_code_points(known.c.external))
    return made_of(read.session, question, _unsold)


def _unsold(row: Any) -> Unsold:
    number, external, need, bought = row
    return Unsold(number, external, Money(int(need)), Money(int(bought)))
