"""The stage a line names or implies, and why a deal was lost (CAPTURE.md, `stage`, `lost_reason`)."""

import re
from collections.abc import Iterable

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status
from core.capture.context import Context, KnownStage
from core.capture.draft import Candidate, Slot, Span
from core.capture.lexicon import alike
from core.capture.signs import Line, Sign, said
from core.capture.timeline import Timeline
from core.capture.words import listed, readings, tokens_of
from core.deals.kinds import StageKind

_CONTRACT = re.compile(r"договор|контракт|contract")
_IDLE = listed("на в к по и с о the of in to for - за этап стадия stage")
_PREPOSITIONS = listed(
    "на по о об до без к после из с со для от про за перед насчет before after about for without"
)
_NEW_OF = listed("сделка лид заявка deal lead")
_BLOCKING = {Status.PLAN, Status.ASKED, Status.THEIRS, Status.MOVED, Status.WEAK, Status.NOT_DONE}


def read_stage(
    line: Line, timeline: Timeline, context: Context, refusal: Sign | None, amount: Slot[int]
) -> Slot[int]:
    """Named after an arrow or a word of moving, then implied by what was done, then named in passing."""
    stages = [stage for pipeline in context.pipelines for stage in _in_order(pipeline.stages)]
    named = _pointed_at(line, stages) or _learned(line, context, stages)
    if named is not None:
        return _slot(*named, 0.95)
    if refusal is not None:
        return _first(stages, lambda stage: stage.kind is StageKind.LOST, refusal.span)
    for found in (_won(line, amount), _contract(line, timeline), _offer(timeline)):
        if found is not None:
            fits, span = found
            slot = _first(stages, fits, span)
            if slot.value is not None:
                return slot
            break
    passing = _in_passing(line, timeline, stages)
    return _slot(*passing, 0.8) if passing else Slot()


def _in_order(stages: Iterable[KnownStage]) -> list[KnownStage]:
    return sorted(stages, key=lambda stage: stage.position)


def _slot(stage: KnownStage, span: Span, confidence: float) -> Slot[int]:
    return Slot(stage.id, span, confidence, (Candidate(stage.id, stage.name, confidence),))


def _first(stages: list[KnownStage], fits: object, span: Span) -> Slot[int]:
    found = [stage for stage in stages if callable(fits) and fits(stage)]
    if not found:
        return Slot()
    offered = tuple(Candidate(stage.id, stage.name, 0.9 if stage is found[0] else 0.5) for stage in found[:3])
    return Slot(found[0].id, span, 0.9, offered)


def _words(name: str) -> list[str]:
    return [token.norm for token in tokens_of(name) if token.is_word and token.norm not in _IDLE]


def _same(word: str, other: str) -> bool:
    """Переговорах and negotiation are Переговоры."""
    left, right = set(said(word)), set(said(other))
    if left & right:
        return True
    groups = alike()
    return bool(
        {groups[one] for one in left if one in groups} & {groups[one] for one in right if one in groups}
    )


def _fits_at(line: Line, first: int, name: list[str]) -> int | None:
    """Where the stage's words end when they all stand from this token on, in their order or not."""
    left, at = list(name), first
    while left and at < len(line.tokens) and line.clauses[at] == line.clauses[first]:
        hit = next((word for word in left if _same(line.word(at), word)), None)
        if hit is None:
            if line.word(at) not in _IDLE or at == first:
                return None
        else:
            left.remove(hit)
        at += 1
    return None if left or not name else at


def _found_after(
    line: Line, start: int, stages: list[KnownStage], reach: int
) -> tuple[KnownStage, Span] | None:
    best: tuple[int, KnownStage, Span] | None = None
    for first in range(start, min(start + reach, len(line.tokens))):
        for stage in stages:
            after = _fits_at(line, first, _words(stage.name))
            if after is not None and (best is None or after - first > best[0]):
                best = after - first, stage, Span(line.tokens[first].start, line.tokens[after - 1].end)
        if best is not None:
            return best[1], best[2]
    return None


