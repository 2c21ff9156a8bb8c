"""What the cards of drafts, clients and deals show, read for one person in a few statements."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, select

from core.access import Permission, needs, within
from core.activities.kinds import LIVE_KINDS, Outcome
from core.activities.models import Activity, Task
from core.activities.tasks import standing
from core.activities.voices import VoiceNote
from core.audit import Look
from core.capture.draft import Draft
from core.clients.models import Client, Contact
from core.clients.search import client_of, in_scope
from core.deals.kinds import StageKind
from core.deals.models import Deal, Stage
from core.deals.moves import lacking
from core.deals.pipelines import Funnel, funnel_with, pipelines_of, usual_funnel
from core.desk.deals import deals_count
from core.desk.drafts import DraftState, StoredDraft
from core.desk.learning import learned_by_draft
from core.desk.voices import voices_count
from core.errors import NotFound
from core.ids import ClientId, ContactId, DealId, DraftId, PipelineId, StageId
from core.work import Reading

LAST_ACTIVITIES = 5
DEALS_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft and the names of what it speaks of. `funnel`: of the deal, or of the stage, or the first
    one.
    """

    stored: StoredDraft
    draft: Draft
    client: Client | None
    contact: str | None
    deal: Deal | None
    funnel: Funnel | None
    stage: Stage | None
    task: Task | None
    batch: int = 0
    """Open drafts of the same message, this one counted; 0 where it came alone."""
    learned: tuple[str, ...] = ()
    """Phrases that the saved draft taught."""
    voice: VoiceNote | None = None
    """The note that it was read from."""

    @property
    def standing_stage(self) -> Stage | None:
        """Where the deal stands now."""
        if self.deal is None or self.funnel is None:
            return None
        return self.funnel.stage(self.deal.stage_id)

    @property
    def opens(self) -> Stage | None:
        """Where the record will open a deal: on the stage that was said, for a sum alone on the first one."""
        if self.deal is not None or self.funnel is None:
            return None
        if self.stage is None:
            return self.funnel.first_open if self.draft.amount.value is not None else None
        return None if self.stage.kind is StageKind.LOST else self.stage


_DRAFT = (
    select(StoredDraft, Deal, Task, VoiceNote)
    .outerjoin(Deal, and_(Deal.id == StoredDraft.deal_id, Deal.undone_at.is_(None)))
    .outerjoin(Task, Task.id == StoredDraft.task_id)
    .outerjoin(VoiceNote, VoiceNote.id == StoredDraft.voice_id)
    .where(StoredDraft.id == bindparam("draft"), StoredDraft.employee_id == bindparam("employee"))
)


@needs(Permission.RECORD)
async def draft_view(read: Reading, draft_id: DraftId) -> DraftView:
    """A draft of one's own. Raises NotFound."""
    asked = {"draft": draft_id, "employee": read.actor.own_id}
    found = (await read.session.execute(_DRAFT, asked)).one_or_none()
    if found is None:
        raise NotFound
    stored, deal, task, voice = found
    draft = Draft.from_json(stored.slots)
    client = contact = None
    if draft.client.value is not None:
        with suppress(NotFound):
            client = await client_of(read, ClientId(draft.client.value))
    if draft.contact.value is not None:
        contact = await read.maybe(select(Contact.name).where(Contact.id == ContactId(draft.contact.value)))
    funnels = await pipelines_of(read)
    corrected = stored.state is DraftState.SAVED and stored.read and stored.read != stored.slots
    learned = await learned_by_draft(read, stored) if corrected else []
    return DraftView(
        stored,
        draft,
        client,
        contact,
        deal,
        *_stage(funnels, deal, draft),
        task,
        batch=await _batch(read, stored),
        learned=tuple(learned),
        voice=voice,
    )


async def _batch(read: Reading, stored: StoredDraft) -> int:
    if stored.batch is None or stored.state is not DraftState.OPEN:
        return 0
    open_ones = select(func.count(StoredDraft.id)).where(
        StoredDraft.batch == stored.batch,
        StoredDraft.employee_id == stored.employee_id,
        StoredDraft.state == DraftState.OPEN,
    )
    return (await read.session.execute(open_ones)).scalar_one()


