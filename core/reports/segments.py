"""Every client's segment. Source: METRICS.md, Client segments."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Subquery, case, func, null, select

from core.access import Permission, needs, within
from core.clients.models import Client
from core.ids import ClientId
from core.people.calendars import day_end, day_start
from core.people.company import company_of
from core.reports.external import external_id
from core.reports.period import last_days, month_with, months_before
from core.reports.slices import WHOLE, Slice, over_clients
from core.reports.standing import client_was_there, with_open_deals
from core.sales.models import Sale
from core.work import Reading

MONTHS = 12
LOYAL_MONTHS = 3
LOYAL_DAYS = 90
BUYER_DAYS = 365


class Segment(StrEnum):
    LOYAL = "loyal"
    BUYER = "buyer"
    LOST_BUYER = "lost_buyer"
    LEAD = "lead"
    POTENTIAL = "potential"


@dataclass(frozen=True, slots=True)
class Placed:
    client_id: ClientId
    external_id: str
    name: str
    category: str | None
    created_at: datetime
    segment: Segment


@dataclass(frozen=True, slots=True)
class Segments:
    """`clients` by id."""

    as_of: date
    by_segment: Mapping[Segment, int]
    clients: tuple[Placed, ...]


@needs(Permission.SEE_OWN)
async def segments(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Segments:  # noqa: A002 - the word of METRICS.md
    """The clients of one's scope as of a local day, archived left out; one statement."""
    zone = (await company_of(read)).timezone
    until = day_end(as_of, zone)
    last = _last_sale(until)
    months = _months_bought(as_of, zone, until)
    rows = await read.session.execute(
        select(
            Client.id, Client.external_id, Client.name, Client.category, Client.created_at,
            months.c.months, last.label("last"),
            case((last.is_(None), Client.id.in_(with_open_deals(until)))),
        )
        .outerjoin(months, months.c.client_id == Client.id)
        .where(client_was_there(until), within(read.actor, Client.owner_id), *over_clients(slice))
    )  # fmt: skip
    lately = day_start(last_days(as_of, LOYAL_DAYS).first, zone)
    this_year = day_start(last_days(as_of, BUYER_DAYS).first, zone)
    found = []
    for number, given, name, category, created, months, last, leads in rows:
        if last is not None and last >= lately and months >= LOYAL_MONTHS:
            segment = Segment.LOYAL
        elif last is not None:
            segment = Segment.BUYER if last >= this_year else Segment.LOST_BUYER
        else:
            segment = Segment.LEAD if leads else Segment.POTENTIAL
        found.append(Placed(number, external_id(number, given), name, category, created, segment))
    counted = Counter(client.segment for client in found)
    return Segments(
        as_of,
        {segment: counted[segment] for segment in Segment},
        tuple(sorted(found, key=lambda client: client.external_id)),
    )


def _last_sale(until: datetime) -> ColumnElement[datetime | None]:
    """The client's last sale before a moment: what its row keeps; where there was one since, of the sales."""
    before = (
        select(func.max(Sale.at))
        .where(Sale.client_id == Client.id, Sale.at < until)
        .correlate(Client)
        .scalar_subquery()
    )
    kept = Client.last_sale_at
    return case((kept < until, kept), (Client.first_sale_at < until, before), else_=null())


def _months_bought(as_of: date, zone: str, until: datetime) -> Subquery:
    """In how many of the last 12 calendar months each client bought."""
    first = as_of.replace(day=1)
    starts = [day_start(month_with(months_before(first, n)).first, zone) for n in range(MONTHS)]
    month = case(*((Sale.at >= start, n) for n, start in enumerate(starts)))
    return (
        select(Sale.client_id, func.count(month.distinct()).label("months"))
        .where(Sale.at >= starts[-1], Sale.at < until)
        .group_by(Sale.client_id)
        .subquery("months_bought")
    )
