"""Answers over clients: who is forgotten, what the base holds, who buys again, who is answered."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer, Asked, Json
from core.reports.audit import audit
from core.reports.forgotten import executive_gaps, forgotten_one_by_one
from core.reports.potential import potential
from core.reports.repeat import repeat
from core.reports.response import response
from core.reports.segments import segments, segments_one_by_one
from core.reports.shapes import clients as shapes
from core.reports.shapes.response import response as response_shape
from core.work import Reading


async def _forgotten(read: Reading, asked: Asked) -> Json:
    clients = await forgotten_one_by_one(read, asked.as_of, slice=asked.cut)
    gaps = await executive_gaps(read, asked.as_of, slice=asked.cut)
    return shapes.forgotten(clients, gaps, asked.employees)


async def _segments(read: Reading, asked: Asked) -> Json:
    counts = await segments(read, asked.as_of, slice=asked.cut)
    return shapes.segments(counts, await segments_one_by_one(read, asked.as_of, slice=asked.cut))


async def _repeat(read: Reading, asked: Asked) -> Json:
    return shapes.repeat(await repeat(read, asked.as_of, slice=asked.cut))


async def _potential(read: Reading, asked: Asked) -> Json:
    return shapes.potential(await potential(read, asked.as_of, slice=asked.cut))


async def _audit(read: Reading, asked: Asked) -> Json:
    return shapes.audit(await audit(read, asked.period, slice=asked.cut))


async def _response(read: Reading, asked: Asked) -> Json:
    return response_shape(await response(read, asked.period, slice=asked.cut))


ANSWERS: Mapping[str, Answer] = {
    "forgotten": _forgotten, "segments": _segments, "repeat": _repeat, "potential": _potential,
    "audit": _audit, "response": _response,
}  # fmt: skip
