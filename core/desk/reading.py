"""Reading a line: what capture must know about the person's clients and stages, and the draft that is
kept.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select

from core.access import Permission, needs
from core.capture.draft import Draft
from core.deals.models import Deal, Stage
from core.desk.drafts import DraftGone, DraftState, StoredDraft
from core.errors import Invalid
from core.ids import ClientId, DealId, DraftId, VoiceId
from core.work import Reading, Work


@cache
def _deal_question(everything: bool, staged: bool) -> Select[DealId]:
    """Of a client's open deals the one that was moved last; `staged`: in the pipeline of a stage."""
    question = (
        select(Deal.id)
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.client_id == bindparam("client"), Deal.undone_at.is_(None), Stage.kind == "open")
        .order_by(Deal.stage_since.desc(), Deal.id.desc())
        .limit(1)
    )
    if not everything:
        question = question.where(Deal.owner_id.in_(bindparam("sees", expanding=True)))
    if staged:
        pipeline = select(Stage.pipeline_id).where(Stage.id == bindparam("stage")).scalar_subquery()
        question = question.where(Deal.pipeline_id == pipeline)
    return question


@needs(Permission.RECORD)
async def keep_draft(
    work: Work,
    draft: Draft,
    *,
    source_message: int | None = None,
    client_id: ClientId | None = None,
    batch: DraftId | None = None,
    opens_batch: bool = False,
    voice_id: VoiceId | None = None,
) -> StoredDraft:
    """Keep what was read, as an open draft of one's own. `client_id`: the client is known beforehand.

    `batch`: the first draft of the same message; `opens_batch`: this is the first, others follow. `voice_id`:
    the message was a voice note.
    """
    if client_id is not None:
        draft = replace(draft, client=replace(draft.client.by_hand(client_id), candidates=()))
    stored = StoredDraft(
        employee_id=work.actor.own_id,
        text=draft.text,
        slots=draft.to_json(),
        read=draft.to_json(),
        batch=batch,
        source_message=source_message,
        voice_id=voice_id,
        created_at=work.now,
    )
    await _find_deal(work, stored, draft)
    await work.add(stored)
    if opens_batch:
        stored.batch = stored.id
    return stored


@needs(Permission.RECORD)
async def draft_of_tap(work: Work, message: int, client_id: ClientId) -> StoredDraft | None:
    """The open draft about a client that a button of this message has made already."""
    made = await work.all(
        select(StoredDraft)
        .where(
            StoredDraft.employee_id == work.actor.own_id,
            StoredDraft.state == DraftState.OPEN,
            StoredDraft.source_message == message,
        )
        .order_by(StoredDraft.id)
    )
    about = (draft for draft in made if Draft.from_json(draft.slots).client.value == client_id)
    return next(about, None)


@needs(Permission.RECORD)
async def open_draft(work: Work, draft_id: DraftId) -> StoredDraft:
    """An open draft of one's own, locked. Raises DraftGone."""
    found = await work.maybe(
        select(StoredDraft)
        .where(
            StoredDraft.id == draft_id,
            StoredDraft.employee_id == work.actor.own_id,
            StoredDraft.state == DraftState.OPEN,
        )
        .with_for_update(of=StoredDraft)
    )
    if found is None:
        raise DraftGone
    return found


@needs(Permission.RECORD)
async def change_draft(work: Work, draft_id: DraftId, draft: Draft) -> StoredDraft:
    """Put other slots into an open draft; it gets its next version, so its card is shown anew. Raises
    DraftGone.
    """
    stored = await open_draft(work, draft_id)
    stored.slots = draft.to_json()
    stored.text = draft.text
    stored.version += 1
    await _find_deal(work, stored, draft)
    return stored


@needs(Permission.RECORD)
async def fill_draft(
    work: Work, draft_id: DraftId, *, expected_close: date | None = None, probability: int | None = None
) -> StoredDraft:
    """What the deal's stage wants beside the draft's slots. Raises DraftGone, Invalid."""
    stored = await open_draft(work, draft_id)
    if expected_close is not None:
        stored.expected_close = expected_close
    if probability is not None:
        if not 0 <= probability <= 100:
            raise Invalid(field="probability", value=probability)
        stored.probability = probability
    return stored


@needs(Permission.RECORD)
async def drafts_of_message(work: Work, message: int) -> list[StoredDraft]:
    """Drafts that a message of one's own became and that are open or saved, locked, in their order."""
    return await work.all(
        select(StoredDraft)
        .where(*_of_message(work, message))
        .order_by(StoredDraft.id)
        .with_for_update(of=StoredDraft)
    )


@needs(Permission.RECORD)
async def texts_of_message(read: Reading, message: int) -> list[str]:
    """What those drafts say, in their order."""
    return await read.all(
        select(StoredDraft.text).where(*_of_message(read, message)).order_by(StoredDraft.id)
    )


def _of_message(read: Reading, message: int) -> tuple[ColumnElement[bool], ...]:
    return (
        StoredDraft.employee_id == read.actor.own_id,
        StoredDraft.source_message == message,
        StoredDraft.state.in_((DraftState.OPEN, DraftState.SAVED)),
    )


@needs(Permission.RECORD)
async def reread_draft(work: Work, stored: StoredDraft, draft: Draft) -> StoredDraft:
    """Put what the amended message says into its open draft; a client chosen by hand stays where the new
    words name nobody.
    """
    before = Draft.from_json(stored.slots)
    if draft.client.value is None and before.client.confidence >= 1.0:
        draft = replace(draft, client=replace(before.client, span=None))
    stored.read = draft.to_json()
    stored.facts_kept = []
    return await change_draft(work, stored.id, draft)


async def _find_deal(work: Work, stored: StoredDraft, draft: Draft) -> None:
    """The deal that the line speaks of: the open one of the client, in the stage's pipeline, moved last."""
    stored.deal_id = None
    if draft.client.value is not None:
        stored.deal_id = await deal_spoken_of(work, ClientId(draft.client.value), draft.stage.value)


@needs(Permission.RECORD)
async def deal_spoken_of(read: Reading, client_id: ClientId, stage_id: int | None) -> DealId | None:
    """The deal that a stage (or none) means for a client, in the actor's scope."""
    sees = read.actor.sees
    question = _deal_question(sees is None, stage_id is not None)
    return await read.maybe(question, client=client_id, sees=sees, stage=stage_id)
