"""What one person is told of their own day, morning and evening: a fixed number of statements each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from core.access import Actor, Permission, Role, needs, within
from core.activities.kinds import ActivityKind
from core.activities.models import Activity, Task
from core.activities.tasks import DayList, day_lists, standing
from core.capture.draft import Draft
from core.clients.models import Client, Contact
from core.deals.kinds import StageKind
from core.deals.models import Deal, Move, Stage
from core.deals.moves import lacking
from core.desk.drafts import DraftState, StoredDraft
from core.ids import ClientId, DealId, DraftId, EmployeeId
from core.people.calendars import day_end, day_start, is_workday, local_day
from core.people.company import Company, company_of
from core.people.employees import Employee
from core.reports.facts import Counts, Span, counts_of
from core.reports.forgotten import ForgottenClient, silent_of
from core.reports.own_kpi import OwnKpi, own_kpi, own_kpis_of
from core.reports.period import month_name, month_with
from core.work import Reading

SILENT_MOST = 3
LACKING_MOST = 3
DRAFTS_MOST = 3
DRAFTS_FOR = timedelta(days=7)
WON_FOR = timedelta(days=7)
READ_MOST = 50
LOOK_BACK_DAYS = 14


@dataclass(frozen=True, slots=True)
class Reachable:
    """The contact person of a client to call."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class OwnMorning:
    """The day ahead. `worked`: what was done on `worked_on`, the last workday; `kpi` runs up to yesterday."""

    company: Company
    tasks: DayList
    silent: tuple[ForgottenClient, ...]
    silent_count: int
    worked_on: date
    worked: Counts
    kpi: OwnKpi | None


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A line that was read and not saved. `guessed`: a second reader filled some of it."""

    id: DraftId
    text: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class WantingDeal:
    """A deal with empty fields that its stage wants."""

    id: DealId
    client: str
    stage: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnEvening:
    """The day behind: what was recorded by kind, and what is left open."""

    company: Company
    day: date
    recorded: dict[ActivityKind, int]
    moves: int
    drafts: tuple[OpenDraft, ...]
    drafts_count: int
    tasks_open: int
    wanting: tuple[WantingDeal, ...]
    kpi: OwnKpi


def workday_before(day: date, country: str | None) -> date:
    """The company's last workday before a day; in a long rest simply the day before."""
    before = (day - timedelta(days=n) for n in range(1, LOOK_BACK_DAYS))
    return next((one for one in before if is_workday(one, country)), day - timedelta(days=1))


@needs(Permission.SEE_OWN)
async def own_morning(read: Reading) -> OwnMorning:
    """The actor's own day: tasks, the silent clients with most at stake, what the last workday brought."""
    own = read.actor.own_id
    return (await mornings_of(read, [own], {own: read.actor.zone}))[own]


@needs(Permission.KEEP_HOUSE)
async def managers_mornings(read: Reading, people: Sequence[Actor]) -> dict[EmployeeId, OwnMorning]:
    """The mornings of the managers among these people, each as they see it themselves."""
    zones = {one.own_id: one.zone for one in people if one.role is Role.MANAGER}
    return await mornings_of(read, list(zones), zones) if zones else {}


async def mornings_of(
    read: Reading, people: Sequence[EmployeeId], zones: Mapping[EmployeeId, str]
) -> dict[EmployeeId, OwnMorning]:
    """The mornings of these people, each in the time zone that `zones` names: as many statements for one as
    for many, but for one more a zone. Whom the actor may see, the caller decides.
    """
    company = await company_of(read)
    today = local_day(read.now, company.timezone)
    worked_on = workday_before(today, company.country)
    span = Span(day_start(worked_on, company.timezone), day_end(worked_on, company.timezone))
    silent = await silent_of(read, company, today, people, SILENT_MOST)
    worked = await counts_of(read, span, people)
    tasks: dict[EmployeeId, DayList] = {}
    for zone in sorted(set(zones.values())):
        tasks |= await day_lists(read, [one for one in people if zones[one] == zone], zone)
    yesterday = today - timedelta(days=1)
    kpis: dict[EmployeeId, OwnKpi] = {}
    if (yesterday.year, yesterday.month) == (today.year, today.month):
        known = await read.all(select(Employee).where(Employee.id.in_(people)))
        kpis = await own_kpis_of(read, company, known, month_with(today), yesterday)
    return {
        one: OwnMorning(
            company=company,
            tasks=tasks[one],
            silent=silent[one].clients,
            silent_count=silent[one].count,
            worked_on=worked_on,
            worked=worked[one],
            kpi=kpis.get(one),
        )
        for one in people
    }


@needs(Permission.SEE_OWN)
async def own_evening(read: Reading) -> OwnEvening:
    """What the actor recorded today, what waits for one tap, and the month so far."""
    company = await company_of(read)
    own, zone = read.actor.own_id, read.actor.zone
    day = local_day(read.now, zone)
    span = Span(day_start(day, zone), day_end(day, zone))
    drafts, count = await _drafts(read, own)
    today = local_day(read.now, company.timezone)
    return OwnEvening(
        company=company,
        day=day,
        recorded=await _recorded(read, own, span),
        moves=await _moves(read, own, span),
        drafts=drafts,
        drafts_count=count,
        tasks_open=await _tasks_open(read, own, span.end),
        wanting=await _wanting(read, own),
        kpi=await own_kpi(read, own, month_name(today), today),
    )


