"""Judging clients by taps, and what the company holds important. Source: METRICS.md, Scores."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from core.access import Permission, needs
from core.clients.editing import take_client
from core.clients.scores import ClientScore, ScoreComponent, ScoreWeight
from core.clients.search import client_of
from core.clients.standing import BEST, Standing, standing
from core.errors import Invalid
from core.ids import ClientId
from core.people.calendars import local_day
from core.people.company import hold_company
from core.people.typed import between, line
from core.work import Reading, Work

WEIGHT_MOST = 100


@needs(Permission.EDIT_CLIENTS)
async def score_client(
    work: Work,
    client_id: ClientId,
    component: ScoreComponent,
    value: Decimal | None,
    *,
    evidence: str | None = None,
    scored_on: date | None = None,
) -> ClientScore | None:
    """Judge one component from 0 to 10 as of a day (today), on what evidence; None: unknown again.

    Raises NotFound, Invalid.
    """
    client = await take_client(work, client_id)
    score = await work.maybe(
        select(ClientScore).where(ClientScore.client_id == client.id, ClientScore.component == component)
    )
    if value is None:
        if score is not None:
            work.record("client.score_removed", client, {component.value: [str(score.value), None]})
            await work.session.delete(score)
        return None
    columns: dict[str, Any] = {
        "value": between(component.value, value, 0, BEST),
        "evidence": line(evidence, 500),
        "scored_on": scored_on or local_day(work.now, work.actor.zone),
        "scored_by": work.actor.id,
    }
    if score is None:
        score = await work.add(ClientScore(client_id=client.id, component=component, **columns))
        work.record("client.scored", client, {component.value: [None, str(value)]})
    else:
        work.change("client.scored", score, **columns)
    return score


@needs(Permission.KEEP_HOUSE)
async def set_score_weight(work: Work, component: ScoreComponent, weight: Decimal) -> ScoreWeight:
    """What a component weighs in the company: 0 leaves it out. An axis must weigh something.

    Raises Invalid.
    """
    company = await hold_company(work)
    between(component.value, weight, 0, WEIGHT_MOST)
    weights = await score_weights(work) | {component: weight}
    if not any(weights[one] for one in ScoreComponent if one.axis is component.axis):
        raise Invalid(field=component.value, value=str(weight))
    kept = await work.maybe(select(ScoreWeight).where(ScoreWeight.component == component))
    before = None if kept is None else str(kept.weight)
    if kept is None:
        kept = await work.add(ScoreWeight(component=component, weight=weight))
    elif kept.weight == weight:
        return kept
    kept.weight = weight
    work.record("score.weighed", company, {component.value: [before, str(weight)]})
    return kept


@needs(Permission.SEE_OWN)
async def score_weights(read: Reading) -> dict[ScoreComponent, Decimal]:
    """Every component's weight; 1 where none was set."""
    kept = {row.component: row.weight for row in await read.all(select(ScoreWeight))}
    return {component: kept.get(component, Decimal(1)) for component in ScoreComponent}


@needs(Permission.SEE_OWN)
async def scores_of(read: Reading, client_id: ClientId) -> dict[ScoreComponent, ClientScore]:
    """What was judged of a client of one's scope. Raises NotFound."""
    await client_of(read, client_id)
    rows = await read.all(select(ClientScore).where(ClientScore.client_id == client_id))
    return {row.component: row for row in rows}


@needs(Permission.SEE_OWN)
async def standing_of(read: Reading, client_id: ClientId) -> Standing:
    """Where a client of one's scope stands. Raises NotFound."""
    scores = {component: row.value for component, row in (await scores_of(read, client_id)).items()}
    return standing(scores, await score_weights(read))
