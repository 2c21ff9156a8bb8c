"""Answers over people: what they do, the five controls, hygiene, KPI and pay."""

from collections.abc import Mapping

from core.reports.activity import activity
from core.reports.answers.asked import Answer, Asked, Json
from core.reports.shapes import people as shapes
from core.work import Reading


async def _activity(read: Reading, asked: Asked) -> Json:
    rows = await activity(read, asked.period, employees=asked.chosen(), teams=asked.cut.teams)
    return shapes.activity(rows)


ANSWERS: Mapping[str, Answer] = {"activity": _activity}
