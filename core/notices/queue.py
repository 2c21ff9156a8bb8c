"""The outbox as a queue: claim with a lease, begin, settle. Plain statements; the transaction is the
caller's.

Leases and pauses run on wall time, dates of the department on its own clock.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.base import table_of
from core.db.upsert import insert_into
from core.ids import NoticeId
from core.notices.leases import NamedLease
from core.notices.notice import Notice
from core.notices.outbox import NoticeState, OwedNotice, Parcel
from core.notices.outcomes import Verdict

LEASE = timedelta(seconds=15)


def _free(wall: datetime) -> ColumnElement[bool]:
    return and_(
        OwedNotice.state == NoticeState.DUE,
        or_(OwedNotice.leased_until.is_(None), OwedNotice.leased_until < wall),
        or_(OwedNotice.not_before.is_(None), OwedNotice.not_before <= wall),
    )


async def expire(session: AsyncSession, now: datetime, wall: datetime) -> None:
    """What is stale is not worth sending."""
    await session.execute(
        update(OwedNotice)
        .where(_free(wall), OwedNotice.expires_at <= now)
        .values(state=NoticeState.EXPIRED)
        .execution_options(synchronize_session=False)
    )


async def claim(
    session: AsyncSession,
    holder: str,
    now: datetime,
    wall: datetime,
    *,
    urgent: bool,
    most: int,
    passing_over: Collection[NoticeId] = (),
) -> list[tuple[Parcel, bool]]:
    """Lease what is due and free, the oldest first; of bulk one a place, so that nobody waits behind a long
    line of somebody else's. The flag says that somebody began to send it before.
    """
    sendable = and_(
        _free(wall),
        OwedNotice.urgent == urgent,
        OwedNotice.due_at <= now,
        OwedNotice.expires_at > now,
        # In the days of an upgrade a newer process may owe what this one cannot word.
        OwedNotice.kind.in_(Notice.registry),
    )
    due = select(OwedNotice).where(sendable).order_by(OwedNotice.due_at, OwedNotice.id).limit(most)
    if passing_over:
        due = due.where(OwedNotice.id.not_in(passing_over))
    if not urgent:
        due = due.where(OwedNotice.id.in_(_first_in_place(sendable)))
    parcels = []
    for row in (await session.execute(due.with_for_update(skip_locked=True))).scalars():
        parcel = _parcel(row)
        if parcel is not None:
            parcels.append((parcel, row.begun))
            row.holder = holder
            row.leased_until = wall + LEASE
    await session.flush()
    return parcels


def _first_in_place(sendable: ColumnElement[bool]) -> Select[NoticeId]:
    place = func.row_number().over(partition_by=OwedNotice.place, order_by=(OwedNotice.due_at, OwedNotice.id))
    ranked = select(OwedNotice.id, place.label("turn")).where(sendable).subquery()
    return select(ranked.c.id).where(ranked.c.turn == 1)


def _parcel(row: OwedNotice) -> Parcel | None:
    """The row as a parcel. One that cannot be read is dead: it must not stop the others."""
    try:
        return Parcel.of(row)
    except (KeyError, TypeError, ValueError) as wrong:
        row.state = NoticeState.DEAD
        row.error = f"cannot be read: {type(wrong).__name__}"
        return None


async def begin(session: AsyncSession, parcel: NoticeId, holder: str, wall: datetime) -> bool:
    """Write down that it is being handed over. False: the lease is somebody else's by now."""
    begun = (
        update(OwedNotice)
        .where(OwedNotice.id == parcel, OwedNotice.holder == holder, OwedNotice.state == NoticeState.DUE)
        .values(begun=True, leased_until=wall + LEASE)
        .returning(OwedNotice.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.execute(begun)).scalar_one_or_none() is not None


_NOTICES = table_of(OwedNotice)
_SETTLE = (
    update(_NOTICES)
    .where(_NOTICES.c.id == bindparam("notice"))
    .values(
        holder=None,
        leased_until=None,
        begun=False,
        **{
            name: bindparam(name)
            for name in ("state", "attempts", "doubts", "error", "not_before", "sent_message", "sent_at")
        },
    )
)
_ARRIVED = _SETTLE.where(_NOTICES.c.state != NoticeState.SENT)
_OTHERWISE = _SETTLE.where(_NOTICES.c.state == NoticeState.DUE, _NOTICES.c.holder == bindparam("bearer"))


async def settle(
    session: AsyncSession,
    settled: Sequence[tuple[NoticeId, Verdict]],
    holder: str,
    now: datetime,
    wall: datetime,
) -> None:
    """Write down what became of rows; their leases end.

    What arrived has arrived, whoever holds the row by now; all else counts only while it is `holder`'s.
    """
    arrived = [_settled(parcel, end, now, wall) for parcel, end in settled if end.state is NoticeState.SENT]
    otherwise = [
        _settled(parcel, end, None, wall) | {"bearer": holder}
        for parcel, end in settled
        if end.state is not NoticeState.SENT
    ]
    connection = await session.connection()
    for statement, rows in ((_ARRIVED, arrived), (_OTHERWISE, otherwise)):
        if rows:
            await connection.execute(statement, rows)


def _settled(parcel: NoticeId, end: Verdict, sent_at: datetime | None, wall: datetime) -> dict[str, Any]:
    return {
        "notice": parcel,
        "state": end.state,
        "attempts": end.attempts,
        "doubts": end.doubts,
        "error": end.error,
        "not_before": wall + end.again if end.again is not None else None,
        "sent_message": end.message,
        "sent_at": sent_at,
    }


async def free_own(session: AsyncSession, holder: str) -> None:
    """At start-up: what a dead process of the same name was sending is free; `begun` tells what is in
    doubt.
    """
    await session.execute(
        update(OwedNotice)
        .where(OwedNotice.holder == holder, OwedNotice.state == NoticeState.DUE)
        .values(holder=None, leased_until=None)
    )


async def hold_name(
    session: AsyncSession, name: str, holder: str, wall: datetime, lasts: timedelta = LEASE
) -> bool:
    """Be the one process that does a named thing, or stay it. False: another one is."""
    insert = insert_into(session, NamedLease).values(name=name, holder=holder, until=wall + lasts)
    upsert = insert.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": insert.excluded.holder, "until": insert.excluded.until},
        where=or_(NamedLease.until < wall, NamedLease.holder == holder),
    )
    return (await session.execute(upsert.returning(NamedLease.name))).scalar_one_or_none() is not None


async def drop_name(session: AsyncSession, name: str, holder: str) -> None:
    """Stop being the one."""
    await session.execute(delete(NamedLease).where(NamedLease.name == name, NamedLease.holder == holder))
