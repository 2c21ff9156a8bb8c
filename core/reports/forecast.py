"""What the open deals will bring. Source: METRICS.md, Forecast."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select

from core.access import Permission, needs, within
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Move, Pipeline, Stage
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.period import month_name
from core.reports.rounding import whole_minor
from core.reports.slices import WHOLE, Slice, over_deals
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

    def take(self, amount: Money, chance: Fraction) -> None:
        self.deals += 1
        self.best = Money(self.best + amount)
        if chance >= SURE:
            self.commit = Money(self.commit + amount)
        self.expected = Money(self.expected + whole_minor(amount * chance))


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
    last = (
        select(Move.stage_id)
        .where(Move.deal_id == Deal.id, Move.undone_at.is_(None), Move.at < until)
        .order_by(Move.at.desc(), Move.id.desc())
        .limit(1)
        .correlate(Deal)
        .scalar_subquery()
    )
    rows = await read.session.execute(
        select(Deal.amount, Deal.probability, Stage.probability, Deal.expected_close)
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .join(Stage, Stage.id == func.coalesce(last, Deal.first_stage_id))
        .where(
            Deal.undone_at.is_(None),
            Deal.created_at < until,
            Pipeline.kind != PipelineKind.REACH,
            Stage.kind == StageKind.OPEN,
            within(read.actor, Deal.owner_id),
            *over_deals(slice),
        )
    )
    found = Forecast(as_of)
    months: dict[str, Expected] = {}
    for amount, own, usual, close in rows:
        if close is None:
            place = found.undated
        elif close < as_of:
            place = found.slipped
        else:
            place = months.setdefault(month_name(close), Expected())
        place.take(amount or NOTHING, _chance(own, usual))
    found.months = dict(sorted(months.items()))
    return found


def _chance(own: Decimal | None, usual: Decimal | None) -> Fraction:
    """The deal's own if set, else its stage's, none: 0."""
    percent = usual if own is None else own
    return Fraction(percent or 0) / 100
