"""The stage that what was done implies: won, contract, quote (CAPTURE.md, `stage`)."""

import re
from collections.abc import Callable

from core.activities.kinds import TaskKind
from core.capture.act import Act, Status
from core.capture.context import KnownStage
from core.capture.draft import Slot, Span
from core.capture.signs import Line, Sign
from core.capture.timeline import Timeline
from core.capture.words import readings
from core.deals.kinds import StageKind

_CONTRACT = re.compile(r"договор|контракт|contract")
Fits = Callable[[KnownStage], bool]
"""Whether a stage is the one that was reached."""

Implied = tuple[Fits, Span]


def implied_stage(line: Line, timeline: Timeline, amount: Slot[int]) -> Implied | None:
    """Paid or closed; else of a quote given and a contract in hand the first in the order of stages."""
    return _won(line, amount) or _offer(timeline) or _contract(line, timeline)


def _is_told(sign: Sign) -> bool:
    """Past or a bare noun: what was, not what will be."""
    reading = sign.reading
    if sign.negated:
        return False
    if reading is None or reading.part in {"", "NOUN", "LATN"}:
        return True
    return reading.tense == "past" or reading.part in {"PRTS", "PRTF"}


def _won(line: Line, amount: Slot[int]) -> Implied | None:
    unsure = {sign.clause for sign in line.of("steps.if", "theirs.promise", "requests.ask", "requests.wait")}
    for sign in line.signs:
        if sign.clause in unsure or line.of("money.advance", "money.not_a_deal", clause=sign.clause):
            continue
        if sign.concept == "money.won" and _is_told(sign) and _rest_told(sign, line):
            return _is_won, sign.span
        closed = sign.concept == "money.close" and amount.value is not None and _is_told(sign)
        if closed and not line.of("outcome.refuse"):
            return _is_won, sign.span
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


def _is_won(stage: KnownStage) -> bool:
    return stage.kind is StageKind.WON


def _is_offer(stage: KnownStage) -> bool:
    return stage.offer


def _contract(line: Line, timeline: Timeline) -> Implied | None:
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


def _asked_before(act: Act, timeline: Timeline) -> frozenset[str]:
    """Просили КП, отправил: what was sent is what had been asked for."""
    asked = [one.act for one in timeline.acts if one.act.status is Status.ASKED and one.act.at < act.at]
    return asked[-1].documents if asked else frozenset()


def _offer(timeline: Timeline) -> Implied | None:
    for one in timeline.acts:
        act = one.act
        given = act.step is TaskKind.SEND or act.sign.name == "receive"
        papers = act.documents or _asked_before(act, timeline)
        if act.status is Status.DONE and given and "offer" in papers and act.sign.name != "prepare":
            return _is_offer, act.sign.span
    return None
