"""How deals ended their time on a stage. Source: METRICS.md, Words, "settled at a stage"."""

from dataclasses import dataclass

from core.deals.kinds import StageKind
from core.ids import StageId
from core.reports.journeys import Alike, Track


@dataclass(frozen=True, slots=True)
class Settling:
    """At an open stage: whether the deals are settled there, and whether they went on from there."""

    stage_id: StageId
    settled: bool
    forward: bool


def settling(track: Track, deals: Alike) -> tuple[Settling, ...]:
    """One for each open stage of the deals' pipeline, in order."""
    furthest, ends = deals.reached, deals.ends(track)
    lost_at = deals.last_open_id if ends is StageKind.LOST else None
    found = []
    for place, stage in enumerate(track.open):
        last = place + 1 == len(track.open)
        onward = ends is StageKind.WON if last else furthest > place
        lost_here = lost_at == stage.id
        settled = furthest >= place and (onward or lost_here)
        found.append(Settling(stage.id, settled, settled and not lost_here))
    return tuple(found)
