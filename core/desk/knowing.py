"""What capture must know about a person's clients and stages: read in at most five statements a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CTE, Select, bindparam, func, literal, null, select, union_all

from core.access import Permission, needs
from core.activities.models import Task
from core.activities.tasks import standing
from core.capture.context import (
    ClientIndex,
    ContactIndex,
    Context,
    DayParts,
    KnownClient,
    KnownContact,
    KnownPipeline,
    KnownStage,
    LearnedWord,
)
from core.clients.models import Client, ClientAlias, Contact
from core.clients.search import in_scope
from core.deals.models import Deal, Stage
from core.deals.pipelines import Funnel, pipelines_of
from core.desk import learned
from core.desk.name_keys import likely_clients
from core.people.company import Company
from core.people.employees import Employee
from core.people.own_ways import hours_of
from core.work import Reading

HELD_MOST = 10_000
"""Clients that are held in memory for a person; of more, each line is compared with the likely ones."""
KEPT_MOST = 60_000
"""Clients held in all, for everybody together: about 100 MB."""
EVERYTHING = 10**9
"""For who reads many lines at once: the whole base is worth being held."""
KEEP_FOR = timedelta(minutes=5)
_Mark = tuple[int, ...]


@cache
def _mark_question(everything: bool) -> Select[Any]:
    """Whether anything of the names changed; beside it the person's own hours and the company's country."""
    aliases = select(func.count(ClientAlias.id)).where(ClientAlias.undone_at.is_(None)).scalar_subquery()
    contacts = select(func.coalesce(func.max(Contact.id), 0)).scalar_subquery()
    version, last = func.coalesce(func.sum(Client.version), 0), func.coalesce(func.max(Client.id), 0)
    country = select(Company.country).where(Company.id == 1).scalar_subquery()
    hours = select(Employee.day_parts).where(Employee.id == bindparam("me")).scalar_subquery()
    question = select(func.count(Client.id), version, last, aliases, contacts, country, hours)
    return question if everything else question.where(Client.owner_id.in_(bindparam("sees", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Known:
    mark: _Mark
    until: datetime
    clients: ClientIndex
    contacts: ContactIndex


class Memory:
    """Client indexes by person, built once and kept while the clients in scope stay as they are."""

    def __init__(self, most: int = KEPT_MOST, held_most: int = HELD_MOST) -> None:
        self._most = most
        self._held_most = held_most
        self._known: dict[int, _Known] = {}

    async def known(self, read: Reading, line: str) -> tuple[ClientIndex, ContactIndex, str | None, DayParts]:
        """The clients and contacts that a line may name, the company's country, the person's hours: one
        statement when nothing changed, two when something did or the base is large.
        """
        asked = {"sees": read.actor.sees, "me": read.actor.id}
        row = (await read.session.execute(_mark_question(read.actor.sees is None), asked)).one()
        *counts, country, hours = row
        mark = tuple(int(value) for value in counts)
        if mark[0] > self._held_most:
            likely = likely_clients(read.actor, line)
            return *await _names(read, only=likely), country, DayParts(**hours_of(hours or ()))
        own = read.actor.own_id
        kept = self._known.get(own)
        if kept is None or kept.mark != mark or kept.until < read.now:
            kept = _Known(mark, read.now + KEEP_FOR, *await _names(read))
            self._keep(own, kept)
        return kept.clients, kept.contacts, country, DayParts(**hours_of(hours or ()))

    def _keep(self, own: int, known: _Known) -> None:
        self._known.pop(own, None)
        self._known[own] = known
        while len(self._known) > 1 and self._held() > self._most:
            self._known.pop(next(iter(self._known)))

    def _held(self) -> int:
        return sum(len(one.clients.clients) for one in self._known.values())


async def _names(read: Reading, only: CTE | None = None) -> tuple[ClientIndex, ContactIndex]:
    """Names, aliases and contacts of the actor's scope (or of some clients of it), in one statement."""
    scope = [in_scope(read.actor), Client.archived_at.is_(None)]
    if only is not None:
        scope.append(Client.id.in_(select(only.c.id)))
    names: Any = select(
        literal("name"),
        Client.id.label("client"),
        literal(0).label("number"),
        Client.name.label("said"),
        Client.owner_id,
    ).where(*scope)
    aliases: Any = (
        select(literal("alias"), ClientAlias.client_id, ClientAlias.id, ClientAlias.alias, null())
        .join(Client, Client.id == ClientAlias.client_id)
        .where(*scope, ClientAlias.undone_at.is_(None))
    )
    people: Any = (
        select(literal("contact"), Contact.client_id, Contact.id, Contact.name, null())
        .join(Client, Client.id == Contact.client_id)
        .where(*scope)
    )
    question = union_all(names, aliases, people).order_by("client", "number")
    return _indexes((await read.session.execute(question)).all(), read.actor.id)


