"""Answers over clients: who is forgotten, what the base holds, who buys again."""

from collections.abc import Mapping

from core.reports.answers.asked import Answer, Asked, Json
from core.reports.forgotten import forgotten
from core.reports.shapes import clients as shapes
from core.work import Reading


async def _forgotten(read: Reading, asked: Asked) -> Json:
    return shapes.forgotten(await forgotten(read, asked.as_of, slice=asked.cut), asked.employees)


ANSWERS: Mapping[str, Answer] = {"forgotten": _forgotten}
