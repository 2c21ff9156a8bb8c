"""Recording a draft: activity, deal move and next step in one Work; and taking all of it back."""

from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal

from sqlalchemy import bindparam, select

from core.access import Permission, needs
from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome, TaskKind
from core.activities.models import Activity, Task
from core.activities.tasks import plan_task
from core.capture.draft import Draft
from core.clients.models import Client, Contact
from core.clients.profile import ProfileRow, ProfileTopic, note_profile_row, remove_profile_row
from core.clients.search import client_of
from core.desk.draft_deals import move_deal_of, undo_deal_of
from core.desk.drafts import UNDO_FOR, DraftGone, DraftState, StoredDraft
from core.desk.learning import learn, unlearn
from core.errors import CoreError
from core.ids import ClientId, DealId, DraftId
from core.work import Work

LONG_CALL = 3
"""Minutes: a call that was at least so long counts as one (METRICS.md, `significant_calls`)."""
TOPICS = {
    "competitor": ProfileTopic.COMPETITORS,
    "need": ProfileTopic.WISHES,
    "plans": ProfileTopic.PLANS,
    "requirement": ProfileTopic.REQUIREMENTS,
    "decision_maker": ProfileTopic.QUALIFICATION,
    "family": ProfileTopic.FAMILY,
    "hobby": ProfileTopic.HOBBIES,
}
"""Where a fact of a line stands in the client's profile."""


class DraftWantsClient(CoreError):
    """Nobody knows yet whom the line is about."""

    message_id = "error-draft-wants-client"


class TooLateToUndo(CoreError):
    """A record is taken back within a day."""

    message_id = "error-too-late-to-undo"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A draft that stands in the records; `again`: it stood there before this tap."""

    draft: StoredDraft
    again: bool


@needs(Permission.RECORD)
async def record_draft(work: Work, draft_id: DraftId, *, later: bool = False) -> Recorded:
    """Save activity, deal move and next step together; a draft that is saved already is left alone.

    Raises DraftGone, DraftWantsClient, StageRequires, LostWantsReason, NotFound.
    """
    stored = await own_draft(work, draft_id)
    if stored.state is DraftState.SAVED:
        return Recorded(stored, again=True)
    if stored.state is not DraftState.OPEN:
        raise DraftGone
    draft = Draft.from_json(stored.slots)
    if draft.client.value is None:
        raise DraftWantsClient
    client = await client_of(work, ClientId(draft.client.value))
    # Everything is written with the activity: the reads on the way need nothing of it.
    with work.session.no_autoflush:
        deal_id = await move_deal_of(work, stored, draft, client, later=later)
        activity = await _activity(work, stored, draft, client, deal_id)
    task = await _next_step(work, stored, draft, client, deal_id)
    await _note_facts(work, stored, draft, client)
    stored.activity_id = activity.id
    stored.task_id = task.id if task else None
    stored.state = DraftState.SAVED
    stored.saved_at = work.now
    await learn(work, stored, draft, client)
    return Recorded(stored, again=False)


@needs(Permission.RECORD)
async def try_to_record(work: Work, draft_id: DraftId) -> bool:
    """Record a draft where it lacks nothing; one that does lack something stays open as it was."""
    try:
        async with work.attempt():
            await record_draft(work, draft_id)
    except CoreError:
        return False
    return True


@needs(Permission.RECORD)
async def record_at_once(work: Work, stored: StoredDraft) -> bool:
    """Record a draft that leaves nothing doubtful, where its writer wants that; else it stays open. What was
    heard or guessed by a machine is always looked at first.
    """
    if not work.actor.save_at_once or stored.voice_id is not None or not _is_clear(stored):
        return False
    done = await try_to_record(work, stored.id)
    if not done:
        await work.session.refresh(stored)  # the attempt was rolled back: what it set is not so
    return done


def _is_clear(stored: StoredDraft) -> bool:
    """Nothing guessed, a client taken alone, no sum only offered, no deal opened for a sum alone, no new
    person, a date for every step but sending.
    """
    draft = Draft.from_json(stored.slots)
    step = draft.next_step.value
    undated = step is not None and step.due is None and step.kind is not TaskKind.SEND
    offered = draft.amount.value is None and bool(draft.amount.candidates)
    opens_by_sum = stored.deal_id is None and draft.stage.value is None and draft.amount.value is not None
    understood = draft.type.span is not None or draft.stage.value is not None or step is not None
    doubtful = undated or offered or opens_by_sum or draft.new_contact.value or draft.guessed
    return draft.client.value is not None and understood and not doubtful


_OWN_DRAFT = (
    select(StoredDraft)
    .where(StoredDraft.id == bindparam("draft"), StoredDraft.employee_id == bindparam("employee"))
    .with_for_update(of=StoredDraft)
)


@needs(Permission.RECORD)
async def own_draft(work: Work, draft_id: DraftId) -> StoredDraft:
    """A draft of one's own, locked. Raises DraftGone."""
    found = await work.maybe(_OWN_DRAFT, draft=draft_id, employee=work.actor.own_id)
    if found is None:
        raise DraftGone
    return found


