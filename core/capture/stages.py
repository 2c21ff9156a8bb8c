"""The stage a line names or implies, and why a deal was lost (CAPTURE.md, `stage`, `lost_reason`)."""

from collections.abc import Iterable

from core.capture.context import Context, KnownStage
from core.capture.draft import Candidate, Slot, Span
from core.capture.implied import Fits, implied_stage
from core.capture.named import (
    closed_in_passing,
    learned_reason,
    learned_stage,
    pointed_stage,
    stage_in_passing,
)
from core.capture.signs import Line, Sign
from core.capture.timeline import Timeline
from core.capture.words import readings
from core.deals.kinds import StageKind

Named = tuple[KnownStage, Span]
"""A stage and where its name stands."""


def stages_for(client: int | None, context: Context) -> list[KnownStage]:
    """All stages in order, those of the client's open deal first."""
    own = context.deals.get(client) if client is not None else None
    pipelines = sorted(context.pipelines, key=lambda one: one.id != own)
    return [stage for pipeline in pipelines for stage in _in_order(pipeline.stages)]


def named_stage(line: Line, timeline: Timeline, context: Context, stages: list[KnownStage]) -> Named | None:
    """The stage named after an arrow or a word of moving, by a learned word, or a closing one by its name."""
    return (
        pointed_stage(line, stages)
        or learned_stage(line, timeline, context, stages)
        or closed_in_passing(line, timeline, stages)
    )


def read_stage(
    line: Line,
    timeline: Timeline,
    stages: list[KnownStage],
    named: Named | None,
    refusal: Sign | None,
    amount: Slot[int],
) -> Slot[int]:
    """The named one, then the one implied by what was done, then one named in passing."""
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


def _is_denied(sign: Sign, line: Line) -> bool:
    """Без скидки, не из-за цены, not about price."""
    back = [line.word(sign.first - step) for step in (1, 2, 3)]
    if back[0] in {"в", "из-за", "за", "по", "about", "the"}:
        back = back[1:]
    return back[0] in {"без", "не", "not"} or (back[0] == "about" and back[1] == "not")


def read_reason(line: Line, lost: Sign | None, context: Context) -> Slot[str]:
    """Why: price before any other, else the first named; a reason that is on no list is `other`."""
    if lost is None:
        return Slot()
    taught = learned_reason(line, context)
    if taught is not None:
        return Slot(taught[0], taught[1], 0.95)
    signs = [
        sign
        for sign in line.of("reasons.")
        if not line.of("steps.if", clause=sign.clause) and not _is_denied(sign, line)
    ]
    price = [sign for sign in signs if sign.name == "price"]
    listed = [sign for sign in signs if sign.name not in {"price", "other"}]
    for sign in [*price, *listed]:
        return Slot(sign.name, sign.span, 0.9)
    for sign in line.of("outcome.silence", "outcome.pick_up", "outcome.drop"):
        if sign.name == "silence" or sign.negated:
            return Slot("no_contact", sign.span, 0.8)
    for sign in signs:
        return Slot(sign.name, sign.span, 0.6)
    return _some_reason(line, lost)


def _some_reason(line: Line, lost: Sign) -> Slot[str]:
    """Lost O'Sullivan, lab manager fell out with our engineer: a story after the refusal, on no list."""
    for clause in sorted({one for one in line.clauses if one > lost.clause}):
        words = line.clause_tokens(clause)
        told = any(one.tense == "past" for token in words for one in readings(token.norm)[:1]) or (
            len(words) > 4 and all(token.norm.isascii() for token in words if token.is_word)
        )
        if len(words) > 2 and told and not line.of("steps.", "acts.", "base.", clause=clause):
            return Slot("other", line.clause_span(clause), 0.5)
    return Slot()
