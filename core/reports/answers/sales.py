"""Answers over sales and what leads to them: the five metrics, the profit formula, channels, buyers."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer, Asked, Json, channels_of
from core.reports.channels import channels
from core.reports.five import five
from core.reports.pareto import buyers_one_by_one, pareto
from core.reports.profit import Factor, profit
from core.reports.rfm import rfm
from core.reports.shapes import sales as shapes
from core.work import Reading


async def _profit(read: Reading, asked: Asked) -> Json:
    lift = {Factor(name): percent for name, percent in asked.question.lift.items()}
    return shapes.profit(await profit(read, asked.period, slice=asked.cut, lift=lift))


async def _five(read: Reading, asked: Asked) -> Json:
    found = await five(read, asked.period, as_of=asked.as_of, slice=asked.cut)
    return shapes.five(found, await channels_of(read))


async def _channels(read: Reading, asked: Asked) -> Json:
    return shapes.channels(await channels(read, asked.period))


async def _pareto(read: Reading, asked: Asked) -> Json:
    found = await pareto(read, asked.period, slice=asked.cut)
    twice = [await buyers_one_by_one(read, asked.period, slice=asked.cut) for _ in range(2)]
    return shapes.pareto(found, *twice)


async def _rfm(read: Reading, asked: Asked) -> Json:
    return shapes.rfm(await rfm(read, asked.as_of, slice=asked.cut))


ANSWERS: Mapping[str, Answer] = {
    "profit": _profit, "five": _five, "channels": _channels, "pareto": _pareto, "rfm": _rfm,
}  # fmt: skip
