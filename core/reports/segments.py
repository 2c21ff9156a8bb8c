"""Every client's segment. Source: METRICS.md, Client segments."""

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, case, func, null, select

from core.access import Permission, needs
from core.clients.models import Client
from core.db.streams import made_of
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.ids import ClientId
from core.people.calendars import day_end, day_start
from core.people.company import company_of
from core.reports.external import external_id_of
from core.reports.period import last_days, month_with, months_before
from core.reports.slices import WHOLE, Slice, clients_of
from core.reports.standing import client_was_there, deal_was_there, stage_at
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


class Placed(NamedTuple):
    """A client's segment, by the names of Segment."""

    client_id: ClientId
    external_id: str
    segment: str


@needs(Permission.SEE_OWN)
async def segments(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Mapping[Segment, int]:  # noqa: A002 - the word of METRICS.md
    """How many clients of one's scope as of a local day are in each segment, archived left out; one
    statement.
    """
    placing = Placing(as_of, (await company_of(read)).timezone)
    rows = await read.session.execute(
        select(placing.segment, func.count())
        .select_from(placing.clients)
        .where(client_was_there(placing.until), *clients_of(read.actor, slice))
        .group_by(placing.segment)
    )
    counted = {segment: count for segment, count in rows}  # noqa: C416 - rows are no pairs for the type checker
    return {segment: counted.get(segment, 0) for segment in Segment}


@needs(Permission.SEE_OWN)
async def segments_one_by_one(
    read: Reading,
    as_of: date,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
) -> AsyncIterator[Placed]:
    """Each of these clients with its segment, as they come."""
    placing = Placing(as_of, (await company_of(read)).timezone)
    question = (
        select(Client.id, external_id_of(Client.external_id, Client.id), placing.segment)
        .select_from(placing.clients)
        .where(client_was_there(placing.until), *clients_of(read.actor, slice))
    )
    return made_of(read.session, question, Placed._make)


class Placing:
    """The segments of clients as of a local day: `segment`, a column over the join `clients`."""

    def __init__(self, as_of: date, zone: str) -> None:
        self.until = day_end(as_of, zone)
        self.months = _months_bought(as_of, zone, self.until)
        self.clients: Any = Client.__table__.outerjoin(self.months, self.months.c.client_id == Client.id)
        last = _last_sale(self.until)
        lately = day_start(last_days(as_of, LOYAL_DAYS).first, zone)
        this_year = day_start(last_days(as_of, BUYER_DAYS).first, zone)
        self.segment: ColumnElement[str] = case(
            (and_(self.months.c.months >= LOYAL_MONTHS, last >= lately), Segment.LOYAL.value),
            (last >= this_year, Segment.BUYER.value),
            (last.is_not(None), Segment.LOST_BUYER.value),
            (_open_deal(self.until), Segment.LEAD.value),
            else_=Segment.POTENTIAL.value,
        )


def _open_deal(until: datetime) -> ColumnElement[bool]:
    """Whether the client has an open deal of any pipeline."""
    deals = select(Deal.id).join(Stage, Stage.id == stage_at(until))
    theirs = deals.where(Deal.client_id == Client.id, deal_was_there(until), Stage.kind == StageKind.OPEN)
    return theirs.correlate(Client).exists()


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
        .subquery()
    )
