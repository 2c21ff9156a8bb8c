"""Two records of one company become one, with all their history; for 30 days it can be undone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from sqlalchemy import delete, insert, select, update

from core.access import Permission, needs, within
from core.activities.models import Activity, Task
from core.activities.voices import VoiceNote
from core.clients.complaints import Complaint
from core.clients.keys import search_key
from core.clients.merges import ClientMerge
from core.clients.models import Client, ClientAlias, Contact
from core.clients.profile import ProfileRow
from core.clients.scores import ClientScore
from core.clients.silences import ToldSilence
from core.db.base import Base, table_of
from core.db.plain import from_plain, to_plain
from core.db.summaries import touched
from core.deals.details import Document
from core.deals.models import Deal
from core.errors import CoreError, Invalid, NotFound
from core.ids import ClientId, MergeId
from core.sales.models import Payment, Sale
from core.work import Work

UNDO_FOR = timedelta(days=30)
BATCH = 500
_MOVED: tuple[type[Base], ...] = (
    Contact, Deal, Activity, Task, Sale, Payment, Complaint, ProfileRow, Document, VoiceNote,
)  # fmt: skip
_SINGLE: Mapping[type[Base], str] = {ClientAlias: "alias", ClientScore: "component"}
"""Of these a client has one by the column: what the kept client has stays, the other one's is put aside."""
_FILLED = (
    "inn", "industry", "region", "category", "owner_id", "channel_id", "need_per_year", "address",
    "latitude", "longitude",
)  # fmt: skip


class TooLateToPartAgain(CoreError):
    """A merge is undone within 30 days."""

    message_id: ClassVar[str] = "error-too-late-to-part"


@needs(Permission.MERGE_CLIENTS)
async def merge_clients(work: Work, kept_id: ClientId, merged_id: ClientId) -> ClientMerge:
    """Everything of one client of the scope goes to another one of it; the emptied record goes away.

    The kept one's empty fields are filled. The other name becomes an alias. Raises NotFound, Invalid.
    """
    if kept_id == merged_id:
        raise Invalid(field="client", value=kept_id)
    # In the order of their numbers: two heads merging the same two do not wait for each other for ever.
    rows = {number: await _own(work, number) for number in sorted((kept_id, merged_id))}
    kept, merged = rows[kept_id], rows[merged_id]
    before = {column.key: to_plain(getattr(merged, column.key)) for column in table_of(Client).columns}
    filled = _filling(kept, merged)
    aside: dict[str, Any] = {}
    moved = {model.__tablename__: await _move(work, model, merged_id, kept_id) for model in _MOVED}
    for model, column in _SINGLE.items():
        moved[model.__tablename__], aside[model.__tablename__] = await _move_single(
            work, model, column, merged_id, kept_id
        )
    await work.session.execute(delete(ToldSilence).where(ToldSilence.client_id == merged_id))
    await work.session.execute(
        update(ClientMerge).where(ClientMerge.kept_id == merged_id).values(kept_id=kept_id)
    )
    work.change("client.merged_into", kept, **filled)
    kept.keyed_as = None
    alias = await _name_as_alias(work, kept, merged.name)
    await work.session.execute(delete(Client).where(Client.id == merged_id))
    work.session.expunge(merged)
    touched(work.session.sync_session)["clients"].add(kept_id)
    merge = ClientMerge(
        kept_id=kept_id, merged_id=merged_id, merged_external_id=merged.external_id, merged_name=merged.name,
        merged_at=work.now, merged_by=work.actor.id, before=before,
        moved={
            "rows": moved, "aside": aside, "alias": alias,
            "filled": {name: to_plain(value) for name, value in filled.items()},
        },
    )  # fmt: skip
    work.record("client.merged", await work.add(merge), {"client_id": [merged_id, kept_id]})
    return merge


