"""A large company written by SQL: `python -m tests.bench.large URL [CLIENTS]` prints its rows, seconds and disk.

For each client one contact person and one deal of five moves, ten activities, two tasks and three sales of three
years; a hundred clients to a manager, ten managers to a team with its head. Clients go to managers in turn, so that
everybody has old ones and new ones. The same numbers make the same company.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Index, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, DropIndex

import tests.tables
from core.access import Role, administrator
from core.activities.models import Activity, Task
from core.clients.complaints import Complaint
from core.clients.models import Client, Contact
from core.db.base import table_of
from core.db.engine import writing
from core.db.migrate import migrate
from core.deals.models import Deal, Move, Pipeline, Stage
from core.desk.doctoring import heal
from core.exchange.importing import import_bundle
from core.ids import PlaceId
from core.people.employees import Employee, Function, Team
from core.sales.models import Sale
from core.work import Database
from tests.bench.large_rows import A_TEAM, Dialect, Size, statements
from tests.integration.databases import database_at

assert tests.tables
GOLD = Path(__file__).parents[1] / "gold" / "small" / "bundle"
FILLED = (Client, Contact, Deal, Move, Activity, Task, Sale, Complaint)


async def write_large(url: str, size: Size, end: datetime) -> dict[str, float]:
    """Fill an empty, migrated database; seconds by table. Plain SQL, indexes afterwards, summaries by the doctor."""
    database = database_at(url)
    took: dict[str, float] = {}
    try:
        await migrate(database.engine)
        lines = await _found(database, size)
        dialect = Dialect(database.sqlite, int(end.timestamp()))
        async with writing(database.engine).connect() as connection:
            await _loosely(connection, database)
            await connection.run_sync(_drop)
            await connection.commit()
            for table, statement in statements(size, dialect, lines):
                begun = time.monotonic()
                await connection.execute(text(statement.replace(":", r"\:")))
                await connection.commit()
                took[table] = time.monotonic() - begun
                print(f"{table}: {took[table]:.1f} s", file=sys.stderr)
            begun = time.monotonic()
            await connection.run_sync(_create)
            await connection.commit()
            took["indexes"] = time.monotonic() - begun
            await _sequences(connection, database)
        begun = time.monotonic()
        await _tidy(database, "ANALYZE")
        async with database.work(administrator()) as work:
            await heal(work)
        took["summaries"] = time.monotonic() - begun
        begun = time.monotonic()
        await _tidy(database, "ANALYZE" if database.sqlite else "VACUUM ANALYZE")
        took["analyze"] = time.monotonic() - begun
    finally:
        await database.engine.dispose()
    return took


async def _tidy(database: Database, statement: str) -> None:
    """What the databases want outside of any transaction."""
    async with database.engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text(statement))


async def _loosely(connection: AsyncConnection, database: Database) -> None:
    """References are right by themselves; no row need be looked up for them."""
    if database.sqlite:
        here = (await connection.get_raw_connection()).driver_connection.here
        here.execute("PRAGMA foreign_keys=OFF")
        here.execute("PRAGMA cache_size=-400000")
    else:
        await connection.execute(text("SET session_replication_role = replica"))
        await connection.commit()


async def _found(database: Database, size: Size) -> dict[str, list[Stage]]:
    """Pipelines, channels and KPI of the small gold company, and the people. Returns stages by the pipeline's kind."""
    with tempfile.TemporaryDirectory() as folder:
        company = json.loads((GOLD / "company.json").read_text(encoding="utf-8"))
        company["kpi"] = [scheme for scheme in company["kpi"] if "function" in scheme]
        (Path(folder) / "company.json").write_text(json.dumps(company), encoding="utf-8")
        for name, rows in (("channels.csv", None), ("employees.csv", 1), ("clients.csv", 1)):
            lines = (GOLD / name).read_text(encoding="utf-8").splitlines(keepends=True)
            (Path(folder) / name).write_text("".join(lines[:rows]), encoding="utf-8")
        await import_bundle(database, Path(folder))
    async with database.work(administrator()) as work:
        teams = [{"id": n, "name": f"Группа {n}"} for n in range(1, size.teams + 1)]
        await work.session.execute(insert(table_of(Team)), teams)
        await work.session.execute(insert(table_of(Employee)), list(_people(size)))
        stages = await work.all(select(Stage).order_by(Stage.pipeline_id, Stage.position))
        kinds = {line.id: line.kind.value for line in await work.all(select(Pipeline))}
    found: dict[str, list[Stage]] = {}
    for stage in stages:
        found.setdefault(kinds[stage.pipeline_id], []).append(stage)
    return {kind: found[kind] for kind in ("reach", "react", "refresh")}


