"""How soon leads, requests and complaints are answered. Source: METRICS.md, Sales cycle and response."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from core.access import Permission, needs
from core.activities.kinds import ActivityKind
from core.activities.models import Activity
from core.clients.complaints import Complaint
from core.clients.models import Client
from core.db.moments import microseconds
from core.deals.kinds import PipelineKind
from core.deals.models import Deal, Pipeline
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.journeys import whose
from core.reports.period import Period
from core.reports.quantiles import Spread
from core.reports.rounding import MEDIAN, P90, days_of, in_days, quantile, share
from core.reports.slices import WHOLE, Slice, clients_of
from core.work import Reading

SOON = timedelta(minutes=15)
MINUTES_A_DAY, HOURS_A_DAY = 24 * 60, 24


@dataclass(frozen=True, slots=True)
class LeadResponse:
    """Minutes to the first activity; `within_15`: share of all the leads."""

    count: int
    median: Fraction | None
    p90: Fraction | None
    within_15: Fraction | None
    untouched: int


@dataclass(frozen=True, slots=True)
class RequestResponse:
    """Hours. `open`: not resolved by the period's end."""

    count: int
    first_median: Fraction | None
    first_p90: Fraction | None
    resolved_median: Fraction | None
    resolved_p90: Fraction | None
    open: int


@dataclass(frozen=True, slots=True)
class Response:
    leads: LeadResponse
    requests: RequestResponse


@needs(Permission.SEE_FUNNEL)
async def response(read: Reading, period: Period, *, slice: Slice = WHOLE) -> Response:  # noqa: A002 - the word of METRICS.md
    """Leads created, and requests and complaints opened in the period, of one's scope; two statements."""
    zone = (await company_of(read)).timezone
    span = Span(period.starts(zone), period.ends(zone))
    return Response(await _leads(read, span, slice), await _requests(read, span, slice))


async def _leads(read: Reading, span: Span, cut: Slice) -> LeadResponse:
    on_lead = _first(Activity.deal_id == Deal.id, span.end)
    on_client = _first(Activity.client_id == Deal.client_id, span.end)
    rows = await read.session.execute(
        select(microseconds(Deal.created_at), microseconds(on_lead), microseconds(on_client))
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            Pipeline.kind == PipelineKind.REACH, span.holds(Deal.created_at),
            *whose(read, span.end, cut),
        )
    )  # fmt: skip
    waits, count = [], 0
    for created, *touches in rows:
        count += 1
        made = [at for at in touches if at is not None]
        if made:
            waits.append(min(made) - created)
    waited = Spread.of(sorted(waits))
    soon = SOON // timedelta(microseconds=1)
    return LeadResponse(
        count=count,
        median=_in(MINUTES_A_DAY, waited.median),
        p90=_in(MINUTES_A_DAY, waited.p90),
        within_15=share(sum(wait <= soon for wait in waits), count),
        untouched=count - len(waits),
    )


def _in(units_a_day: int, microseconds_: Fraction | None) -> Fraction | None:
    days = in_days(microseconds_)
    return None if days is None else days * units_a_day


def _first(of: ColumnElement[bool], until: datetime) -> ScalarSelect[datetime]:
    """The first activity of any kind but note, at or after the lead's creation."""
    return (
        select(func.min(Activity.at))
        .where(
            of,
            Activity.kind != ActivityKind.NOTE,
            Activity.undone_at.is_(None),
            Activity.at >= Deal.created_at,
            Activity.at < until,
        )
        .correlate(Deal)
        .scalar_subquery()
    )


async def _requests(read: Reading, span: Span, cut: Slice) -> RequestResponse:
    rows = await read.session.execute(
        select(Complaint.opened_at, Complaint.first_response_at, Complaint.resolved_at)
        .join(Client, Client.id == Complaint.client_id)
        .where(span.holds(Complaint.opened_at), *clients_of(read.actor, cut))
    )
    answered, resolved, count = [], [], 0
    for opened, first, last in rows:
        count += 1
        if first is not None and first < span.end:
            answered.append(days_of(first - opened) * HOURS_A_DAY)
        if last is not None and last < span.end:
            resolved.append(days_of(last - opened) * HOURS_A_DAY)
    answered.sort()
    resolved.sort()
    return RequestResponse(
        count=count,
        first_median=quantile(answered, MEDIAN),
        first_p90=quantile(answered, P90),
        resolved_median=quantile(resolved, MEDIAN),
        resolved_p90=quantile(resolved, P90),
        open=count - len(resolved),
    )
