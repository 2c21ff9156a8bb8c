"""Several drafts recorded by one tap: those of a message, or all that the evening found open."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, true

from core.access import Permission, needs
from core.capture.draft import Draft
from core.desk.drafts import DraftState, StoredDraft
from core.desk.recording import own_draft, try_to_record
from core.ids import DraftId
from core.work import Work

MOST = 50
"""Drafts that one tap records."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of the drafts: recorded, and those that lack something, or hold a guess that has to be
    looked at on a card of its own, and stay open.
    """

    recorded: tuple[DraftId, ...]
    waiting: tuple[DraftId, ...]


@needs(Permission.RECORD)
async def record_batch(work: Work, draft_id: DraftId) -> Batch:
    """Save every open draft of the message that this one came from. Raises DraftGone where it is none of
    one's own.
    """
    stored = await own_draft(work, draft_id)
    first = stored.batch or stored.id
    of_message = (StoredDraft.batch == first) | (StoredDraft.id == first)
    return await _record(work, of_message)


@needs(Permission.RECORD)
async def record_open(work: Work) -> Batch:
    """Save every open draft of one's own."""
    return await _record(work, true())


_OPEN = select(StoredDraft).where(StoredDraft.state == DraftState.OPEN).order_by(StoredDraft.id).limit(MOST)


async def _record(work: Work, which: ColumnElement[bool]) -> Batch:
    own = _OPEN.where(StoredDraft.employee_id == work.actor.own_id, which)
    recorded: list[DraftId] = []
    waiting: list[DraftId] = []
    for draft_id, guessed in [(one.id, Draft.from_json(one.slots).guessed) for one in await work.all(own)]:
        done = not guessed and await try_to_record(work, draft_id)
        (recorded if done else waiting).append(draft_id)
    return Batch(tuple(recorded), tuple(waiting))
