"""What a manager's screens and digest ask is found by indexes: nothing looks through all activities, moves or sales."""

import re

import pytest
from sqlalchemy import event, text

from core.clients.search import search_clients
from core.desk.cards import client_view, deals_page
from core.desk.knowing import Memory, context_of
from core.reports.forgotten import forgotten
from core.reports.funnel import funnel
from core.reports.own_day import own_evening, own_morning
from core.reports.period import month_of
from tests.integration.house import a_house

LARGE = ("activities", "moves", "sales", "contacts")

SCREENS = {
    "today and digest": lambda read, house: own_morning(read),
    "evening": lambda read, house: own_evening(read),
    "client": lambda read, house: client_view(read, house.client),
    "deals": lambda read, house: deals_page(read, 0),
    "search": lambda read, house: search_clients(read, "ромашка"),
    "own forgotten": lambda read, house: forgotten(read, read.now.date()),
    "the team's funnel": lambda read, house: funnel(read, 1, month_of("2026-10")),
    "a line": lambda read, house: context_of(read, Memory(), "звонил в Ромашку"),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_managers_own_screens_look_through_no_large_table(database, screen):
    house = await a_house(database)
    actor = await house.actor(house.head if screen == "the team's funnel" else house.manager)
    asked = []
    engine = database.engine.sync_engine

    def note(_connection, _cursor, statement, parameters, *_):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        async with database.read(actor) as read:
            await SCREENS[screen](read, house)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert asked
    for statement, parameters in asked:
        plan = await plan_of(database, statement, parameters)
        assert [table for table in LARGE if scans(plan, table)] == [], f"{statement}\n{plan}"


async def plan_of(database, statement, parameters):
    """How the database would find the rows; PostgreSQL is asked to scan only what no index can find."""
    async with database.engine.connect() as connection:
        if database.sqlite:
            found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return "\n".join(row[3] for row in found)
        await connection.execute(text("SET enable_seqscan = off"))
        found = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return "\n".join(row[0] for row in found)


def scans(plan, table):
    return re.search(rf"(?:SCAN|Seq Scan on) {table}\b(?! USING)", plan) is not None


def test_a_scan_is_seen():
    assert scans("SCAN activities", "activities")
    assert scans("Seq Scan on moves  (cost=1)", "moves")
    assert not scans("SEARCH activities USING INDEX ix_activities_client_id_at (client_id=?)", "activities")
