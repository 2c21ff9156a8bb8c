"""Answering BANT, MEDDPICC, Schiffman and TCO on a deal, each answer with its evidence and day."""

from collections.abc import Mapping

from sqlalchemy import select

from core.access import Permission, needs, within
from core.deals.models import Deal
from core.deals.qualification import Method, Qualification, TcoComponent
from core.deals.scores import BANT, MEDDPICC, SCHIFFMAN
from core.errors import Invalid
from core.ids import DealId
from core.money import Money
from core.people.calendars import local_day
from core.work import Reading, Work

KEYS: Mapping[Method, tuple[str, ...]] = {
    Method.BANT: BANT, Method.MEDDPICC: MEDDPICC, Method.SCHIFFMAN: SCHIFFMAN,
}  # fmt: skip
HIGHEST: Mapping[Method, int] = {Method.BANT: 4, Method.MEDDPICC: 2, Method.SCHIFFMAN: 1}
MOST_IMPORTANT = 3
EVIDENCE_MOST = 500
COMPONENT_MOST = 60


@needs(Permission.MOVE_DEALS)
async def answer_method(
    work: Work, deal_id: DealId, method: Method, key: str, value: int | None, *, evidence: str | None = None
) -> None:
    """Set one answer of a deal of one's scope; None: it is unknown again. Raises NotFound, Invalid."""
    if key not in KEYS[method]:
        raise Invalid(field="key", value=key[:COMPONENT_MOST])
    if value is not None and not 0 <= value <= HIGHEST[method]:
        raise Invalid(field=key, value=value)
    deal = await own_deal(work, deal_id)
    known = await work.maybe(
        select(Qualification)
        .where(Qualification.deal_id == deal.id, Qualification.method == method, Qualification.key == key)
        .with_for_update(of=Qualification)
    )
    noted = {"value": value, "evidence": _short(evidence), "noted_on": local_day(work.now, work.actor.zone)}
    if value is None:
        if known is not None:
            work.record("deal.unanswered", known, {"value": [known.value, None]})
            await work.session.delete(known)
    elif known is not None:
        work.change("deal.answered", known, **noted, noted_by=work.actor.id)
    else:
        answer = Qualification(
            deal_id=deal.id, method=method, key=key, value=value, evidence=_short(evidence),
            noted_on=local_day(work.now, work.actor.zone), noted_by=work.actor.id,
        )  # fmt: skip
        work.record("deal.answered", await work.add(answer), {"value": [None, value]})


@needs(Permission.SEE_OWN)
async def answers_of(read: Reading, deal_id: DealId) -> dict[Method, dict[str, Qualification]]:
    """Every answer of a deal of one's scope, by method and key."""
    rows = await read.all(
        select(Qualification)
        .join(Deal, Deal.id == Qualification.deal_id)
        .where(Qualification.deal_id == deal_id, Deal.undone_at.is_(None), within(read.actor, Deal.owner_id))
        .order_by(Qualification.id)
    )
    found: dict[Method, dict[str, Qualification]] = {method: {} for method in Method}
    for row in rows:
        found[row.method][row.key] = row
    return found


@needs(Permission.MOVE_DEALS)
async def set_tco(
    work: Work,
    deal_id: DealId,
    component: str,
    *,
    ours: Money | None,
    theirs: Money | None,
    importance: int = 1,
    evidence: str | None = None,
) -> TcoComponent:
    """What a component costs with us and with the competitor. Raises NotFound, Invalid."""
    component = " ".join(component.split())[:COMPONENT_MOST]
    if not component:
        raise Invalid(field="component", value="")
    if not 0 <= importance <= MOST_IMPORTANT:
        raise Invalid(field="importance", value=importance)
    deal = await own_deal(work, deal_id)
    known = await work.maybe(
        select(TcoComponent)
        .where(TcoComponent.deal_id == deal.id, TcoComponent.component == component)
        .with_for_update(of=TcoComponent)
    )
    if known is None:
        known = await work.add(TcoComponent(deal_id=deal.id, component=component))
        work.record("deal.tco_added", known)
    work.change(
        "deal.tco_set", known, ours=ours, theirs=theirs, importance=importance, evidence=_short(evidence),
        noted_on=local_day(work.now, work.actor.zone), noted_by=work.actor.id,
    )  # fmt: skip
    return known


@needs(Permission.MOVE_DEALS)
async def remove_tco(work: Work, deal_id: DealId, component: str) -> None:
    """Take a component away; one that is not there is away. Raises NotFound for a deal outside the scope."""
    deal = await own_deal(work, deal_id)
    known = await work.maybe(
        select(TcoComponent).where(TcoComponent.deal_id == deal.id, TcoComponent.component == component)
    )
    if known is not None:
        work.record("deal.tco_removed", known, {"component": [known.component, None]})
        await work.session.delete(known)


@needs(Permission.SEE_OWN)
async def tco_of(read: Reading, deal_id: DealId) -> list[TcoComponent]:
    """The components of a deal of one's scope, what matters most first."""
    return await read.all(
        select(TcoComponent)
        .join(Deal, Deal.id == TcoComponent.deal_id)
        .where(TcoComponent.deal_id == deal_id, Deal.undone_at.is_(None), within(read.actor, Deal.owner_id))
        .order_by(TcoComponent.importance.desc(), TcoComponent.id)
    )


@needs(Permission.MOVE_DEALS)
async def own_deal(work: Work, deal_id: DealId, version: int | None = None) -> Deal:
    """A deal of one's scope, locked for the change. Raises NotFound, Changed."""
    return await work.take(
        Deal, Deal.id == deal_id, within(work.actor, Deal.owner_id), Deal.undone_at.is_(None), version=version
    )


def _short(text: str | None) -> str | None:
    return " ".join(text.split())[:EVIDENCE_MOST] or None if text else None
