"""What the open deals will bring. Source: METRICS.md, Forecast."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from core.access import Permission, needs
from core.db.types import ShortDecimal
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Pipeline, Stage
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.journeys import whose
from core.reports.period import month_name
from core.reports.rounding import whole_minor
from core.reports.slices import WHOLE, Slice
from core.reports.standing import stage_at
from core.work import Reading

SURE = Fraction(8, 10)
NOTHING = Money(0)


@dataclass(slots=True)
class Expected:
    """Sums of deals. `commit`: of those with a chance of 80 % and more; `expected`: each by its chance."""

    deals: int = 0
    best: Money = NOTHING
    commit: Money = NOTHING
    expected: Money = NOTHING

    def take(self, deals: int, amount: int, chance: Fraction, expected: int) -> None:
        """Deals of one chance: how many, their sum, and the sum of what each will bring."""
        self.deals += deals
        self.best = Money(self.best + amount)
        if chance >= SURE:
            self.commit = Money(self.commit + amount)
        self.expected = Money(self.expected + expected)


@dataclass(slots=True)
class Forecast:
    """`months`: by the month of the expected close, YYYY-MM, ascending; only months with deals."""

    as_of: date
    months: Mapping[str, Expected] = field(default_factory=dict)
    slipped: Expected = field(default_factory=Expected)
    undated: Expected = field(default_factory=Expected)


@needs(Permission.SEE_FUNNEL)
async def forecast(read: Reading, as_of: date, *, slice: Slice = WHOLE) -> Forecast:  # noqa: A002 - the word of METRICS.md
    """Open deals of one's scope as of a local day, leads left out; one statement."""
    until = day_end(as_of, (await company_of(read)).timezone)
    open_deals = _open_deals(read, until, slice)
    found = Forecast(as_of)
    months: dict[str, Expected] = {}
    for month, late, chance, deals, amount, expected in await read.session.execute(_whole(open_deals, as_of)):
        place = _place(found, months, month, late=late)
        place.take(deals, int(amount), Fraction(int(chance), 100), int(expected))
    for close, chance, amount in await read.session.execute(_broken(open_deals)):
        share = Fraction(chance) / 100
        month = None if close is None else month_name(close)
        place = _place(found, months, month, late=close is not None and close < as_of)
        place.take(1, amount, share, whole_minor(amount * share))
    found.months = dict(sorted(months.items()))
    return found


def _open_deals(read: Reading, until: datetime, cut: Slice) -> Subquery:
    """`amount`, the day `close`, and `chance`, percent: the deal's own if set, else its stage's, none: 0."""
    sales = select(Pipeline.id).where(Pipeline.kind != PipelineKind.REACH)
    chance: ColumnElement[Decimal] = func.coalesce(
        Deal.probability, Stage.probability, literal(0, ShortDecimal())
    )
    return (
        select(
            func.coalesce(Deal.amount, 0).label("amount"),
            Deal.expected_close.label("close"),
            chance.label("chance"),
        )
        .join(Stage, Stage.id == stage_at(until))
        .where(*whose(read, until, cut, Deal.pipeline_id.in_(sales), Stage.kind == StageKind.OPEN))
        .subquery("open_deals")
    )


def _is_whole(chance: ColumnElement[Any]) -> ColumnElement[bool]:
    return cast(chance, BigInteger) == chance


def _whole(deals: Subquery, as_of: date) -> Select[Any]:
    """Added up by month and chance where the chance is whole percents: each deal rounded half-even first."""
    percent = cast(deals.c.chance, BigInteger)
    hundredths = deals.c.amount * percent
    whole, rest = hundredths // 100, hundredths % 100
    up = or_(rest > 50, and_(rest == 50, whole % 2 == 1))
    expected = case((up, whole + 1), else_=whole)
    month = func.substr(cast(deals.c.close, String), 1, 7)
    late = and_(deals.c.close.is_not(None), deals.c.close < as_of)
    return (
        select(month, late, percent, func.count(), func.sum(deals.c.amount), func.sum(expected))
        .where(_is_whole(deals.c.chance))
        .group_by(month, late, percent)
    )


def _broken(deals: Subquery) -> Select[Any]:
    """One by one those whose chance is no whole percent: few, and exact only outside of SQL."""
    return select(deals.c.close, deals.c.chance, deals.c.amount).where(~_is_whole(deals.c.chance))


def _place(found: Forecast, months: dict[str, Expected], month: str | None, *, late: bool) -> Expected:
    if month is None:
        return found.undated
    return found.slipped if late else months.setdefault(month, Expected())