def _pointed_at(line: Line, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    """-> КП отправлено, перевести в переговоры, stage negotiation."""
    for i, token in enumerate(line.tokens):
        arrow = token.text == "→" or (token.text == ">" and line.word(i - 1) in {"-", "=", "–"})
        if arrow:
            found = _found_after(line, i + 1, stages, 1) or _begun(line, i + 1, stages)
            if found is not None:
                return found
    for sign in line.of("stage.move"):
        if not sign.negated:
            found = _found_after(line, sign.after, stages, 4)
            if found is not None:
                return found
    return None


def _begun(line: Line, at: int, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    """-> контакт: the first word of a stage's name is enough after an arrow, when it is one stage's."""
    if at >= len(line.tokens):
        return None
    fits = [stage for stage in stages if any(_same(line.word(at), word) for word in _words(stage.name)[:1])]
    token = line.tokens[at]
    return (fits[0], Span(token.start, token.end)) if len(fits) == 1 else None


def _learned(line: Line, context: Context, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    by_id = {stage.id: stage for stage in stages}
    for word in context.learned:
        stage, name = by_id.get(word.stage_id), _words(word.phrase)
        for first in range(len(line.tokens)) if stage and name else ():
            after = _fits_at(line, first, name)
            if after is not None and stage is not None:
                return stage, Span(line.tokens[first].start, line.tokens[after - 1].end)
    return None


def _is_told(sign: Sign) -> bool:
    """Past or a bare noun: what was, not what will be."""
    reading = sign.reading
    if sign.negated:
        return False
    if reading is None or reading.part in {"", "NOUN", "LATN"}:
        return True
    return reading.tense == "past" or reading.part in {"PRTS", "PRTF"}


def _won(line: Line, amount: Slot[int]) -> tuple[object, Span] | None:
    unsure = {sign.clause for sign in line.of("steps.if", "theirs.promise", "requests.ask", "requests.wait")}
    for sign in line.signs:
        if sign.clause in unsure or line.of("money.advance", "money.not_a_deal", clause=sign.clause):
            continue
        if sign.concept == "money.won" and _is_told(sign) and _rest_told(sign, line):
            return (lambda stage: stage.kind is StageKind.WON), sign.span
        closed = sign.concept == "money.close" and amount.value is not None and _is_told(sign)
        if closed and not line.of("outcome.refuse"):
            return (lambda stage: stage.kind is StageKind.WON), sign.span
    return None


def _rest_told(sign: Sign, line: Line) -> bool:
    """Оплата прошла is told, оплата пройдёт and закрыть сделку are not; не прошла neither."""
    for i in range(sign.first, sign.after):
        word = line.word(i)
        if word in {"не", "not"} or line.word(i - 1) in {"не", "not"}:
            return False
    verbs = [reading for i in range(sign.first, sign.after) for reading in _verb(line.word(i))]
    return all(reading not in {"futr", "pres", "INFN", "impr"} for reading in verbs)


def _verb(word: str) -> list[str]:
    """The tense of a verb, or its mood where it has none; of two readings alike the past one."""
    every = readings(word)
    best = [
        reading for reading in every if reading.score >= every[0].score and reading.part in {"VERB", "INFN"}
    ]
    if not best or any(reading.tense == "past" for reading in best):
        return []
    return [best[0].part if best[0].part == "INFN" else best[0].tense or best[0].mood]


def _contract(line: Line, timeline: Timeline) -> tuple[object, Span] | None:
    def fits(stage: KnownStage) -> bool:
        return stage.kind is StageKind.OPEN and _CONTRACT.search(stage.name.lower()) is not None

    for one in timeline.acts:
        act = one.act
        if act.status is not Status.DONE:
            continue
        signed = act.sign.name == "sign" and (not act.documents or "contract" in act.documents)
        handled = "contract" in act.documents and (act.step is TaskKind.SEND or act.sign.name == "agree")
        if (signed or handled) and act.sign.name != "prepare":
            return fits, act.sign.span
    for document in line.of("documents.contract"):
        if _is_being_agreed(line, document) and not _is_planned(timeline, document.clause):
            return fits, document.span
    return None


def _is_being_agreed(line: Line, document: Sign) -> bool:
    near = line.of("stage.done_near", clause=document.clause)
    agreeing = [
        sign
        for sign in line.of("acts.agree", clause=document.clause)
        if sign.reading is not None and sign.reading.tense == "pres" and not sign.negated
    ]
    return bool(near or agreeing)


def _is_planned(timeline: Timeline, clause: int) -> bool:
    return any(
        one.act.clause == clause and one.act.status in {Status.PLAN, Status.ASKED} for one in timeline.acts
    )


def _offer(timeline: Timeline) -> tuple[object, Span] | None:
    for one in timeline.acts:
        act = one.act
        given = act.step is TaskKind.SEND or act.sign.name == "receive"
        if act.status is Status.DONE and given and "offer" in act.documents and act.sign.name != "prepare":
            return (lambda stage: stage.offer), act.sign.span
    return None


def _in_passing(line: Line, timeline: Timeline, stages: list[KnownStage]) -> tuple[KnownStage, Span] | None:
    """Лидер 450 тыс переговоры: the stage's own words where nothing is asked, planned or complained of."""
    open_stages = [stage for stage in stages if stage.kind is StageKind.OPEN]
    for first in range(len(line.tokens)):
        found = _found_after(line, first, open_stages, 1)
        if found is None or not _may_name(line, timeline, first, found[0]):
            continue
        return found
    return None


def _may_name(line: Line, timeline: Timeline, first: int, stage: KnownStage) -> bool:
    clause, name = line.clauses[first], _words(stage.name)
    here = [one for one in timeline.acts if one.act.clause == clause]
    if any(one.act.status in _BLOCKING or one.moment is not None or one.act.at == first for one in here):
        return False
    if len(name) > 1:
        return True
    before = line.word(first - 1)
    if before in _PREPOSITIONS or before in {"не", "нет", "no", "not"} or line.word(first - 2) == "нет":
        return False
    if any(_same(word, "новый") for word in name):
        return len([1 for one in line.clauses if one == clause]) == 1 or bool(
            set(said(line.word(first + 1))) & _NEW_OF
        )
    return not (
        line.of("requests.ask", "facts.competitor", clause=clause)
        or line.of("outcome.arranged", clause=clause)
    )


def read_reason(line: Line, lost: Act | Sign | None) -> Slot[str]:
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
