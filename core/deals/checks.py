"""Ticks on a stage's checklist, deal by deal."""

from dataclasses import dataclass

from sqlalchemy import select

from core.access import Permission, needs, within
from core.deals.models import Deal, Stage
from core.deals.playbooks import DealCheck
from core.deals.qualifying import own_deal
from core.errors import NotFound
from core.ids import DealId, StageId
from core.work import Reading, Work


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the checklist of the deal's stage."""

    item: str
    done: bool


@needs(Permission.MOVE_DEALS)
async def tick(work: Work, deal_id: DealId, stage_id: StageId, item: str, *, done: bool) -> None:
    """Tick a line of the checklist, or take the tick off; repeating it changes nothing. Raises NotFound."""
    deal = await own_deal(work, deal_id)
    stage = await work.one(select(Stage).where(Stage.id == stage_id, Stage.pipeline_id == deal.pipeline_id))
    known = await work.maybe(
        select(DealCheck).where(
            DealCheck.deal_id == deal.id, DealCheck.stage_id == stage.id, DealCheck.item == item
        )
    )
    if done and known is None:
        if item not in stage.checklist:
            raise NotFound
        check = DealCheck(
            deal_id=deal.id, stage_id=stage.id, item=item, done_at=work.now, done_by=work.actor.id
        )
        work.record("deal.ticked", await work.add(check), {"item": [None, item]})
    elif not done and known is not None:
        work.record("deal.unticked", known, {"item": [item, None]})
        await work.session.delete(known)


@needs(Permission.SEE_OWN)
async def checklist_of(read: Reading, deal_id: DealId) -> tuple[Check, ...]:
    """The checklist of the stage on which a deal of one's scope stands. Raises NotFound."""
    deal = await read.one(
        select(Deal).where(Deal.id == deal_id, Deal.undone_at.is_(None), within(read.actor, Deal.owner_id))
    )
    stage = await read.one(select(Stage).where(Stage.id == deal.stage_id))
    ticked = await read.all(
        select(DealCheck.item).where(DealCheck.deal_id == deal.id, DealCheck.stage_id == stage.id)
    )
    return tuple(Check(item, item in ticked) for item in stage.checklist)
