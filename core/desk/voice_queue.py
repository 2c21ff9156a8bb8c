"""Waiting voice notes as a queue of its own: claimed with a lease, put off. Plain statements; the transaction
is the caller's. Leases and pauses run on wall time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.activities.voices import VoiceNote, VoiceState
from core.db.base import table_of
from core.ids import ClientId, EmployeeId, VoiceId

_NOTES = table_of(VoiceNote)
PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
"""Between the attempts; after the last one it is given up."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claimed note. `at`: when it was spoken; `attempts`: with this one."""

    id: VoiceId
    employee: EmployeeId
    file: str
    message: int
    seconds: int
    at: datetime
    client: ClientId | None
    attempts: int

    @property
    def pause(self) -> timedelta | None:
        """Until the next attempt; None: this one is the last."""
        return PAUSES[self.attempts - 1] if self.attempts <= len(PAUSES) else None

    @property
    def spent(self) -> bool:
        """Every attempt was made and none came to an end: it kills who listens."""
        return self.attempts > len(PAUSES) + 1


async def claim_voices(
    session: AsyncSession, holder: str, wall: datetime, *, most: int, lease: timedelta
) -> list[Waiting]:
    """Lease the oldest that wait and are free; each claim is an attempt."""
    free = and_(
        VoiceNote.state == VoiceState.WAITING,
        or_(VoiceNote.leased_until.is_(None), VoiceNote.leased_until < wall),
        or_(VoiceNote.not_before.is_(None), VoiceNote.not_before <= wall),
    )
    due = select(VoiceNote).where(free).order_by(VoiceNote.id).limit(most)
    found = []
    for note in (await session.execute(due.with_for_update(skip_locked=True))).scalars():
        note.holder, note.leased_until, note.attempts = holder, wall + lease, note.attempts + 1
        found.append(
            Waiting(
                note.id,
                note.employee_id,
                note.file,
                note.message,
                note.seconds,
                note.created_at,
                note.client_id,
                note.attempts,
            )
        )
    await session.flush()
    return found


async def put_off(session: AsyncSession, note: Waiting, holder: str, not_before: datetime) -> None:
    """It could not be heard now: try again then."""
    await session.execute(
        update(_NOTES)
        .where(_NOTES.c.id == note.id, _NOTES.c.holder == holder)
        .values(not_before=not_before, holder=None, leased_until=None)
    )


async def free_voices(session: AsyncSession, holder: str, *, unheard: bool = False) -> None:
    """Leave to others what this holder holds. `unheard`: it stops in good order, no attempt was made."""
    freed = (
        update(_NOTES)
        .where(_NOTES.c.holder == holder, _NOTES.c.state == VoiceState.WAITING)
        .values(holder=None, leased_until=None, attempts=_NOTES.c.attempts - int(unheard))
    )
    await session.execute(freed)


async def give_up(session: AsyncSession, note: Waiting, holder: str) -> None:
    """Nobody is there any more whose draft it could become."""
    await session.execute(
        update(_NOTES)
        .where(_NOTES.c.id == note.id, _NOTES.c.holder == holder)
        .values(state=VoiceState.FAILED, holder=None, leased_until=None)
    )
