"""Deals and moves: the deal's own stage follows its last move that stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from core.deals.models import Deal, Move, Stage
from core.exchange.rows import Table
from core.exchange.state import Loading
from core.exchange.storing import Tally, Values, add_rows, batches, change_rows, pairs
from core.work import Work

FRESH_DEAL: Values = {"title": "", "probability_follows": False, "custom": {}, "version": 0}


async def load_deals(loading: Loading, table: Table) -> None:
    """A new deal stands on its first stage until its moves are in."""
    pipelines = await _pipelines(loading.work)
    rows: list[Values] = []
    for row, values in loading.resolve(table):
        if pipelines[values["first_stage_id"]] != values["pipeline_id"]:
            loading.problems.append(table.problem(row, "first_stage", "is a stage of another pipeline"))
        else:
            rows.append(values)
    known = {row["external_id"] for row in rows} & loading.ids["deals"].keys()
    born = [row for row in rows if row["external_id"] not in known]
    standing = [row | {"stage_id": row["first_stage_id"], "stage_since": row["created_at"]} for row in born]
    await loading.load(table, Deal, FRESH_DEAL, standing)
    added = loading.done["deals"]
    await loading.load(table, Deal, FRESH_DEAL, [row for row in rows if row["external_id"] in known])
    loading.done["deals"] += added


async def load_moves(loading: Loading, table: Table) -> None:
    """Known by deal, stage and time; an undone one stays undone. Then deals stand where they went last."""
    pipelines = await _pipelines(loading.work)
    of_deal = await pairs(loading.work, select(Deal.id, Deal.pipeline_id))
    rows: list[Values] = []
    for row, values in loading.resolve(table):
        if pipelines[values["stage_id"]] != of_deal[values["deal_id"]]:
            loading.problems.append(table.problem(row, "stage", "is a stage of another pipeline"))
        else:
            rows.append(values)
    tally = Tally()
    for batch in batches(rows):
        tally += await _put_moves(loading.work, batch)
    loading.done["moves"] = tally
    await _stand(loading.work)


async def _put_moves(work: Work, batch: Sequence[Values]) -> Tally:
    deals = {row["deal_id"] for row in batch}
    question = select(Move.deal_id, Move.stage_id, Move.at, Move.id, Move.by_id).where(
        Move.deal_id.in_(deals)
    )
    known = {
        (deal, stage, at): (number, by)
        for deal, stage, at, number, by in await work.session.execute(question)
    }
    added: list[Values] = []
    changed: list[Values] = []
    for row in batch:
        stored = known.get((row["deal_id"], row["stage_id"], row["at"]))
        if stored is None:
            added.append(row)
        elif "by_id" in row and row["by_id"] != stored[1]:
            changed.append({"id": stored[0], "by_id": row["by_id"]})
    await add_rows(work, Move, added)
    await change_rows(work, Move, changed)
    return Tally(len(added), len(changed), len(batch) - len(added) - len(changed))


async def _pipelines(work: Work) -> dict[int, int]:
    """The pipeline of each stage."""
    return await pairs(work, select(Stage.id, Stage.pipeline_id))


async def _stand(work: Work) -> None:
    """Put each deal where its last standing move left it, or its creation."""
    last: dict[int, tuple[Any, ...]] = {}
    moves = select(Move.deal_id, Move.stage_id, Move.at).where(Move.undone_at.is_(None))
    for deal, stage, at in await work.session.execute(moves.order_by(Move.at, Move.id)):
        last[deal] = (stage, at)
    columns = (Deal.id, Deal.first_stage_id, Deal.created_at, Deal.stage_id, Deal.stage_since)
    wrong: list[Values] = []
    for deal, first, created, stage, since in await work.session.execute(select(*columns)):
        stands = last.get(deal, (first, created))
        if stands != (stage, since):
            wrong.append({"id": deal, "stage_id": stands[0], "stage_since": stands[1]})
    await change_rows(work, Deal, wrong)
