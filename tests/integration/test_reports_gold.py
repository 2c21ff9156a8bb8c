"""The gold companies: every funnel, forgotten and activity case, through the options of the command line."""

import json
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.access import administrator
from core.exchange.importing import import_bundle
from core.reports.command import ANSWERS, answer
from core.reports.options import parse
from tests.integration.databases import database_at

GOLD = Path(__file__).parents[1] / "gold"
_urls: dict[tuple[str, str], str] = {}


async def url_of(servers, kind, company):
    """A database with a gold company in it, imported once for each kind of database. Look, do not change."""
    if (kind, company) not in _urls:
        url = await servers.fresh()
        database = database_at(url)
        try:
            await import_bundle(database, GOLD / company / "bundle")
        finally:
            await database.engine.dispose()
        _urls[kind, company] = url
    return _urls[kind, company]


@asynccontextmanager
async def opened(servers, kind, company):
    database = database_at(await url_of(servers, kind, company))
    try:
        yield database
    finally:
        await database.engine.dispose()


def cases(*reports):
    found = sorted(path for report in reports for path in GOLD.glob(f"*/expected/*-{report}.json"))
    return [pytest.param(path, id=f"{path.parts[-3]}-{path.stem}") for path in found]


async def asked(database, args):
    """The report as the command line gives it, without its options' path through the shell."""
    async with database.read(administrator(), whole=True) as read:
        pieces = await answer(read, parse([*args[1:], "--json"]))
        return json.loads("".join([piece async for piece in pieces]))


@pytest.mark.parametrize("case", cases(*sorted(ANSWERS)))
async def test_the_gold_answers(case, servers, kind):
    gold = json.loads(case.read_text(encoding="utf-8"))
    async with opened(servers, kind, case.parts[-3]) as database:
        assert await asked(database, gold["args"]) == gold["expect"]


async def test_stages_reasons_and_lists_stand_in_the_order_of_the_gold(servers, kind):
    case = GOLD / "small" / "expected" / "003-funnel.json"
    gold = json.loads(case.read_text(encoding="utf-8"))
    async with opened(servers, kind, "small") as database:
        found = await asked(database, gold["args"])
    counts = list(found["result"]["lost_reasons"].values())
    assert counts == sorted(counts, reverse=True)
    assert [s["stage"] for s in found["result"]["stages"]] == ["need", "proposal", "talks", "contract"]
