"""Clients of a base too large to be held in memory: found by keys of their names, kept beside the names."""

from collections.abc import Sequence

from sqlalchemy import CTE, bindparam, delete, func, insert, select, union, update

from core.access import Actor, Permission, needs
from core.capture.keys import keys_of_line, keys_of_name
from core.clients.models import Client, ClientAlias, ClientKey
from core.clients.search import in_scope
from core.db.base import table_of
from core.ids import ClientId
from core.work import Reading, Work

BATCH = 500
MOST = 300
"""Clients that a line is compared with: those that share most keys with it."""
_FRESH = 200
"""Clients whose keys are not made yet are looked at as they are."""


def likely_clients(actor: Actor, line: str) -> CTE:
    """Clients of one's scope (column `id`) that a line may name: those that share most keys with it."""
    scope = (in_scope(actor), Client.archived_at.is_(None))
    by_key = (
        select(ClientKey.client_id.label("id"))
        .join(Client, Client.id == ClientKey.client_id)
        .where(ClientKey.key.in_(sorted(keys_of_line(line))), *scope)
        .group_by(ClientKey.client_id)
        .order_by(func.count().desc(), ClientKey.client_id)
        .limit(MOST)
        .subquery()
    )
    fresh = select(Client.id).where(Client.keyed_as.is_(None), *scope).limit(_FRESH).subquery()
    return union(select(by_key.c.id), select(fresh.c.id)).cte("likely")


@needs(Permission.KEEP_HOUSE)
async def keys_wait(read: Reading) -> bool:
    """Whether some client has no keys yet, or another name by now."""
    waiting = select(Client.id).where(Client.keyed_as.is_(None)).limit(1)
    return await read.maybe(waiting) is not None


@needs(Permission.KEEP_HOUSE)
async def make_keys(work: Work, most: int = BATCH) -> int:
    """Make the keys of clients that have none, or another name by now. Returns how many were made."""
    waiting = select(Client.id, Client.name, Client.search_key).where(Client.keyed_as.is_(None))
    rows = (await work.session.execute(waiting.order_by(Client.id).limit(most))).all()
    if not rows:
        return 0
    names: dict[ClientId, list[str]] = {ClientId(id_): [name] for id_, name, _ in rows}
    aliases = select(ClientAlias.client_id, ClientAlias.alias).where(
        ClientAlias.client_id.in_(names), ClientAlias.undone_at.is_(None)
    )
    for client_id, alias in await work.session.execute(aliases):
        names[client_id].append(alias)
    await _write(work, names)
    table = table_of(Client)
    done = update(table).where(table.c.id == bindparam("client")).values(keyed_as=bindparam("named"))
    await work.session.execute(done, [{"client": id_, "named": named} for id_, _, named in rows])
    return len(rows)


async def _write(work: Work, names: dict[ClientId, list[str]]) -> None:
    await work.session.execute(delete(ClientKey).where(ClientKey.client_id.in_(names)))
    rows: Sequence[dict[str, int]] = [
        {"key": key, "client_id": client_id}
        for client_id, spelled in names.items()
        for key in sorted(frozenset().union(*map(keys_of_name, spelled)))
    ]
    if rows:
        await work.session.execute(insert(ClientKey), rows)


@needs(Permission.KEEP_HOUSE)
async def forget_keys(work: Work) -> None:
    """After many names were written at once: keys of other names than stand now are to be made anew."""
    other = Client.keyed_as.is_not(None) & (Client.keyed_as != Client.search_key)
    aliased = Client.id.in_(select(ClientAlias.client_id))
    await work.session.execute(update(Client).where(other | aliased).values(keyed_as=None))
