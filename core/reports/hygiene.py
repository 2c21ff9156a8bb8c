"""How well deals and clients are kept. Source: METRICS.md, Hygiene."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.clients.models import Client, Contact
from core.db.among import among, numbers
from core.db.counting import count_where
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.ids import EmployeeId, TeamId
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.listed import listed
from core.reports.period import last_days
from core.reports.rounding import share
from core.reports.standing import client_was_there, deal_was_there, stage_at, task_was_open
from core.work import Reading

RECENT_DAYS = 14
RULES = ("a", "b", "c", "d", "e", "f", "g")
_OF_DEALS, _OF_CLIENTS = RULES[:5], RULES[5:]
_COLUMNS: Mapping[str, ColumnElement[Any]] = {
    "amount": Deal.amount.expression,
    "expected_close": Deal.expected_close.expression,
    "contact": Deal.contact_id.expression,
    "probability": Deal.probability.expression,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The share that keeps each of the seven rules, None where there is nothing to keep."""

    shares: Mapping[str, Fraction | None]

    @property
    def score(self) -> Decimal | None:
        """Of 100, two places, half-even: as it is shown, and as KPI takes it."""
        known = [share for share in self.shares.values() if share is not None]
        if not known:
            return None
        exact = 100 * sum(known, Fraction(0)) / len(known)
        return Decimal(round(exact * 100)) / 100


@dataclass(frozen=True, slots=True)
class EmployeeHygiene:
    employee_id: EmployeeId
    external_id: str
    name: str
    kept: Kept


@needs(Permission.SEE_OWN)
async def hygiene(
    read: Reading, as_of: date, *, employees: Collection[EmployeeId] = (), teams: Collection[TeamId] = ()
) -> tuple[EmployeeHygiene, ...]:
    """The employees of one's scope who are not dismissed before the day, by external id."""
    people = await listed(read, as_of, employees, teams)
    kept = await kept_by(read, as_of, [one.id for one in people])
    return tuple(EmployeeHygiene(one.id, one.external_id, one.name, kept[one.id]) for one in people)


async def kept_by(read: Reading, as_of: date, people: Sequence[EmployeeId]) -> dict[EmployeeId, Kept]:
    """Each one's deals and clients as of a local day; three statements. Whom one sees, the caller decides."""
    zone = (await company_of(read)).timezone
    until = day_end(as_of, zone)
    recent = last_days(as_of, RECENT_DAYS).starts(zone)
    stages = await read.all(select(Stage).where(Stage.kind == StageKind.OPEN))
    deals = await _shares(read, _deals(stages, as_of, until, recent), people)
    clients = await _shares(read, _clients(until), people)
    nothing: tuple[Fraction | None, ...] = (None,) * len(RULES)
    return {
        one: Kept(
            dict(zip(_OF_DEALS, deals.get(one, nothing[:5]), strict=True))
            | dict(zip(_OF_CLIENTS, clients.get(one, nothing[5:]), strict=True))
        )
        for one in people
    }


async def _shares(
    read: Reading, question: Any, people: Sequence[EmployeeId]
) -> dict[EmployeeId, tuple[Fraction | None, ...]]:
    """Rows of a person, how many things, and how many of them keep each rule."""
    return {
        person: tuple(share(count, whole) for count in counts)
        for person, whole, *counts in await read.session.execute(question, {"people": list(people)})
    }


def _deals(stages: Sequence[Stage], as_of: date, until: datetime, recent: datetime) -> Any:
    on_deal = and_(Task.deal_id == Deal.id, task_was_open(until))
    rules = (
        exists().where(on_deal).correlate(Deal),
        ~exists().where(on_deal, Task.due_at < until).correlate(Deal),
        _filled(stages),
        and_(Deal.expected_close.is_not(None), Deal.expected_close >= as_of),
        exists()
        .where(
            Activity.deal_id == Deal.id,
            Activity.undone_at.is_(None),
            Activity.at >= recent,
            Activity.at < until,
        )
        .correlate(Deal),
    )
    return (
        select(Deal.owner_id, func.count(), *(count_where(rule) for rule in rules))
        .join(Stage, Stage.id == stage_at(until))
        .where(among(Deal.owner_id, numbers("people")), deal_was_there(until), Stage.kind == StageKind.OPEN)
        .group_by(Deal.owner_id)
    )


def _filled(stages: Sequence[Stage]) -> ColumnElement[bool]:
    """All fields that the deal's stage requires are not empty."""
    wanting = [
        (Stage.id == stage.id, and_(*(_COLUMNS[name].is_not(None) for name in stage.required)))
        for stage in stages
        if stage.required
    ]
    return case(*wanting, else_=true()) if wanting else true()


def _clients(until: datetime) -> Any:
    reachable = (
        exists()
        .where(Contact.client_id == Client.id, or_(_given(Contact.phone), _given(Contact.email)))
        .correlate(Client)
    )
    described = and_(_given(Client.industry), _given(Client.region), _given(Client.category))
    return (
        select(Client.owner_id, func.count(), count_where(reachable), count_where(described))
        .where(among(Client.owner_id, numbers("people")), client_was_there(until))
        .group_by(Client.owner_id)
    )


def _given(column: Any) -> ColumnElement[bool]:
    return and_(column.is_not(None), column != "")
