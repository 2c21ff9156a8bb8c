"""Reading a line: what capture must know about the person's clients and stages, and the draft that is
kept.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func, select

from core.access import Permission, needs
from core.capture.context import (
    ClientIndex,
    ContactIndex,
    Context,
    KnownClient,
    KnownContact,
    KnownPipeline,
    KnownStage,
)
from core.capture.draft import Draft
from core.clients.models import Client, ClientAlias, Contact
from core.clients.search import in_scope
from core.deals.models import Deal, Stage
from core.deals.pipelines import Funnel, pipelines_of
from core.desk.drafts import DraftGone, DraftState, StoredDraft
from core.errors import Invalid
from core.ids import ClientId, DealId, DraftId
from core.people.company import company_of
from core.work import Reading, Work

MOST_CLIENTS = 20_000
KEEP_FOR = timedelta(minutes=5)
_Mark = tuple[int, ...]


@cache
def _mark_question(everything: bool) -> Select[Any]:
    aliases = select(func.count(ClientAlias.id)).where(ClientAlias.undone_at.is_(None)).scalar_subquery()
    contacts = select(func.coalesce(func.max(Contact.id), 0)).scalar_subquery()
    version, last = func.coalesce(func.sum(Client.version), 0), func.coalesce(func.max(Client.id), 0)
    question = select(func.count(Client.id), version, last, aliases, contacts)
    return question if everything else question.where(Client.owner_id.in_(bindparam("sees", expanding=True)))


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


@dataclass(frozen=True, slots=True)
class _Known:
    mark: _Mark
    until: datetime
    clients: ClientIndex
    contacts: ContactIndex


class Memory:
    """Client indexes by person, built once and kept while the clients in scope stay as they are."""

    def __init__(self, most: int = 200) -> None:
        self._most = most
        self._known: dict[int, _Known] = {}

    async def known(self, read: Reading) -> tuple[ClientIndex, ContactIndex]:
        """The clients and contacts of the actor's scope: one statement when nothing changed, four when
        something did.
        """
        own = read.actor.own_id
        mark = await self._mark(read)
        kept = self._known.get(own)
        if kept is None or kept.mark != mark or kept.until < read.now:
            clients, contacts = await self._read(read)
            kept = _Known(mark, read.now + KEEP_FOR, clients, contacts)
            self._known.pop(own, None)
            self._known[own] = kept
            while len(self._known) > self._most:
                self._known.pop(next(iter(self._known)))
        return kept.clients, kept.contacts

    async def _mark(self, read: Reading) -> _Mark:
        sees = read.actor.sees
        row = (await read.session.execute(_mark_question(sees is None), {"sees": sees})).one()
        return tuple(int(value) for value in row)

    async def _read(self, read: Reading) -> tuple[ClientIndex, ContactIndex]:
        scope = (in_scope(read.actor), Client.archived_at.is_(None))
        rows = await read.session.execute(
            select(Client.id, Client.name, Client.owner_id)
            .where(*scope)
            .order_by(Client.id)
            .limit(MOST_CLIENTS)
        )
        clients = [(id_, name, owner == read.actor.id) for id_, name, owner in rows]
        names = await read.session.execute(
            select(ClientAlias.client_id, ClientAlias.alias)
            .join(Client, Client.id == ClientAlias.client_id)
            .where(*scope, ClientAlias.undone_at.is_(None))
        )
        aliases: dict[int, list[str]] = {}
        for client_id, alias in names:
            aliases.setdefault(client_id, []).append(alias)
        people = await read.session.execute(
            select(Contact.id, Contact.client_id, Contact.name)
            .join(Client, Client.id == Contact.client_id)
            .where(*scope)
            .order_by(Contact.id)
        )
        index = ClientIndex.of(
            KnownClient(id_, name, tuple(aliases.get(id_, ())), own) for id_, name, own in clients
        )
        return index, ContactIndex.of(KnownContact(*row) for row in people)


@needs(Permission.RECORD)
async def context_of(read: Reading, memory: Memory) -> Context:
    """Everything that a line of this person is read by."""
    clients, contacts = await memory.known(read)
    company = await company_of(read)
    return Context(
        now=read.now.astimezone(ZoneInfo(read.actor.zone)),
        language=read.actor.language,
        clients=clients,
        contacts=contacts,
        pipelines=tuple(_known(funnel) for funnel in sorted(await pipelines_of(read), key=_sales_first)),
        country=company.country,
    )


def _sales_first(funnel: Funnel) -> int:
    return 0 if funnel.pipeline.kind == "react" else 1


def _known(funnel: Funnel) -> KnownPipeline:
    stages = tuple(KnownStage(s.id, s.name, s.kind, s.offer, s.position) for s in funnel.stages)
    return KnownPipeline(funnel.pipeline.id, funnel.pipeline.name, funnel.pipeline.kind, stages)


@needs(Permission.RECORD)
async def keep_draft(
    work: Work, draft: Draft, *, source_message: int | None = None, client_id: ClientId | None = None
) -> StoredDraft:
    """Keep what was read, as an open draft of one's own. `client_id`: the client is known beforehand."""
    if client_id is not None:
        draft = replace(draft, client=replace(draft.client, value=client_id, confidence=1.0, candidates=()))
    stored = StoredDraft(
        employee_id=work.actor.own_id,
        text=draft.text,
        slots=draft.to_json(),
        source_message=source_message,
        created_at=work.now,
    )
    await _find_deal(work, stored, draft)
    return await work.add(stored)


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
