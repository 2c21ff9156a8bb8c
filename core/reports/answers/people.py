"""Answers over people: what they do, the five controls, hygiene, KPI and pay."""

from collections.abc import Mapping

from core.reports.activity import activity
from core.reports.answers.asked import Answer, Asked, Json
from core.reports.control import control
from core.reports.hygiene import hygiene
from core.reports.kpi import NoScheme, kpi
from core.reports.options import WrongOption
from core.reports.period import month_name
from core.reports.shapes import people as shapes
from core.work import Reading


async def _activity(read: Reading, asked: Asked) -> Json:
    rows = await activity(read, asked.period, employees=asked.chosen(), teams=asked.cut.teams)
    return shapes.activity(rows)


async def _control(read: Reading, asked: Asked) -> Json:
    rows = await control(read, asked.period, employees=asked.chosen(), teams=asked.cut.teams)
    return shapes.control(rows)


async def _hygiene(read: Reading, asked: Asked) -> Json:
    rows = await hygiene(read, asked.as_of, employees=asked.chosen(), teams=asked.cut.teams)
    return shapes.hygiene(rows)


async def _kpi(read: Reading, asked: Asked) -> Json:
    (employee,) = asked.chosen()
    try:
        found = await kpi(read, employee, month_name(asked.period.first), asked.as_of)
    except NoScheme:
        raise WrongOption("--employee: no scheme names this employee or their function") from None
    return shapes.kpi(found)


ANSWERS: Mapping[str, Answer] = {
    "activity": _activity, "control": _control, "hygiene": _hygiene, "kpi": _kpi,
}  # fmt: skip
