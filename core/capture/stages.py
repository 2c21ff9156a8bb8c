"""The stage a line names or implies, and why a deal was lost (CAPTURE.md, `stage`, `lost_reason`)."""

from collections.abc import Iterable

from core.capture.context import Context, KnownStage
from core.capture.draft import Candidate, Slot, Span
from core.capture.implied import Fits, implied_stage
from core.capture.named import learned_stage, pointed_stage, stage_in_passing
from core.capture.signs import Line, Sign
from core.capture.timeline import Timeline
from core.deals.kinds import StageKind


def read_stage(
    line: Line, timeline: Timeline, context: Context, refusal: Sign | None, amount: Slot[int]
) -> Slot[int]:
    """Named after an arrow or a word of moving, then implied by what was done, then named in passing."""
    stages = [stage for pipeline in context.pipelines for stage in _in_order(pipeline.stages)]
    named = pointed_stage(line, stages) or learned_stage(line, context, stages)
    if named is not None:
        return _slot(*named, 0.95)
    if refusal is not None:
        return _first(stages, lambda stage: stage.kind is StageKind.LOST, refusal.span)
    implied = implied_stage(line, timeline, amount)
    if implied is not None:
        slot = _first(stages, *implied)
        if slot.value is not None:
            return slot
    passing = stage_in_passing(line, timeline, stages)
    return _slot(*passing, 0.8) if passing else Slot()


def _in_order(stages: Iterable[KnownStage]) -> list[KnownStage]:
    return sorted(stages, key=lambda stage: stage.position)


def _slot(stage: KnownStage, span: Span, confidence: float) -> Slot[int]:
    return Slot(stage.id, span, confidence, (Candidate(stage.id, stage.name, confidence),))


def _first(stages: list[KnownStage], fits: Fits, span: Span) -> Slot[int]:
    found = [stage for stage in stages if fits(stage)]
    if not found:
        return Slot()
    offered = tuple(Candidate(stage.id, stage.name, 0.9 if stage is found[0] else 0.5) for stage in found[:3])
    return Slot(found[0].id, span, 0.9, offered)


def read_reason(line: Line, lost: Sign | None) -> Slot[str]:
    """Why: price before any other, else the first named; a reason that is on no list is `other`."""
    if lost is None:
        return Slot()
    signs = [
        sign
        for sign in line.of("reasons.")
        if not line.of("steps.if", clause=sign.clause) and line.word(sign.first - 1) != "без"
    ]
    price = [sign for sign in signs if sign.name == "price"]
    listed = [sign for sign in signs if sign.name not in {"price", "other"}]
    for sign in [*price, *listed, *(one for one in signs if one.name == "other")]:
        return Slot(sign.name, sign.span, 0.9 if sign.name != "other" else 0.6)
    return Slot()
