"""Answers over deals: the funnel, where it leaks, what it will bring, how long it takes."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer, Asked, Json, channels_of, pipeline_of
from core.reports.bottleneck import bottleneck
from core.reports.cycle import cycle
from core.reports.forecast import forecast
from core.reports.funnel import funnel, funnel_flow
from core.reports.shapes import deals as shapes
from core.work import Reading


async def _funnel(read: Reading, asked: Asked) -> Json:
    pipeline = await pipeline_of(read, asked)
    if asked.question.flow:
        return shapes.flow(await funnel_flow(read, pipeline, asked.period, slice=asked.cut))
    cohort = await funnel(read, pipeline, asked.period, as_of=asked.as_of, slice=asked.cut)
    return shapes.cohort(cohort)


async def _bottleneck(read: Reading, asked: Asked) -> Json:
    pipeline = await pipeline_of(read, asked)
    return shapes.bottleneck(await bottleneck(read, pipeline, asked.period, slice=asked.cut))


async def _forecast(read: Reading, asked: Asked) -> Json:
    return shapes.forecast(await forecast(read, asked.as_of, slice=asked.cut))


async def _cycle(read: Reading, asked: Asked) -> Json:
    found = await cycle(read, asked.period, slice=asked.cut)
    return shapes.cycle(found, await channels_of(read), asked.employees)


ANSWERS: Mapping[str, Answer] = {
    "funnel": _funnel, "bottleneck": _bottleneck, "forecast": _forecast, "cycle": _cycle,
}  # fmt: skip