async def _note_facts(work: Work, stored: StoredDraft, draft: Draft, client: Client) -> None:
    """The facts that were chosen go to the profile; those that it had not are remembered, for Undo."""
    if not stored.facts_kept:
        return
    before = set(await work.all(select(ProfileRow.id).where(ProfileRow.client_id == client.id)))
    facts = [draft.facts[place] for place in stored.facts_kept]
    rows = [await note_profile_row(work, client.id, TOPICS[fact.field], fact.value) for fact in facts]
    stored.before = {**stored.before, "facts": [row.id for row in rows if row.id not in before]}


async def _unnote_facts(work: Work, stored: StoredDraft) -> None:
    """Facts that nobody changed since go back with the record that brought them."""
    noted = stored.before.get("facts", [])
    untouched = select(ProfileRow.id).where(ProfileRow.id.in_(noted), ProfileRow.version == 0)
    for row_id in await work.all(untouched) if noted else ():
        await remove_profile_row(work, row_id)


async def _activity(
    work: Work, stored: StoredDraft, draft: Draft, client: Client, deal_id: DealId | None
) -> Activity:
    kind = draft.type.value
    assert kind is not None
    outcome = draft.outcome.value
    if outcome is Outcome.REFUSED:
        # A refusal was spoken in a talk that took place; the deal keeps that it was one (BUNDLE.md,
        # activities.csv).
        outcome = Outcome.REACHED if kind in LIVE_KINDS else None
    at = (draft.at.value or work.now).astimezone(UTC)
    contact = None
    if draft.contact.value is not None:
        contact = await work.maybe(
            select(Contact.id).where(Contact.id == draft.contact.value, Contact.client_id == client.id)
        )
    activity = await work.add(
        Activity(
            kind=kind,
            outcome=outcome,
            client_id=client.id,
            contact_id=contact,
            deal_id=deal_id,
            employee_id=work.actor.own_id,
            at=min(at, work.now),
            duration_min=Decimal(LONG_CALL) if stored.long_call and kind is ActivityKind.CALL else None,
            text=stored.text,
            draft_id=stored.id,
            voice_id=stored.voice_id,
        )
    )
    work.record("activity.recorded", activity)
    return activity


async def _next_step(
    work: Work, stored: StoredDraft, draft: Draft, client: Client, deal_id: DealId | None
) -> Task | None:
    step = draft.next_step.value
    if step is None:
        return None
    return await plan_task(
        work, step.kind.value, stored.text, step.due, client_id=client.id, deal_id=deal_id, draft_id=stored.id
    )


@needs(Permission.RECORD)
async def undo_draft(work: Work, draft_id: DraftId) -> StoredDraft:
    """Take back all that a draft made: activity, move, next step, and the deal it opened. Twice changes
    nothing.

    Raises DraftGone, TooLateToUndo (24 h), MovedOn (the deal moved on since).
    """
    stored = await own_draft(work, draft_id)
    if stored.state is DraftState.UNDONE:
        return stored
    if stored.state is not DraftState.SAVED or stored.saved_at is None:
        raise DraftGone
    if work.now - stored.saved_at > UNDO_FOR:
        raise TooLateToUndo
    await undo_deal_of(work, stored)
    if stored.activity_id is not None:
        activity = await work.take(Activity, Activity.id == stored.activity_id)
        work.change("activity.undone", activity, undone_at=activity.undone_at or work.now)
    if stored.task_id is not None:
        task = await work.take(Task, Task.id == stored.task_id)
        work.change("task.undone", task, undone_at=task.undone_at or work.now)
    await _unnote_facts(work, stored)
    stored.state = DraftState.UNDONE
    stored.undone_at = work.now
    await unlearn(work, stored)
    return stored


@needs(Permission.RECORD)
async def cancel_draft(work: Work, draft_id: DraftId) -> StoredDraft:
    """Put an open draft away. Raises DraftGone where it is saved or taken back."""
    stored = await own_draft(work, draft_id)
    if stored.state is DraftState.OPEN:
        stored.state = DraftState.CANCELLED
    elif stored.state is not DraftState.CANCELLED:
        raise DraftGone
    return stored
