"""Answers over deals: the funnel, where it leaks, what it will bring."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer, Asked, Json, pipeline_of
from core.reports.funnel import funnel, funnel_flow
from core.reports.shapes import deals as shapes
from core.work import Reading


async def _funnel(read: Reading, asked: Asked) -> Json:
    pipeline = await pipeline_of(read, asked)
    if asked.question.flow:
        return shapes.flow(await funnel_flow(read, pipeline, asked.period, slice=asked.cut))
    cohort = await funnel(read, pipeline, asked.period, as_of=asked.as_of, slice=asked.cut)
    return shapes.cohort(cohort)


ANSWERS: Mapping[str, Answer] = {"funnel": _funnel}
