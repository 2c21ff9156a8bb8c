"""Everything that a house holds goes out and comes in again; a new table without a file fails here."""

import pytest
from sqlalchemy import func, select

import tests.tables
from core.db.base import Base
from core.exchange.exporting import export_bundle
from core.exchange.files import FILES
from core.exchange.importing import import_bundle
from tests.integration.bundles import files, round_trip
from tests.integration.databases import database_at
from tests.integration.everything import build_everything

assert tests.tables

INTERNAL = {
    "inbox", "notices", "conversations", "chat_leases", "leases", "drafts", "voice_notes", "invites", "audit", "look_counts", "told_silences",
    "pending_events", "client_keys", "corrections", "second_reads",
}  # fmt: skip
"""What a house keeps for itself: pipes, drafts, sounds that lie with its messenger, who was told what, what was spent."""
HOME = {
    "keyed_as",
    "second_reader",
    "before",
    "moved",
    "draft_id",
    "undone_at",
    "unreachable_since",
    "version",
}
"""Columns that stay where they are."""


@pytest.fixture
async def house(database):
    await build_everything(database)
    return database


@pytest.fixture
async def other(servers):
    opened = database_at(await servers.fresh())
    yield opened
    await opened.engine.dispose()


async def counts(database):
    async with database.engine.connect() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name not in INTERNAL
        }


async def contents(database, *, without=frozenset()):
    found = {}
    async with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in without]
            if table.name not in INTERNAL and columns:
                rows = (await connection.execute(select(*columns))).all()
                found[table.name] = sorted(map(str, rows))
    return found


async def test_every_table_has_a_row_and_a_file(house, tmp_path):
    assert {name for name, count in (await counts(house)).items() if not count} == set()
    await export_bundle(house, tmp_path / "out")
    assert set(files(tmp_path / "out")) == {"company.json", *(file.csv for file in FILES)}
    assert all(len(text.splitlines()) > 1 for text in files(tmp_path / "out").values())


async def test_everything_comes_back_byte_for_byte(house, servers, tmp_path):
    first, second = await round_trip(house, servers, tmp_path)
    assert first == second


async def test_every_row_of_every_table_comes_back(house, other, tmp_path):
    await export_bundle(house, tmp_path / "one")
    await import_bundle(other, tmp_path / "one")
    numbers = {
        column.name for table in Base.metadata.sorted_tables for column in table.c if column.foreign_keys
    }
    without = HOME | numbers | {"id", "merged_id"}
    here, there = await contents(house, without=without), await contents(other, without=without)
    gone = [row for row in here["client_aliases"] if "лютики" in row]
    assert len(gone) == 1
    here["client_aliases"].remove(gone[0])
    assert here == there


async def test_a_second_import_of_everything_changes_nothing(house, other, tmp_path):
    await export_bundle(house, tmp_path / "one")
    await import_bundle(other, tmp_path / "one")
    before = await contents(other)
    again = await import_bundle(other, tmp_path / "one")
    assert await contents(other) == before
    assert not any(tally.added or tally.changed for tally in again.done.values())


async def test_the_way_back_home_only_tells_the_client_of_a_deal(house, tmp_path):
    await export_bundle(house, tmp_path / "one")
    before = await contents(house, without={"keyed_as"})
    await import_bundle(house, tmp_path / "one")
    changed = {
        name for name, rows in (await contents(house, without={"keyed_as"})).items() if rows != before[name]
    }
    assert changed <= {"activities", "tasks"}
