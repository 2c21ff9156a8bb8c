"""A lead that was won becomes a deal, and finds the person who takes it on."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from core.access import Permission, needs
from core.activities.models import Activity, Task
from core.clients.models import Client
from core.deals.kinds import DealKind, PipelineKind, StageKind
from core.deals.models import AssignBy, Deal, Move, Pipeline, Stage
from core.deals.moves import MovedOn
from core.desk.notices import DealGiven
from core.ids import EmployeeId
from core.notices.notice import Addressee
from core.people.calendars import Absence, local_day
from core.people.company import company_of
from core.people.employees import Employee, Function
from core.people.taking import SELLERS
from core.work import Work


@needs(Permission.MOVE_DEALS)
async def hand_lead_on(work: Work, lead: Deal) -> Deal | None:
    """The deal that a won lead becomes, made once; None where its pipeline hands nothing on.

    The client goes along where the lead's owner has no other open deal with them.
    """
    pipeline = await work.one(select(Pipeline).where(Pipeline.id == lead.pipeline_id))
    if pipeline.kind is not PipelineKind.REACH or pipeline.hands_to_id is None:
        return None
    known = await work.maybe(
        select(Deal).where(Deal.from_lead_id == lead.id, Deal.undone_at.is_(None)).limit(1)
    )
    if known is not None:
        return known
    first = await work.one(
        select(Stage)
        .where(Stage.pipeline_id == pipeline.hands_to_id, Stage.kind == StageKind.OPEN)
        .order_by(Stage.position, Stage.id)
        .limit(1)
    )
    client = await work.take(Client, Client.id == lead.client_id)
    owner = await _assignee(work, pipeline, lead, client)
    deal = await work.add(
        Deal(
            title=lead.title, client_id=lead.client_id, contact_id=lead.contact_id,
            pipeline_id=first.pipeline_id, first_stage_id=first.id, stage_id=first.id, stage_since=work.now,
            owner_id=owner, channel_id=lead.channel_id, kind=lead.kind or DealKind.NEW, amount=lead.amount,
            expected_close=lead.expected_close, created_at=work.now, from_lead_id=lead.id,
            custom=dict(lead.custom),
        )
    )  # fmt: skip
    work.record("deal.from_lead", deal)
    await _client_goes_along(work, client, lead, owner)
    await _tell(work, deal)
    return deal


async def _assignee(work: Work, pipeline: Pipeline, lead: Deal, client: Client) -> EmployeeId | None:
    """By the pipeline's rule among those of its function; where nobody is, the lead's owner keeps it."""
    if pipeline.assign_by is None:
        return lead.owner_id
    candidates = await _candidates(work, pipeline.assign_function)
    if pipeline.assign_by is AssignBy.REGION:
        there = [one for one in candidates if client.region is not None and client.region in one.regions]
        candidates = there or candidates
    if not candidates:
        return lead.owner_id
    if pipeline.assign_by is AssignBy.ROUND_ROBIN:
        last = pipeline.last_assigned_id or 0
        chosen = next((one for one in candidates if one.id > last), candidates[0])
        work.change("pipeline.assigned", pipeline, last_assigned_id=chosen.id)
        return chosen.id
    return await _least_loaded(work, candidates)


async def _candidates(work: Work, function: Function | None) -> list[Employee]:
    """Who has the function (else who does everything), works today, by id."""
    today = local_day(work.now, (await company_of(work)).timezone)
    away = select(Absence.employee_id).where(Absence.starts_on <= today, Absence.ends_on >= today)
    people = await work.all(
        select(Employee)
        .where(
            Employee.role.in_(SELLERS),
            or_(Employee.dismissed_on.is_(None), Employee.dismissed_on > today),
            Employee.id.not_in(away),
        )
        .order_by(Employee.id)
    )
    if function is None:
        return people
    for wanted in (function, Function.UNIVERSAL):
        having = [one for one in people if one.function is wanted]
        if having:
            return having
    return []


async def _least_loaded(work: Work, candidates: Sequence[Employee]) -> EmployeeId:
    """Who has the fewest open deals; of equals the first."""
    rows = await work.session.execute(
        select(Deal.owner_id, func.count())
        .join(Stage, Stage.id == Deal.stage_id)
        .where(
            Deal.owner_id.in_([one.id for one in candidates]),
            Deal.undone_at.is_(None),
            Stage.kind == StageKind.OPEN,
        )
        .group_by(Deal.owner_id)
    )
    load = {row[0]: row[1] for row in rows}
    return min(candidates, key=lambda one: (load.get(one.id, 0), one.id)).id


async def _client_goes_along(work: Work, client: Client, lead: Deal, owner: EmployeeId | None) -> None:
    if client.owner_id not in {None, lead.owner_id} or client.owner_id == owner:
        return
    other = await work.maybe(
        select(Deal.id)
        .join(Stage, Stage.id == Deal.stage_id)
        .where(
            Deal.client_id == client.id,
            Deal.owner_id == lead.owner_id,
            Deal.id != lead.id,
            Deal.undone_at.is_(None),
            Stage.kind == StageKind.OPEN,
        )
        .limit(1)
    )
    if other is None:
        work.change("client.given", client, owner_id=owner)


async def _tell(work: Work, deal: Deal) -> None:
    if deal.owner_id is None or deal.owner_id == work.actor.id:
        return
    owner = await work.maybe(select(Employee).where(Employee.id == deal.owner_id))
    if owner is not None and owner.telegram_id is not None:
        await work.owe(DealGiven(deal_id=deal.id), to=Addressee(owner.telegram_id, owner.id))


@needs(Permission.MOVE_DEALS)
async def take_lead_back(work: Work, lead: Deal) -> None:
    """The lead is not won after all: the deal that it became goes, if nobody worked on it.

    Raises MovedOn where somebody did.
    """
    deal = await work.maybe(
        select(Deal).where(Deal.from_lead_id == lead.id, Deal.undone_at.is_(None)).with_for_update(of=Deal)
    )
    if deal is None:
        return
    for thing in (Move, Activity, Task):
        used = select(thing.id).where(thing.deal_id == deal.id, thing.undone_at.is_(None)).limit(1)
        if await work.maybe(used) is not None:
            raise MovedOn
    work.change("deal.undone", deal, undone_at=work.now)
    client = await work.take(Client, Client.id == lead.client_id)
    if client.owner_id == deal.owner_id and client.owner_id != lead.owner_id:
        work.change("client.given", client, owner_id=lead.owner_id)
