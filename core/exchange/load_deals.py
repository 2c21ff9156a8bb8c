"""Deals and moves: the deal's own stage follows its last move that stands."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select

from core.deals.models import Deal, Stage
from core.deals.qualifying import HIGHEST, KEYS
from core.exchange.bulk import Values
from core.exchange.reading import Row, Table
from core.exchange.state import Loading
from core.exchange.storing import pairs
from core.work import Work


async def deals(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """A new deal stands on its first stage until its moves are in."""
    good = await loading.resolve(table, rows)
    line_of = await _pipelines(loading.work)
    fitting = _fitting(
        loading, table, good, "first_stage", lambda row: line_of[row["first_stage_id"]] == row["pipeline_id"]
    )
    return [row | {"stage_id": row["first_stage_id"], "stage_since": row["created_at"]} for row in fitting]


async def moves(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """Known by deal, stage and time; an undone one stays undone."""
    good = await loading.resolve(table, rows)
    line_of = await _pipelines(loading.work)
    mentioned = {row.values["deal_id"] for row in good}
    of_deal = await pairs(loading.work, select(Deal.id, Deal.pipeline_id).where(Deal.id.in_(mentioned)))
    return list(
        _fitting(
            loading, table, good, "stage", lambda row: line_of[row["stage_id"]] == of_deal[row["deal_id"]]
        )
    )


async def qualifications(loading: Loading, table: Table, rows: Sequence[Row]) -> list[Values]:
    """A key must be one of its method's, a value one of its scale's."""
    good: list[Values] = []
    for row in await loading.resolve(table, rows):
        method, key, value = (row.values[name] for name in ("method", "key", "value"))
        if key not in KEYS[method]:
            loading.problems.add(table.problem(row, "key", f"none of {', '.join(KEYS[method])}"))
        elif value > HIGHEST[method]:
            loading.problems.add(table.problem(row, "value", f"not a number from 0 to {HIGHEST[method]}"))
        else:
            good.append(row.values)
    return good


def _fitting(
    loading: Loading, table: Table, rows: Sequence[Row], column: str, fits: Callable[[Values], bool]
) -> Iterator[Values]:
    for row in rows:
        if fits(row.values):
            yield row.values
        elif "stages" in loading.broken:
            loading.broken.add(table.file.name)
        else:
            loading.problems.add(table.problem(row, column, "is a stage of another pipeline"))


async def _pipelines(work: Work) -> dict[int, int]:
    """The pipeline of each stage."""
    return await pairs(work, select(Stage.id, Stage.pipeline_id))
