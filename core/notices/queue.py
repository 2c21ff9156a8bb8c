"""The outbox as a queue: claim with a lease, begin, settle. Plain statements; the transaction is the
caller's.

Leases and pauses run on wall time, dates of the department on its own clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.base import table_of
from core.db.upsert import insert_into
from core.ids import NoticeId
from core.notices.leases import NamedLease
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
    session: AsyncSession, holder: str, now: datetime, wall: datetime, *, urgent: bool, most: int
) -> list[tuple[Parcel, bool]]:
    """Lease what is due and free, the oldest first. The flag says that somebody began to send it before."""
    due = (
        select(OwedNotice)
        .where(
            _free(wall), OwedNotice.urgent == urgent, OwedNotice.due_at <= now, OwedNotice.expires_at > now
        )
        .order_by(OwedNotice.due_at, OwedNotice.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    parcels = []
    for row in (await session.execute(due)).scalars():
        parcels.append((Parcel.of(row), row.begun))
        row.holder = holder
        row.leased_until = wall + LEASE
    await session.flush()
    return parcels


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


async def settle(
    session: AsyncSession, settled: Sequence[tuple[NoticeId, Verdict]], now: datetime, wall: datetime
) -> None:
    """Write down what became of rows; their leases end."""
    rows = [
        {
            "notice": parcel,
            "state": end.state,
            "attempts": end.attempts,
            "doubts": end.doubts,
            "error": end.error,
            "not_before": wall + end.again if end.again is not None else None,
            "sent_message": end.message,
            "sent_at": now if end.state is NoticeState.SENT else None,
        }
        for parcel, end in settled
    ]
    await (await session.connection()).execute(_SETTLE, rows)


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
