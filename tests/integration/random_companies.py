"""Random companies in real databases: loaded once for each kind of database, asked as the command line asks."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from core.access import administrator
from core.errors import CoreError
from core.exchange.importing import import_bundle
from core.reports.command import ANSWERS, answer
from core.reports.options import WrongOption, parse
from core.work import Database
from tests import oracle
from tests.integration.databases import database_at
from tests.oracle.companies import write_company
from tests.oracle.comparing import differences, without

_loaded: dict[tuple[str, str], tuple[str, Path]] = {}


async def loaded(servers, kind: str, name: str, bundle: Path) -> tuple[str, Path]:
    """A database with the bundle in it, and the bundle as the database knows it."""
    if (kind, name) not in _loaded:
        url, left_out = await _import(servers, bundle)
        if left_out:
            bundle = without(bundle, left_out, bundle.with_name(f"{bundle.name}-loaded"))
            url, left_out = await _import(servers, bundle)
        assert not left_out
        _loaded[kind, name] = url, bundle
    return _loaded[kind, name]


async def _import(servers, bundle: Path) -> tuple[str, tuple[str, ...]]:
    url = await servers.fresh()
    database = database_at(url)
    try:
        return url, (await import_bundle(database, bundle)).left_out
    finally:
        await database.engine.dispose()


@asynccontextmanager
async def a_random_company(
    servers, kind: str, folder: Path, seed: int, *, complete: bool = False
) -> AsyncIterator[tuple[Database, Path]]:
    name = f"{seed}-{complete}"
    if (kind, name) not in _loaded:
        write_company(folder / name, seed, complete=complete)
    url, bundle = await loaded(servers, kind, name, folder / name)
    database = database_at(url)
    try:
        yield database, bundle
    finally:
        await database.engine.dispose()


@asynccontextmanager
async def the_company_of(servers, kind: str, name: str, bundle: Path) -> AsyncIterator[Database]:
    """A bundle that is there already, all of which can be loaded."""
    url, _ = await loaded(servers, kind, name, bundle)
    database = database_at(url)
    try:
        yield database
    finally:
        await database.engine.dispose()


def is_built(argv: list[str]) -> bool:
    return argv[1] in ANSWERS


async def asked(database: Database, argv: list[str]) -> dict[str, Any]:
    """The report through the same door as the command line."""
    async with database.read(administrator(), whole=True) as read:
        pieces = await answer(read, parse([*argv[1:], "--json"]))
        return json.loads("".join([piece async for piece in pieces]))


async def told_apart(database: Database, bundle: Path, argv: list[str]) -> list[str]:
    """Where the report and the oracle differ; a refusal is an answer too.

    As long as `activity` knows no norm at all, its counts alone are compared; that it does not stay so, the gold sees to.
    """
    try:
        ours: Any = oracle.answer(bundle, argv)
    except oracle.Refused:
        ours = "refused"
    try:
        theirs: Any = await asked(database, argv)
    except (CoreError, WrongOption) as refusal:
        theirs = "refused" if ours == "refused" else f"refused: {refusal!r}"
    if argv[1] == "activity" and not any(figure["level"] for figure in _figures(theirs)):
        for figure in [*_figures(ours), *_figures(theirs)]:
            figure.update(min=None, max=None, level=None)
    return [f"{' '.join(argv)}\n    {line}" for line in differences(ours, theirs)]


def _figures(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [figure for figures in found["result"]["employees"].values() for figure in figures.values()]
