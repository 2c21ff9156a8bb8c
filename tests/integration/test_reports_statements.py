"""A report is a fixed number of statements, whatever the size of the company."""

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from core.access import administrator
from core.reports.command import ANSWERS, answer
from core.reports.options import parse
from tests.integration.test_reports_gold import GOLD, opened

ASKED = {
    "funnel": ["--pipeline", "react", "--month", "2026-10"],
    "bottleneck": ["--pipeline", "react", "--month", "2026-10"],
    "profit": ["--month", "2026-10"],
    "cycle": ["--month", "2026-10"],
    "forecast": ["--as-of", "2026-11-20"],
    "five": ["--month", "2026-10"],
    "response": ["--month", "2026-10"],
    "pareto": ["--month", "2026-10"],
    "segments": ["--as-of", "2026-11-20"],
    "repeat": ["--as-of", "2026-11-20"],
    "forgotten": ["--as-of", "2026-11-20"],
    "rfm": ["--as-of", "2026-11-20"],
    "potential": ["--as-of", "2026-11-20"],
    "audit": ["--month", "2026-10"],
    "activity": ["--month", "2026-10"],
    "control": ["--month", "2026-10"],
    "hygiene": ["--as-of", "2026-11-20"],
    "kpi": ["--month", "2026-10", "--employee"],
    "channels": ["--month", "2026-10"],
}
PAID = {"tiny": "e1", "small": "e03"}


@contextmanager
def counted(engine):
    """The statements that run meanwhile."""
    seen = []

    def note(connection, cursor, statement, *rest):
        seen.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("report", sorted(ANSWERS))
async def test_a_report_asks_as_often_of_a_larger_company(report, servers, kind):
    figures = {}
    for company in ("tiny", "small"):
        argv = [report, *ASKED[report], *([PAID[company]] if report == "kpi" else []), "--json"]
        async with (
            opened(servers, kind, company) as database,
            database.read(administrator(), whole=True) as read,
        ):
            with counted(database.engine) as seen:
                json.loads("".join([piece async for piece in await answer(read, parse(argv))]))
            figures[company] = len(seen)
    assert figures["tiny"] == figures["small"] <= 20


def test_every_report_is_counted():
    assert ASKED.keys() == ANSWERS.keys()
    assert GOLD.is_dir()
