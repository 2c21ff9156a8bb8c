"""What each channel costs and brings. Source: METRICS.md, Channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import Executable, func, select

from core.access import Permission, needs, within
from core.clients.models import Channel, Client
from core.deals.kinds import PipelineKind
from core.deals.models import Deal, Pipeline
from core.ids import ChannelId
from core.money import Money
from core.people.company import company_of
from core.reports.external import external_id
from core.reports.facts import Span
from core.reports.period import Period
from core.reports.rounding import share
from core.reports.slices import WHOLE
from core.reports.wins import wins_by
from core.sales.models import ChannelCost, Sale
from core.work import Reading


class Verdict(StrEnum):
    SCALE = "scale"
    KEEP = "keep"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """Exact; money in minor units. `cost` and what hangs on it: None without a cost row."""

    channel_id: ChannelId
    external_id: str
    name: str
    cost: Money | None
    leads: int
    cost_per_lead: Fraction | None
    won: int
    cost_per_sale: Fraction | None
    profit: Money
    romi: Fraction | None

    @property
    def verdict(self) -> Verdict | None:
        if self.romi is None:
            return None
        if self.romi >= 1:
            return Verdict.SCALE
        return Verdict.CUT if self.romi < 0 else Verdict.KEEP


@needs(Permission.SEE_FUNNEL)
async def channels(read: Reading, period: Period) -> tuple[ChannelResult, ...]:
    """Every channel by its id; leads, deals and sales as far as one's scope goes.

    Costs are the whole company's: who does not see it whole sees none of them, nor what hangs on them.
    """
    zone = (await company_of(read)).timezone
    span = Span(period.starts(zone), period.ends(zone))
    leads = await _by_channel(read, _leads(read, span))
    profits = await _by_channel(read, _profits(read, span))
    costs = await _by_channel(read, _costs(period)) if read.actor.sees is None else {}
    won = await wins_by(read, span, WHOLE, Deal.channel_id)
    found = (
        _result(
            channel, costs.get(channel.id), leads.get(channel.id, 0), won.get(channel.id, 0),
            profits.get(channel.id, 0),
        )
        for channel in await read.all(select(Channel))
    )  # fmt: skip
    return tuple(sorted(found, key=lambda result: result.external_id))


def _result(channel: Channel, cost: int | None, leads: int, won: int, profit: int) -> ChannelResult:
    return ChannelResult(
        channel_id=channel.id,
        external_id=external_id(channel.id, channel.external_id),
        name=channel.name,
        cost=None if cost is None else Money(cost),
        leads=leads,
        cost_per_lead=None if cost is None else share(cost, leads),
        won=won,
        cost_per_sale=None if cost is None else share(cost, won),
        profit=Money(profit),
        romi=None if cost is None else share(profit - cost, cost),
    )


async def _by_channel(read: Reading, question: Executable) -> Mapping[Any, int]:
    return {channel: int(figure) for channel, figure in await read.session.execute(question)}


def _leads(read: Reading, span: Span) -> Executable:
    return (
        select(Deal.channel_id, func.count())
        .join(Pipeline, Pipeline.id == Deal.pipeline_id)
        .where(
            Deal.undone_at.is_(None),
            Pipeline.kind == PipelineKind.REACH,
            span.holds(Deal.created_at),
            within(read.actor, Deal.owner_id),
        )
        .group_by(Deal.channel_id)
    )


def _profits(read: Reading, span: Span) -> Executable:
    return (
        select(Client.channel_id, func.sum(Sale.revenue - Sale.cost))
        .join(Sale, Sale.client_id == Client.id)
        .where(span.holds(Sale.at), within(read.actor, Client.owner_id))
        .group_by(Client.channel_id)
    )


def _costs(period: Period) -> Executable:
    months = period.months_within()
    return (
        select(ChannelCost.channel_id, func.sum(ChannelCost.amount))
        .where(ChannelCost.month.in_(months))
        .group_by(ChannelCost.channel_id)
    )