def _stage(funnels: list[Funnel], deal: Deal | None, draft: Draft) -> tuple[Funnel | None, Stage | None]:
    for funnel in funnels:
        for stage in funnel.stages:
            if stage.id == draft.stage.value:
                return funnel, stage
    if deal is not None:
        return funnel_with(funnels, deal.pipeline_id), None
    return (usual_funnel(funnels) if funnels else None), None


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal as lists show it."""

    deal: Deal
    stage: Stage
    client: str
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class DealsPage:
    """A page of open deals. `count`: in all; `idle`: how many of all have no next step."""

    lines: tuple[DealLine, ...]
    page: int
    count: int
    idle: int


@dataclass(frozen=True, slots=True)
class ClientView:
    """A client as its owner reads it. `last_contact`: the last personal contact."""

    client: Client
    contacts: tuple[Contact, ...]
    deals: tuple[DealLine, ...]
    last_contact: datetime | None
    next_step: Task | None
    last: tuple[Activity, ...]
    deals_ever: int
    voices: int
    """Recorded voice notes."""


@needs(Permission.SEE_OWN)
async def client_view(read: Reading, client_id: ClientId) -> ClientView:
    """A client of one's scope. Raises NotFound."""
    read.look(Look.CARD)
    client = await read.one(select(Client).where(Client.id == client_id, in_scope(read.actor)))
    contacts = await read.all(
        select(Contact).where(Contact.client_id == client.id).order_by(Contact.id).limit(5)
    )
    deals = await deals_of_client(read, client.id)
    spoken = (
        await read.session.execute(
            select(func.max(Activity.at)).where(
                Activity.client_id == client.id,
                Activity.undone_at.is_(None),
                Activity.kind.in_(LIVE_KINDS),
                Activity.outcome == Outcome.REACHED,
            )
        )
    ).scalar_one_or_none()
    steps = await read.all(
        select(Task)
        .where(standing(), Task.client_id == client.id, Task.due_at.is_not(None))
        .order_by(Task.due_at, Task.id)
        .limit(1)
    )
    last = await read.all(
        select(Activity)
        .where(Activity.client_id == client.id, Activity.undone_at.is_(None))
        .order_by(Activity.at.desc(), Activity.id.desc())
        .limit(LAST_ACTIVITIES)
    )
    ever = await deals_count(read, client.id)
    voices = await voices_count(read, client.id)
    return ClientView(
        client, tuple(contacts), tuple(deals), spoken, steps[0] if steps else None, tuple(last), ever, voices
    )


@needs(Permission.SEE_OWN)
async def deals_page(read: Reading, page: int) -> DealsPage:
    """A page of the open deals of one's scope, archived clients left out; past the end: the last page."""
    read.look(Look.LIST)
    next_due = _next_due()
    scope = (*_open_in_scope(read), Client.archived_at.is_(None))
    totals = (
        select(func.count(), func.count().filter(next_due.is_(None)))
        .select_from(Deal)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(Client, Client.id == Deal.client_id)
        .where(*scope)
    )
    count, idle = (await read.session.execute(totals)).one()
    page = min(max(page, 0), max(count - 1, 0) // DEALS_A_PAGE)
    question = _deal_lines(next_due).where(*scope).offset(page * DEALS_A_PAGE).limit(DEALS_A_PAGE)
    lines = [DealLine(*row) for row in await read.session.execute(question)]
    return DealsPage(tuple(lines), page, count, idle)


@needs(Permission.SEE_OWN)
async def deals_of_client(read: Reading, client_id: ClientId) -> list[DealLine]:
    """A client's open deals in one's scope, the most urgent first, a page of them."""
    read.look(Look.LIST)
    question = _deal_lines(_next_due()).where(*_open_in_scope(read), Deal.client_id == client_id)
    return [DealLine(*row) for row in await read.session.execute(question.limit(DEALS_A_PAGE))]


def _next_due() -> ScalarSelect[datetime | None]:
    return (
        select(func.min(Task.due_at))
        .where(standing(), Task.deal_id == Deal.id)
        .correlate(Deal)
        .scalar_subquery()
    )


def _open_in_scope(read: Reading) -> tuple[ColumnElement[bool], ...]:
    return within(read.actor, Deal.owner_id), Deal.undone_at.is_(None), Stage.kind == StageKind.OPEN


def _deal_lines(next_due: ScalarSelect[datetime | None]) -> Select[Deal, Stage, str, datetime | None]:
    """Those without a next step first, then the longest on their stage."""
    return (
        select(Deal, Stage, Client.name, next_due)
        .join(Stage, Stage.id == Deal.stage_id)
        .join(Client, Client.id == Deal.client_id)
        .order_by(next_due.is_(None).desc(), Deal.stage_since, Deal.id)
    )


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal as its owner reads it. `missing`: what its stage requires and it lacks."""

    deal: Deal
    client: Client
    contact: Contact | None
    funnel: Funnel
    stage: Stage
    days: int
    missing: tuple[str, ...]
    next_step: Task | None
    contacts: tuple[Contact, ...]


@needs(Permission.SEE_OWN)
async def deal_view(read: Reading, deal_id: DealId) -> DealView:
    """A deal of one's scope. Raises NotFound."""
    read.look(Look.CARD)
    deal = await read.one(
        select(Deal).where(Deal.id == deal_id, within(read.actor, Deal.owner_id), Deal.undone_at.is_(None))
    )
    client = await read.one(select(Client).where(Client.id == deal.client_id))
    contacts = await read.all(
        select(Contact).where(Contact.client_id == client.id).order_by(Contact.id).limit(8)
    )
    funnel = funnel_with(await pipelines_of(read), PipelineId(deal.pipeline_id))
    stage = funnel.stage(StageId(deal.stage_id))
    steps = await read.all(
        select(Task)
        .where(standing(), Task.deal_id == deal.id, Task.due_at.is_not(None))
        .order_by(Task.due_at, Task.id)
        .limit(1)
    )
    contact = next((one for one in contacts if one.id == deal.contact_id), None)
    days = max(0, (read.now - deal.stage_since).days)
    return DealView(
        deal,
        client,
        contact,
        funnel,
        stage,
        days,
        lacking(deal, stage),
        steps[0] if steps else None,
        tuple(contacts),
    )
