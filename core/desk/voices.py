"""Voice notes: kept as they come, heard later by whoever listens, played again from the client's history."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from core.access import Permission, needs
from core.activities.models import Activity
from core.activities.voices import VoiceNote, VoiceState
from core.audit import Look
from core.clients.models import Client
from core.clients.search import client_of, in_scope
from core.errors import NotFound
from core.ids import ClientId, VoiceId
from core.people.employees import Employee
from core.work import Reading, Work

PLAYED_MOST = 5


@dataclass(frozen=True, slots=True)
class Spoken:
    """A voice note as it comes. `file`: the messenger's name of the sound; `message`: that brought it."""

    file: str
    message: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Played:
    """A recorded voice note of a client. `said`: what was heard or typed of it, word for word."""

    file: str
    at: datetime
    by: str
    said: str


@needs(Permission.RECORD)
async def keep_voice(
    work: Work, spoken: Spoken, *, waits: bool, client_id: ClientId | None = None
) -> VoiceNote:
    """Keep a voice note of one's own, whatever comes of it. `waits`: somebody listens, else it is kept as it
    is. A client who left one's scope meanwhile is left out.
    """
    note = VoiceNote(
        employee_id=work.actor.own_id,
        file=spoken.file,
        message=spoken.message,
        seconds=spoken.seconds,
        state=VoiceState.WAITING if waits else VoiceState.KEPT,
        client_id=await still_there(work, client_id),
        created_at=work.now,
    )
    await work.add(note)
    return note


@needs(Permission.RECORD)
async def still_there(work: Work, client_id: ClientId | None) -> ClientId | None:
    """The client, if it is still one of the actor's scope."""
    if client_id is None:
        return None
    try:
        return (await client_of(work, client_id)).id
    except NotFound:
        return None


@needs(Permission.RECORD)
async def was_kept_before(read: Reading, note: VoiceNote) -> bool:
    """Whether another note of the actor's was kept with nobody to listen."""
    question = select(VoiceNote.id).where(
        VoiceNote.employee_id == read.actor.own_id,
        VoiceNote.state == VoiceState.KEPT,
        VoiceNote.id != note.id,
    )
    return await read.maybe(question.limit(1)) is not None


@needs(Permission.RECORD)
async def end_listening(work: Work, note_id: VoiceId, holder: str, said: str | None) -> VoiceNote | None:
    """Write down what was heard of one's own waiting note; None: it was not understood. Gives the note, or
    None where it is no longer `holder`'s to hear.
    """
    note = await work.maybe(
        select(VoiceNote)
        .where(
            VoiceNote.id == note_id,
            VoiceNote.employee_id == work.actor.own_id,
            VoiceNote.state == VoiceState.WAITING,
            VoiceNote.holder == holder,
        )
        .with_for_update(of=VoiceNote)
    )
    if note is None:
        return None
    note.state = VoiceState.FAILED if said is None else VoiceState.HEARD
    note.text = said or ""
    note.heard_at = work.now
    note.holder = note.leased_until = None
    return note


@needs(Permission.SEE_OWN)
async def voices_count(read: Reading, client_id: ClientId) -> int:
    """Recorded voice notes of a client of one's scope."""
    question = (
        select(func.count(Activity.id))
        .join(Client, Client.id == Activity.client_id)
        .where(
            Activity.client_id == client_id,
            Activity.voice_id.is_not(None),
            Activity.undone_at.is_(None),
            in_scope(read.actor),
        )
    )
    return (await read.session.execute(question)).scalar_one()


@needs(Permission.SEE_OWN)
async def voices_of(read: Reading, client_id: ClientId, most: int = PLAYED_MOST) -> list[Played]:
    """The last recorded voice notes of a client of one's scope, the oldest of them first. Raises NotFound."""
    read.look(Look.CARD)
    client = await client_of(read, client_id)
    rows = await read.session.execute(
        select(VoiceNote.file, Activity.at, func.coalesce(Employee.name, ""), Activity.text)
        .select_from(Activity)
        .join(VoiceNote, VoiceNote.id == Activity.voice_id)
        .outerjoin(Employee, Employee.id == Activity.employee_id)
        .where(Activity.client_id == client.id, Activity.voice_id.is_not(None), Activity.undone_at.is_(None))
        .order_by(Activity.at.desc(), Activity.id.desc())
        .limit(most)
    )
    return [Played(*row) for row in rows][::-1]