def _people(size: Size) -> Iterator[dict[str, object]]:
    """Managers first: a client's number says whose turn it was; then heads and the director."""
    plain = {
        "regions": [], "hired_on": date(2020, 1, 1), "language": "ru", "morning": clock(8, 30), "evening": clock(18, 30),
        "save_at_once": False, "day_parts": [], "version": 0, "function": None,
    }  # fmt: skip
    for n in range(1, size.managers + 1):
        team = (n - 1) // A_TEAM + 1
        yield plain | {
            "id": n, "name": f"Менеджер {n}", "role": Role.MANAGER, "team_id": team, "function": Function.CLOSER,
            "telegram_id": PlaceId(n),
        }  # fmt: skip
    for n in range(1, size.teams + 1):
        number = size.managers + n
        yield plain | {
            "id": number, "name": f"РОП {n}", "role": Role.HEAD, "team_id": n, "telegram_id": PlaceId(number),
        }  # fmt: skip
    last = size.managers + size.teams + 1
    yield plain | {
        "id": last,
        "name": "Директор",
        "role": Role.DIRECTOR,
        "team_id": None,
        "telegram_id": PlaceId(last),
    }


def _indexes() -> Iterator[Index]:
    for model in FILLED:
        yield from (index for index in table_of(model).indexes if not index.unique)


def _drop(connection: Connection) -> None:
    for index in _indexes():
        connection.execute(DropIndex(index, if_exists=True))


def _create(connection: Connection) -> None:
    for index in _indexes():
        connection.execute(CreateIndex(index, if_not_exists=True))


async def _sequences(connection, database: Database) -> None:
    """PostgreSQL counts on from where the numbers end."""
    if database.sqlite:
        return
    for model in (*FILLED, Employee, Team):
        name = model.__tablename__
        await connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 1) FROM {name}))"
            )
        )
    await connection.commit()


def end_of_today() -> datetime:
    """The next midnight in Moscow: a company's last facts lie before it, none of them after the day."""
    midnight = datetime.now(ZoneInfo("Europe/Moscow")).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1)).astimezone(UTC)


async def rows_of(url: str) -> dict[str, int]:
    """Rows by table."""
    database = database_at(url)
    try:
        async with database.engine.connect() as connection:
            return {
                table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
                for table in (*map(table_of, FILLED), table_of(Employee))
            }
    finally:
        await database.engine.dispose()


async def disk_of(url: str) -> int:
    """Bytes on the disk."""
    database = database_at(url)
    try:
        if database.sqlite:
            path = Path(url.split("///", 1)[1])
            return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*"))
        async with database.engine.connect() as connection:
            return (
                await connection.execute(text("SELECT pg_database_size(current_database())"))
            ).scalar_one()
    finally:
        await database.engine.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.large", description=__doc__)
    parser.add_argument("url", help="of an empty database")
    parser.add_argument("clients", nargs="?", type=int, default=1_000_000)
    options = parser.parse_args()

    async def whole() -> None:
        begun = time.monotonic()
        size = Size(options.clients)
        took = await write_large(options.url, size, end_of_today())
        print("\n".join(f"{name}: {seconds:.1f} s" for name, seconds in took.items()))
        print(f"in all {time.monotonic() - begun:.0f} s, {await disk_of(options.url) / 1e9:.2f} GB")

    asyncio.run(whole())
    return 0


if __name__ == "__main__":
    sys.exit(main())
