"""Whether what repeats the history still says the same, and making it so again."""

from dataclasses import dataclass

from core.access import Permission, needs
from core.db.summaries import SUMMARIES, differing, renew
from core.work import Reading, Work

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """A table with columns that repeat the history. `wrong`: how many rows say something else."""

    table: str
    columns: tuple[str, ...]
    wrong: int
    first: tuple[int, ...]


@needs(Permission.KEEP_HOUSE)
async def examine(read: Reading) -> list[Finding]:
    """Each summary against the whole history: heavy, a statement each."""
    found = []
    for summary in SUMMARIES:
        wrong, first = await differing(read.session, summary, SHOWN)
        found.append(Finding(summary.name, summary.columns, wrong, tuple(first)))
    return found


@needs(Permission.KEEP_HOUSE)
async def heal(work: Work) -> dict[str, int]:
    """Make every summary say what the history says; rows set right, by table."""
    return {summary.name: await renew(work.session, summary) for summary in SUMMARIES}