@needs(Permission.SEE_OWN)
async def reachable_at(read: Reading, clients: Collection[ClientId]) -> dict[ClientId, Reachable]:
    """Whom to call at clients of one's scope: the first contact person with a phone."""
    rows = await read.session.execute(
        select(Contact.client_id, Contact.name, Contact.phone)
        .join(Client, Client.id == Contact.client_id)
        .where(
            Contact.client_id.in_(clients),
            Contact.phone_digits.is_not(None),
            within(read.actor, Client.owner_id),
        )
        .order_by(Contact.id.desc())
    )
    return {client: Reachable(name, phone) for client, name, phone in rows if phone is not None}


@needs(Permission.SEE_OWN)
async def last_words(read: Reading, client: ClientId) -> str:
    """The line of the last record about a client of one's scope; empty for none."""
    found = await read.maybe(
        select(Activity.text)
        .join(Client, Client.id == Activity.client_id)
        .where(
            Activity.client_id == client, Activity.undone_at.is_(None), Activity.text != "",
            within(read.actor, Client.owner_id),
        )
        .order_by(Activity.at.desc(), Activity.id.desc())
        .limit(1)
    )  # fmt: skip
    return found or ""


@needs(Permission.SEE_OWN)
async def names_of(read: Reading, people: Collection[EmployeeId]) -> dict[EmployeeId, str]:
    """Names of employees of one's scope."""
    rows = await read.session.execute(
        select(Employee.id, Employee.name).where(Employee.id.in_(people), within(read.actor, Employee.id))
    )
    return {employee: name for employee, name in rows}  # noqa: C416 - rows are no pairs for the type checker


async def _recorded(read: Reading, own: EmployeeId, span: Span) -> dict[ActivityKind, int]:
    rows = await read.session.execute(
        select(Activity.kind, func.count())
        .where(Activity.employee_id == own, Activity.undone_at.is_(None), span.holds(Activity.at))
        .group_by(Activity.kind)
    )
    counted = {row[0]: row[1] for row in rows}
    return {kind: counted[kind] for kind in ActivityKind if kind in counted}


async def _moves(read: Reading, own: EmployeeId, span: Span) -> int:
    found = await read.session.execute(
        select(func.count())
        .select_from(Move)
        .where(Move.by_id == own, Move.undone_at.is_(None), span.holds(Move.at))
    )
    return found.scalar_one()


async def _drafts(read: Reading, own: EmployeeId) -> tuple[tuple[OpenDraft, ...], int]:
    """The newest few, and how many there are."""
    rows = await read.session.execute(
        select(StoredDraft.id, StoredDraft.text, StoredDraft.slots, func.count().over())
        .where(
            StoredDraft.employee_id == own,
            StoredDraft.state == DraftState.OPEN,
            StoredDraft.created_at >= read.now - DRAFTS_FOR,
        )
        .order_by(StoredDraft.id.desc())
        .limit(DRAFTS_MOST)
    )
    found = rows.all()
    drafts = (OpenDraft(row.id, row.text, bool(Draft.from_json(row.slots).guessed)) for row in found)
    return tuple(drafts), found[0][3] if found else 0


async def _tasks_open(read: Reading, own: EmployeeId, until: datetime) -> int:
    found = await read.session.execute(
        select(func.count()).select_from(Task).where(standing(), Task.assignee_id == own, Task.due_at < until)
    )
    return found.scalar_one()


async def _wanting(read: Reading, own: EmployeeId) -> tuple[WantingDeal, ...]:
    """Open and freshly won deals that lack what their stage wants, latest first. METRICS.md, Hygiene (c)."""
    stages = await read.all(select(Stage).where(Stage.kind != StageKind.LOST))
    wanting = [stage for stage in stages if stage.required]
    still = [stage.id for stage in wanting if stage.kind is StageKind.OPEN]
    won = [stage.id for stage in wanting if stage.kind is StageKind.WON]
    rows = await read.session.execute(
        select(Deal, Client.name)
        .join(Client, Client.id == Deal.client_id)
        .where(
            Deal.owner_id == own,
            Deal.undone_at.is_(None),
            or_(
                Deal.stage_id.in_(still), and_(Deal.stage_id.in_(won), Deal.stage_since >= read.now - WON_FOR)
            ),
            _some_field_empty(wanting),
        )
        .order_by(Deal.stage_since.desc(), Deal.id.desc())
        .limit(READ_MOST)
    )
    by_id = {stage.id: stage for stage in wanting}
    found = (
        WantingDeal(deal.id, client, by_id[deal.stage_id].name, lacking(deal, by_id[deal.stage_id]))
        for deal, client in rows
    )
    return tuple(deal for deal in found if deal.fields)[:LACKING_MOST]


def _some_field_empty(stages: Collection[Stage]) -> ColumnElement[bool]:
    """Some field that the deal's own stage wants is empty."""
    empty = {
        "amount": Deal.amount.is_(None),
        "expected_close": Deal.expected_close.is_(None),
        "contact": Deal.contact_id.is_(None),
        "probability": Deal.probability.is_(None),
    }
    by_stage = [
        and_(Deal.stage_id == stage.id, or_(*(empty[field] for field in stage.required if field in empty)))
        for stage in stages
        if any(field in empty for field in stage.required)
    ]
    return or_(false(), *by_stage)