def _indexes(rows: Iterable[tuple[Any, ...]], me: int | None) -> tuple[ClientIndex, ContactIndex]:
    clients: dict[int, tuple[str, bool]] = {}
    aliases: dict[int, list[str]] = {}
    people: list[KnownContact] = []
    for what, client, number, said, owner in rows:
        if what == "name":
            clients[client] = said, owner == me
        elif what == "alias":
            aliases.setdefault(client, []).append(said)
        else:
            people.append(KnownContact(number, client, said))
    index = ClientIndex.of(
        KnownClient(id_, name, tuple(aliases.get(id_, ())), own) for id_, (name, own) in clients.items()
    )
    return index, ContactIndex.of(people)


@needs(Permission.RECORD)
async def context_of(read: Reading, memory: Memory, line: str = "") -> Context:
    """Everything that a line of this person is read by. `line`: what a large base is looked up for."""
    clients, contacts, country, hours = await memory.known(read, line)
    pipelines = sorted(await pipelines_of(read), key=_sales_first)
    words = await read.all(select(learned.LearnedWord).where(learned.LearnedWord.undone_at.is_(None)))
    deals, today = await _on_hand(read)
    return Context(
        now=read.now.astimezone(ZoneInfo(read.actor.zone)),
        language=read.actor.language,
        day_parts=hours,
        clients=clients,
        contacts=contacts,
        pipelines=tuple(map(_known, pipelines)),
        country=country,
        learned=tuple(LearnedWord(one.phrase, one.stage_id, one.reason) for one in words),
        deals=deals,
        today=today,
    )


async def _on_hand(read: Reading) -> tuple[dict[int, int], frozenset[int]]:
    """Of one's own: the pipeline of each client's open deal (the one moved last), clients with a task that is
    due within the next 18 hours.
    """
    me = read.actor.own_id
    deals: Any = (
        select(Deal.client_id, Deal.pipeline_id.label("pipeline"), Deal.stage_since.label("since"))
        .join(Stage, Stage.id == Deal.stage_id)
        .where(Deal.owner_id == me, Deal.undone_at.is_(None), Stage.kind == "open")
    )
    tasks: Any = select(Task.client_id, literal(0), Task.due_at).where(
        Task.assignee_id == me,
        standing(),
        Task.client_id.is_not(None),
        Task.due_at < read.now + timedelta(hours=18),
    )
    question = union_all(deals, tasks).order_by("since").limit(2 * HELD_MOST)
    rows = (await read.session.execute(question)).all()
    pipelines = {client: pipeline for client, pipeline, _ in rows if pipeline}
    return pipelines, frozenset(client for client, pipeline, _ in rows if not pipeline)


def _sales_first(funnel: Funnel) -> int:
    return 0 if funnel.pipeline.kind == "react" else 1


def _known(funnel: Funnel) -> KnownPipeline:
    stages = tuple(KnownStage(s.id, s.name, s.kind, s.offer, s.position) for s in funnel.stages)
    return KnownPipeline(funnel.pipeline.id, funnel.pipeline.name, funnel.pipeline.kind, stages)
