"""Profit as a product of five factors, and what moves it. Source: METRICS.md, Profit formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import func, select

from core.access import Permission, needs, within
from core.deals.kinds import PipelineKind
from core.deals.models import Deal, Pipeline
from core.money import Money
from core.people.company import company_of
from core.reports.facts import Span
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE, Slice, over_deals
from core.reports.sold import takings
from core.work import Reading

_EXACT = Context(prec=60)
LEVER = Fraction(1, 100)


class Factor(StrEnum):
    LEADS = "leads"
    CONVERSION = "conversion"
    FREQUENCY = "frequency"
    AVERAGE_CHECK = "average_check"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Product:
    """`profit` (minor units) is the product of the factors, each None where its denominator is 0."""

    profit: Money
    revenue: Money
    factors: Mapping[Factor, Fraction | None]


@dataclass(frozen=True, slots=True)
class Profit:
    """`share`: of each factor in the change against `previous`. `profit_if`: with the lifts asked for."""

    now: Product
    previous: Product
    share: Mapping[Factor, Fraction | None]
    lever_1pct: Fraction
    profit_if: Fraction | None


@needs(Permission.SEE_FUNNEL)
async def profit(
    read: Reading,
    period: Period,
    *,
    slice: Slice = WHOLE,  # noqa: A002 - the word of METRICS.md
    lift: Mapping[Factor, Fraction] | None = None,
) -> Profit:
    """The period against as many days just before it. `lift`: percent by factor, may be negative."""
    zone = (await company_of(read)).timezone
    before = Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))
    now = await _product(read, period, zone, slice)
    previous = await _product(read, before, zone, slice)
    lifted: Fraction | None = None
    if lift:
        lifted = Fraction(now.profit)
        for percent in lift.values():
            lifted *= 1 + percent / 100
    return Profit(now, previous, _shares(now, previous), now.profit * LEVER, lifted)


async def _product(read: Reading, period: Period, zone: str, cut: Slice) -> Product:
    span = Span(period.starts(zone), period.ends(zone))
    born = await read.session.execute(
        select(func.count())
        .select_from(Deal)
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            Deal.undone_at.is_(None),
            Pipeline.kind == PipelineKind.REACH,
            span.holds(Deal.created_at),
            within(read.actor, Deal.owner_id),
            *over_deals(cut),
        )
    )
    leads = born.scalar_one()
    sold = await takings(read, span, zone, cut)
    return Product(
        Money(sold.profit),
        Money(sold.revenue),
        {
            Factor.LEADS: Fraction(leads),
            Factor.CONVERSION: share(sold.buyers, leads),
            Factor.FREQUENCY: share(sold.sales, sold.buyers),
            Factor.AVERAGE_CHECK: share(sold.revenue, sold.sales),
            Factor.MARGIN: share(sold.profit, sold.revenue),
        },
    )


def _shares(now: Product, previous: Product) -> dict[Factor, Fraction | None]:
    """All None where one of the twelve values is missing or not above 0, or the profits are equal."""
    nothing: dict[Factor, Fraction | None] = dict.fromkeys(Factor)
    if now.profit <= 0 or previous.profit <= 0 or now.profit == previous.profit:
        return nothing
    whole = _logarithm(Fraction(now.profit, previous.profit))
    found: dict[Factor, Fraction | None] = {}
    for factor in Factor:
        value, then = now.factors[factor], previous.factors[factor]
        if value is None or then is None or value <= 0 or then <= 0:
            return nothing
        found[factor] = Fraction(_EXACT.divide(_logarithm(value / then), whole))
    return found


def _logarithm(value: Fraction) -> Decimal:
    """To 60 digits."""
    above, below = Decimal(value.numerator), Decimal(value.denominator)
    return _EXACT.subtract(_EXACT.ln(above), _EXACT.ln(below))