@needs(Permission.MERGE_CLIENTS)
async def part_again(work: Work, merge_id: MergeId) -> Client:
    """Undo a merge: the merged client is back with what it had, as far as that still is with the kept one.

    What came afterwards stays where it came. Twice changes nothing. Raises NotFound, TooLateToPartAgain.
    """
    merge = await work.take(ClientMerge, ClientMerge.id == merge_id)
    kept = await _own(work, merge.kept_id)
    if merge.merged_id is None:
        raise NotFound
    if merge.undone_at is not None:
        return await _own(work, merge.merged_id)
    if work.now - merge.merged_at > UNDO_FOR:
        raise TooLateToPartAgain
    before = from_plain(table_of(Client), merge.before) | {"keyed_as": None}
    await work.session.execute(insert(Client).values(before))
    for model in (*_MOVED, *_SINGLE):
        ids = merge.moved["rows"].get(model.__tablename__, [])
        await _put(work, model, ids, merge.kept_id, merge.merged_id)
    for model in _SINGLE:
        for row in merge.moved["aside"].get(model.__tablename__, []):
            await work.session.execute(insert(model).values(from_plain(table_of(model), row)))
    if merge.moved["alias"] is not None:
        await work.session.execute(delete(ClientAlias).where(ClientAlias.id == merge.moved["alias"]))
    plain = merge.moved["filled"]
    still = {name for name in plain if to_plain(getattr(kept, name)) == plain[name]}
    work.change("client.parted", kept, **dict.fromkeys(still))
    kept.keyed_as = None
    touched(work.session.sync_session)["clients"].update((merge.kept_id, merge.merged_id))
    work.change("client.merge_undone", merge, undone_at=work.now)
    return await _own(work, merge.merged_id)


async def _own(work: Work, client_id: ClientId) -> Client:
    return await work.take(Client, Client.id == client_id, within(work.actor, Client.owner_id))


def _filling(kept: Client, merged: Client) -> dict[str, Any]:
    """What the kept client lacks and the merged one has."""
    return {
        name: getattr(merged, name)
        for name in _FILLED
        if getattr(kept, name) is None and getattr(merged, name) is not None
    }


async def _move(work: Work, model: type[Base], source: ClientId, target: ClientId) -> list[int]:
    table = table_of(model)
    moved = await work.session.execute(
        update(table).where(table.c.client_id == source).values(client_id=target).returning(table.c.id)
    )
    return sorted(moved.scalars())


async def _move_single(
    work: Work, model: type[Base], column: str, source: ClientId, target: ClientId
) -> tuple[list[int], list[dict[str, Any]]]:
    """Those that the target has none of go over; the others are written down and taken out."""
    table = table_of(model)
    has = select(table.c[column]).where(table.c.client_id == target)
    doubles = (
        (
            await work.session.execute(
                select(table).where(table.c.client_id == source, table.c[column].in_(has))
            )
        )
        .mappings()
        .all()
    )
    aside = [{name: to_plain(value) for name, value in row.items()} for row in doubles]
    if doubles:
        await work.session.execute(delete(table).where(table.c.id.in_([row["id"] for row in doubles])))
    return await _move(work, model, source, target), aside


async def _put(work: Work, model: type[Base], ids: list[int], source: ClientId, target: ClientId) -> None:
    table = table_of(model)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        await work.session.execute(
            update(table).where(table.c.id.in_(batch), table.c.client_id == source).values(client_id=target)
        )


async def _name_as_alias(work: Work, kept: Client, name: str) -> int | None:
    """So that lines and search find the kept client by the other name too."""
    alias = search_key(name)
    same = select(ClientAlias.id).where(ClientAlias.client_id == kept.id, ClientAlias.alias == alias)
    if not alias or alias == kept.search_key or await work.maybe(same) is not None:
        return None
    born = ClientAlias(client_id=kept.id, alias=alias, learned_by=work.actor.id, learned_at=work.now)
    return (await work.add(born)).id
