"""Reports over sales and what leads to them, as JSON objects. Source: BUNDLE.md, Shapes."""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

from core.deals.kinds import DealKind
from core.ids import ChannelId
from core.money import money_text
from core.reports.channels import ChannelResult
from core.reports.five import Five, Leads
from core.reports.long_lists import LongObject
from core.reports.pareto import Buyer, Pareto
from core.reports.profit import Factor, Product, Profit
from core.reports.rfm import RfmBuyer
from core.reports.rounding import exact_money, ratio6
from core.reports.shapes.naming import named

Json = dict[str, Any]


def profit(found: Profit) -> Json:
    shown: Json = {
        "profit": money_text(found.now.profit),
        "revenue": money_text(found.now.revenue),
        "factors": _factors(found.now),
        "previous": _factors(found.previous) | {"profit": money_text(found.previous.profit)},
        "share": {factor.value: ratio6(share) for factor, share in found.share.items()},
        "lever_1pct": exact_money(found.lever_1pct),
    }
    return shown if found.profit_if is None else shown | {"profit_if": exact_money(found.profit_if)}


def _factors(product: Product) -> Json:
    return {
        factor.value: exact_money(value) if factor is Factor.AVERAGE_CHECK else ratio6(value)
        for factor, value in product.factors.items()
    }


def five(found: Five, channels: Mapping[ChannelId, str]) -> Json:
    """`channels`: external ids by their numbers."""

    def of(*kinds: DealKind) -> str:
        return money_text(sum(found.profit.get(kind, 0) for kind in kinds))

    by_channel = {channel: _leads(leads) for channel, leads in found.by_channel.items()}
    return _leads(found.leads) | {
        "worked_deals": found.worked_deals,
        "worked_amount": money_text(found.worked_amount),
        "close_rate": ratio6(found.close_rate),
        "profit": money_text(sum(found.profit.values())),
        "profit_new": of(DealKind.NEW),
        "profit_repeat": of(DealKind.REPEAT),
        "profit_extra": of(DealKind.UPSELL, DealKind.CROSS_SELL),
        "profit_won_back": of(DealKind.WON_BACK),
        "by_channel": named(by_channel, channels),
    }


def _leads(leads: Leads) -> Json:
    return {"new_leads": leads.new_leads, "lead_conversion": ratio6(leads.lead_conversion)}


def channels(found: Iterable[ChannelResult]) -> Json:
    return {"channels": {channel.external_id: _channel(channel) for channel in found}}


def _channel(channel: ChannelResult) -> Json:
    return {
        "cost": None if channel.cost is None else money_text(channel.cost),
        "leads": channel.leads,
        "cost_per_lead": exact_money(channel.cost_per_lead),
        "won": channel.won,
        "cost_per_sale": exact_money(channel.cost_per_sale),
        "profit": money_text(channel.profit),
        "romi": ratio6(channel.romi),
        "verdict": channel.verdict.value if channel.verdict else None,
    }


def pareto(found: Pareto, *buyers: AsyncIterator[Buyer]) -> Json:
    """`buyers`: the same ones twice, for their places and for their profit."""
    places, profits = buyers
    return {
        "clients": LongObject((buyer.external_id, buyer.place) async for buyer in places),
        "profit": LongObject((buyer.external_id, money_text(buyer.profit)) async for buyer in profits),
        "top20_share": ratio6(found.top20_share),
        "time_share_a": ratio6(found.time_share_a),
    }


def rfm(buyers: AsyncIterator[RfmBuyer]) -> Json:
    return {"clients": LongObject((buyer.external_id, _rfm(buyer)) async for buyer in buyers)}


def _rfm(buyer: RfmBuyer) -> Json:
    return {
        "recency": buyer.recency,
        "frequency": buyer.frequency,
        "money": money_text(buyer.money),
        "cell": buyer.cell,
    }
