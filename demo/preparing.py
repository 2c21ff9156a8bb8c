"""`python -m demo.preparing URL NOTE`: the made-up company into an empty database, with a live invite link.

A process of its own, so that the show-room's second start, which finds everything made, loads none of it.
"""

import argparse
import asyncio
import json
import re
import tempfile
from datetime import date
from pathlib import Path

from core.access import Role, administrator
from core.clock import Clock
from core.db.engine import make_engine
from core.db.migrate import migrate
from core.desk.recent import recent_clients
from core.exchange.importing import import_bundle
from core.ids import PlaceId
from core.people.employees import actor_of
from core.people.invites import create_invite
from core.work import Database
from demo.company.making import make_company
from demo.company.shape import somebody
from demo.company.writing import write_bundle


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.preparing", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("note", type=Path, help="where the link's secret is written, as JSON")
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--language", required=True)
    return parser.parse_args()


async def prepare(url: str, folder: Path, language: str) -> dict[str, str]:
    """Import the bundle of `folder` as anybody would; the director invites somebody to the first head's team.

    What is found: the secret of the link, and a client whom the first manager has to do with today.
    """
    engine = make_engine(url)
    database = Database(engine, Clock())
    try:
        await migrate(engine)
        await import_bundle(database, folder, language=language)
        async with database.read(administrator()) as read:
            director, head, manager = [
                await actor_of(read, PlaceId(somebody(role).telegram_id))
                for role in ("director", "head", "manager")
            ]
        async with database.work(director) as work:
            _, secret = await create_invite(work, Role.MANAGER, head.team_id)
        async with database.read(manager) as read:
            client = spoken([one.name for one in await recent_clients(read)])
    finally:
        await engine.dispose()
    return {"secret": secret, "client": client}


def spoken(names: list[str]) -> str:
    """How one of them is called aloud: what stands in quotes, the legal form left out."""
    quoted = (found[1] for name in names if (found := re.search("«(.+)»", name)))
    return next(quoted, names[0])


def main() -> None:
    """Make the company, write it, import it."""
    given = _arguments()
    house = make_company(given.today, given.seed, given.language)
    with tempfile.TemporaryDirectory() as name:
        write_bundle(house, Path(name))
        found = asyncio.run(prepare(given.url, Path(name), given.language))
    given.note.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
