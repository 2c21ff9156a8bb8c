"""Several drafts recorded by one tap: those of a message, or all that the evening found open."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from core.access import Permission, needs
from core.desk.drafts import DraftState, StoredDraft
from core.desk.recording import own_draft, record_draft
from core.errors import CoreError
from core.ids import DraftId
from core.work import AlreadyDone, Work

MOST = 50
"""Drafts that one tap records."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of the drafts: recorded, and those that lack something and stay open."""

    recorded: tuple[DraftId, ...]
    waiting: tuple[DraftId, ...]


@needs(Permission.RECORD)
async def record_batch(work: Work, draft_id: DraftId) -> Batch:
    """Save every open draft of the message that this one came from. Raises DraftGone where it is none of
    one's own.
    """
    stored = await own_draft(work, draft_id)
    first = stored.batch or stored.id
    return await _record(
        work,
        await work.all(
            _OPEN.where(StoredDraft.employee_id == work.actor.own_id).where(
                (StoredDraft.batch == first) | (StoredDraft.id == first)
            )
        ),
    )


@needs(Permission.RECORD)
async def record_open(work: Work) -> Batch:
    """Save every open draft of one's own."""
    return await _record(work, await work.all(_OPEN.where(StoredDraft.employee_id == work.actor.own_id)))


_OPEN = (
    select(StoredDraft.id).where(StoredDraft.state == DraftState.OPEN).order_by(StoredDraft.id).limit(MOST)
)


async def _record(work: Work, drafts: Sequence[DraftId]) -> Batch:
    recorded: list[DraftId] = []
    waiting: list[DraftId] = []
    for draft_id in drafts:
        try:
            async with work.attempt():
                await record_draft(work, draft_id)
        except AlreadyDone:
            raise
        except CoreError:
            waiting.append(draft_id)
        else:
            recorded.append(draft_id)
    return Batch(tuple(recorded), tuple(waiting))
