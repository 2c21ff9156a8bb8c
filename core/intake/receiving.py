"""Storing what came in, claiming chats, marking what is done. Plain statements; the transaction is the
caller's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.upsert import insert_into
from core.ids import EntryId, PlaceId, UpdateId
from core.intake.inbox import ChatLease, Entry, EntryState, InboxEntry

CHAT_LEASE = timedelta(seconds=30)
KEEP_IDS = timedelta(days=7)
DEADLY = 3
"""An update that was begun this often by processes that died is put aside."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it comes from outside: its number, its chat, its text as JSON."""

    update_id: UpdateId
    chat: PlaceId
    payload: str


async def store(session: AsyncSession, incoming: Sequence[Incoming], now: datetime) -> list[Entry]:
    """Put updates in; those that are known already are passed over. Returns the new ones in their order."""
    if not incoming:
        return []
    rows = [
        {
            "update_id": one.update_id,
            "chat": one.chat,
            "payload": one.payload,
            "received_at": now,
            "state": EntryState.NEW,
            "attempts": 0,
        }
        for one in incoming
    ]
    insert = insert_into(session, InboxEntry).on_conflict_do_nothing(index_elements=["update_id"])
    born = await session.execute(insert.returning(InboxEntry.id, InboxEntry.update_id), rows)
    ids = {update_id: id_ for id_, update_id in born}
    found = [
        Entry(ids[one.update_id], one.update_id, one.chat, one.payload)
        for one in incoming
        if one.update_id in ids
    ]
    return sorted(found, key=lambda entry: entry.id)


async def claim_chats(
    session: AsyncSession, chats: Iterable[PlaceId], holder: str, wall: datetime
) -> set[PlaceId]:
    """Take the leases of chats that nobody else holds; returns those that are `holder`'s now."""
    wanted = sorted(set(chats))
    if not wanted:
        return set()
    until = wall + CHAT_LEASE
    insert = insert_into(session, ChatLease).values(
        [{"chat": c, "holder": holder, "until": until} for c in wanted]
    )
    upsert = insert.on_conflict_do_update(
        index_elements=["chat"],
        set_={"holder": insert.excluded.holder, "until": insert.excluded.until},
        where=or_(ChatLease.until < wall, ChatLease.holder == holder),
    )
    return set((await session.execute(upsert.returning(ChatLease.chat))).scalars())


async def open_entries(session: AsyncSession, chats: Iterable[PlaceId]) -> list[Entry]:
    """What waits in these chats, in order."""
    rows = await session.execute(
        select(InboxEntry.id, InboxEntry.update_id, InboxEntry.chat, InboxEntry.payload, InboxEntry.attempts)
        .where(InboxEntry.state == EntryState.NEW, InboxEntry.chat.in_(list(chats)))
        .order_by(InboxEntry.id)
    )
    return [
        Entry(id_, number, chat, payload or "", attempts) for id_, number, chat, payload, attempts in rows
    ]


async def waiting_chats(session: AsyncSession, wall: datetime, most: int = 500) -> set[PlaceId]:
    """Chats where something waits and that nobody holds."""
    held = exists().where(ChatLease.chat == InboxEntry.chat, ChatLease.until >= wall)
    rows = await session.execute(
        select(InboxEntry.chat).where(InboxEntry.state == EntryState.NEW, ~held).distinct().limit(most)
    )
    return set(rows.scalars())


async def renew(session: AsyncSession, holder: str, wall: datetime) -> None:
    await session.execute(update(ChatLease).where(ChatLease.holder == holder).values(until=wall + CHAT_LEASE))


async def release(session: AsyncSession, chat: PlaceId, holder: str) -> bool:
    """Give a chat up unless something waits in it. False: something does, the chat stays held.

    The lease row is locked first: whoever stores an update for this chat meanwhile waits, and claims it then.
    """
    mine = and_(ChatLease.chat == chat, ChatLease.holder == holder)
    if (
        await session.execute(select(ChatLease.chat).where(mine).with_for_update())
    ).scalar_one_or_none() is None:
        return True
    waits = select(InboxEntry.id).where(InboxEntry.chat == chat, InboxEntry.state == EntryState.NEW).limit(1)
    if (await session.execute(waits)).scalar_one_or_none() is not None:
        return False
    await session.execute(delete(ChatLease).where(mine))
    return True


async def free_own(session: AsyncSession, holder: str) -> None:
    """At start-up: what a dead process of the same name held is free."""
    await session.execute(delete(ChatLease).where(ChatLease.holder == holder))


async def begin_again(session: AsyncSession, entry: EntryId) -> int:
    """Count that an update is begun once more after a crash; how often it was, this time included."""
    raised = (
        update(InboxEntry)
        .where(InboxEntry.id == entry)
        .values(attempts=InboxEntry.attempts + 1)
        .returning(InboxEntry.attempts)
    )
    return (await session.execute(raised)).scalar_one()


async def finish(
    session: AsyncSession, entries: Iterable[EntryId], now: datetime, error_id: str | None = None
) -> None:
    """Mark updates done that changed nothing (or failed for good): payload erased."""
    await session.execute(
        update(InboxEntry)
        .where(InboxEntry.id.in_(list(entries)), InboxEntry.state == EntryState.NEW)
        .values(state=EntryState.DONE, payload=None, done_at=now, error_id=error_id)
    )


async def bury(session: AsyncSession, entry: EntryId, now: datetime, error_id: str) -> None:
    """Put aside an update that kills; its payload stays for the administrator."""
    await session.execute(
        update(InboxEntry)
        .where(InboxEntry.id == entry, InboxEntry.state == EntryState.NEW)
        .values(state=EntryState.DEAD, done_at=now, error_id=error_id)
    )


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Ids of done updates go after a week."""
    await session.execute(
        delete(InboxEntry).where(InboxEntry.state == EntryState.DONE, InboxEntry.done_at < now - KEEP_IDS)
    )
