"""What every test may ask for: a fresh database of either kind. Prints how many tests ran on which."""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.work import Database
from tests.integration.databases import PostgresServer, SqliteFiles, database_at

DATABASES = ("sqlite", "postgresql")
_ran: Counter[str] = Counter()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """In a folder of its own: the server opens its parents, which another run's pytest would close again."""
    with tempfile.TemporaryDirectory(prefix="voronka-pg-") as folder:
        server = PostgresServer(Path(folder) / "data")
        yield server
        server.stop()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def servers(kind: str, request: pytest.FixtureRequest) -> SqliteFiles | PostgresServer:
    return request.getfixturevalue("sqlite_files" if kind == "sqlite" else "postgres")


@pytest.fixture
async def url(servers: SqliteFiles | PostgresServer) -> str:
    """An empty, migrated database, once on SQLite and once on PostgreSQL."""
    return await servers.fresh()


@pytest.fixture
async def bare_url(servers: SqliteFiles | PostgresServer) -> str:
    """A database without any table."""
    return await servers.bare()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = database_at(url)
    yield opened
    await opened.engine.dispose()


@pytest.fixture(scope="session")
def gold() -> Path:
    return Path(__file__).parent / "gold"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no worker is left with one at the end."""
    long = ("test_crash.py", "test_webhook.py", "test_two_clocks.py", "e2e")
    items.sort(key=lambda item: next((n for n, part in enumerate(long) if part in item.nodeid), len(long)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        _ran.update(name for name in DATABASES if f"[{name}" in report.nodeid or f"-{name}" in report.nodeid)
        _ran["all"] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _ran["all"]:
        terminalreporter.write_line(
            f"tests on SQLite: {_ran['sqlite']}, on PostgreSQL: {_ran['postgresql']}, in all: {_ran['all']}"
        )
