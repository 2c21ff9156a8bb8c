"""What the open deals will bring. Source: METRICS.md, Forecast."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Select, String, case, cast, func, literal, select

from core.access import Permission, needs
from core.db.once import materialized
from core.db.types import ShortDecimal
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Deal, Pipeline, Stage
from core.money import Money
from core.people.calendars import day_end
from core.people.company import company_of
from core.reports.journeys import standing, whose
from core.reports.rounding import whole_minor
from core.reports.slices import WHOLE, Slice
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
    """Open deals of one's scope as of a local day, leads left out."""
    until = day_end(as_of, (await company_of(read)).timezone)
    found = Forecast(as_of)
    months: dict[str, Expected] = {}
    for month, late, chance, one, deals, amount, expected in await read.session.execute(
        await _open_deals(read, as_of, until, slice)
    ):
        place = _place(found, months, month, late=bool(late))
        share = Fraction(chance or 0) / 100
        brings = int(expected) if one is None else deals * whole_minor(one * share)
        place.take(deals, int(amount), share, brings)
    found.months = dict(sorted(months.items()))
    return found


async def _open_deals(read: Reading, as_of: date, until: datetime, cut: Slice) -> Select[Any]:
    """Added up by month and chance, percent: the deal's own if set, else its stage's. Whole percents in SQL,
    each deal rounded half-even first; of another chance only deals of one sum, which comes out as `one`.
    """
    lines = select(Pipeline.id).where(Pipeline.kind != PipelineKind.REACH)
    stages = await read.all(select(Stage).where(Stage.kind == StageKind.OPEN, Stage.pipeline_id.in_(lines)))
    columns = {"amount": Deal.amount, "probability": Deal.probability, "close": Deal.expected_close}
    stood = await standing(
        read,
        until,
        whose(read, until, cut, Deal.pipeline_id.in_(lines)),
        {name: column.expression for name, column in columns.items()},
    )
    chances = {stage.id: float(stage.probability or 0) for stage in stages}
    of_stage: Any = case(chances, value=stood.c.stage_id, else_=0.0) if chances else literal(0.0)
    opened = materialized(
        select(
            func.substr(cast(stood.c.close, String), 1, 7).label("month"),
            case((stood.c.close < as_of, 1), else_=0).label("late"),
            func.coalesce(stood.c.amount, 0).label("amount"),
            func.coalesce(stood.c.probability, of_stage, type_=ShortDecimal()).label("chance"),
        ).where(stood.c.stage_id.in_(list(chances))),
        "opened",
    )
    amount, chance = opened.c.amount, opened.c.chance
    percent = cast(chance, BigInteger)
    brings = amount * percent
    one = case((percent != chance, amount))
    half_even = (brings + 50 - case((brings % 200 == 50, 1), else_=0)) // 100
    keys = (opened.c.month, opened.c.late, chance, one)
    return select(*keys, func.count(), func.sum(amount), func.sum(half_even)).group_by(*keys)


def _place(found: Forecast, months: dict[str, Expected], month: str | None, *, late: bool) -> Expected:
    if month is None:
        return found.undated
    return found.slipped if late else months.setdefault(month, Expected())
