"""Counts and sums of people's work in a span of time. Source: METRICS.md, Activity; KPI and pay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome
from core.activities.models import Activity
from core.clients.models import Client
from core.db.among import among, numbers
from core.db.counting import count_where
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.ids import EmployeeId, StageId
from core.money import Money
from core.sales.models import Sale
from core.work import Reading

SIGNIFICANT_CALL_MINUTES = 3
_MEETINGS = (ActivityKind.MEETING, ActivityKind.VISIT)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not with, `end`: aware UTC. `end` is also the "as of"."""

    start: datetime
    end: datetime

    def holds(self, column: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        return and_(column >= self.start, column < self.end)


class Counts(NamedTuple):
    """The six counts of one employee."""

    calls: int = 0
    calls_reached: int = 0
    meetings: int = 0
    significant: int = 0
    offers: int = 0
    new_clients: int = 0


class Takings(NamedTuple):
    """What one employee won and sold; money in minor units."""

    won_count: int
    won_amount: Money
    revenue: Money
    profit: Money


async def counts_of(read: Reading, span: Span, people: Collection[EmployeeId]) -> dict[EmployeeId, Counts]:
    """The six counts of each, in three statements. Whom the actor may see, the caller decides."""
    talks = await _by_person(read, _talks(), span, people)
    offers = await _by_person(read, _offers(), span, people)
    newcomers = await _by_person(read, _new_clients(), span, people)
    found: dict[EmployeeId, Counts] = {}
    for person in people:
        calls, reached, meetings, significant = talks.get(person, (0, 0, 0, 0))
        (made,), (new,) = offers.get(person, (0,)), newcomers.get(person, (0,))
        found[person] = Counts(calls, reached, meetings, significant, made, new)
    return found


async def takings_of(read: Reading, span: Span, people: Collection[EmployeeId]) -> dict[EmployeeId, Takings]:
    """Deals won (no leads) and sales made by each, in two statements.

    Whom the actor may see, the caller decides.
    """
    won = await _by_person(read, _won(), span, people)
    sold = await _by_person(read, _sold(), span, people)
    found: dict[EmployeeId, Takings] = {}
    for person in people:
        count, amount = won.get(person, (0, 0))
        revenue, profit = sold.get(person, (0, 0))
        money = (Money(int(value)) for value in (amount, revenue, profit))
        found[person] = Takings(int(count), *money)
    return found


async def _by_person(
    read: Reading, question: Executable, span: Span, people: Collection[EmployeeId]
) -> dict[EmployeeId, tuple[int, ...]]:
    """Rows of a person and their figures."""
    asked = {"people": list(people), "start": span.start, "end": span.end}
    return {person: tuple(figures) for person, *figures in await read.session.execute(question, asked)}


# Every digest asks these: they are built once, building takes longer than asking.
_PEOPLE = numbers("people")
_START: BindParameter[datetime] = bindparam("start")
_END: BindParameter[datetime] = bindparam("end")


def _holds(column: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    return and_(column >= _START, column < _END)


@cache
def _talks() -> Executable:
    reached = Activity.outcome == Outcome.REACHED
    call = Activity.kind == ActivityKind.CALL
    meeting = and_(Activity.kind.in_(_MEETINGS), reached)
    long_call = and_(call, reached, Activity.duration_min >= SIGNIFICANT_CALL_MINUTES)
    return (
        select(
            Activity.employee_id,
            count_where(call),
            count_where(and_(call, reached)),
            count_where(meeting),
            count_where(or_(long_call, meeting)),
        )
        .where(
            among(Activity.employee_id, _PEOPLE),
            Activity.undone_at.is_(None),
            Activity.kind.in_(LIVE_KINDS),
            _holds(Activity.at),
        )
        .group_by(Activity.employee_id)
    )


@cache
def _offers() -> Executable:
    return (
        select(Move.by_id, func.count())
        .join(Stage, Stage.id == Move.stage_id)
        .join(Deal, Deal.id == Move.deal_id)
        .where(
            Stage.offer.is_(True),
            among(Move.by_id, _PEOPLE),
            Move.undone_at.is_(None),
            Deal.undone_at.is_(None),
            Deal.created_at < _END,
            _holds(Move.at),
        )
        .group_by(Move.by_id)
    )


@cache
def _new_clients() -> Executable:
    return (
        select(Client.owner_id, func.count())
        .where(among(Client.owner_id, _PEOPLE), _holds(Client.created_at))
        .group_by(Client.owner_id)
    )


@cache
def _won() -> Executable:
    return (
        select(Deal.owner_id, func.count(), func.coalesce(func.sum(Deal.amount), 0))
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            among(Deal.owner_id, _PEOPLE),
            Deal.undone_at.is_(None),
            Deal.created_at < _END,
            Deal.stage_since >= _START,
            Pipeline.kind != PipelineKind.REACH,
            _ended_won(),
        )
        .group_by(Deal.owner_id)
    )


def _ended_won() -> ColumnElement[bool]:
    """Whether a deal's last step by the span's end is to a won stage and lies in the span: so it stands where
    it stands since then or later.
    """
    later = aliased(Move)
    stands = and_(later.deal_id == Deal.id, later.undone_at.is_(None), later.at < _END)
    after = or_(later.at > Move.at, and_(later.at == Move.at, later.id > Move.id))
    by_move = exists().where(
        Move.deal_id == Deal.id,
        Move.stage_id.in_(_won_stages()),
        Move.undone_at.is_(None),
        _holds(Move.at),
        ~exists().where(stands, after).correlate(Deal, Move),
    )
    by_birth = and_(
        Deal.first_stage_id.in_(_won_stages()),
        _holds(Deal.created_at),
        ~exists().where(stands).correlate(Deal),
    )
    return or_(by_move.correlate(Deal), by_birth)


def _won_stages() -> Select[StageId]:
    return select(Stage.id).where(Stage.kind == StageKind.WON)


@cache
def _sold() -> Executable:
    """Sales by who sold; where that is empty, by the client's owner. Each half has its own index: of a plain
    IS NULL SQLite looks through everybody's sales without a seller; how many those are PostgreSQL knows
    of IS NULL alone, not of other words for it.
    """
    nobody = Sale.employee_id.is_(None).is_(true())
    profit = (Sale.revenue - Sale.cost).label("profit")
    theirs = select(Sale.employee_id.label("seller"), Sale.revenue, profit).where(
        among(Sale.employee_id, _PEOPLE), _holds(Sale.at)
    )
    of_owners = (
        select(Client.owner_id.label("seller"), Sale.revenue, profit)
        .join(Sale, Sale.client_id == Client.id)
        .where(among(Client.owner_id, _PEOPLE), nobody, _holds(Sale.at))
    )
    sold = union_all(theirs, of_owners).subquery("sold")
    return select(sold.c.seller, func.sum(sold.c.revenue), func.sum(sold.c.profit)).group_by(sold.c.seller)
