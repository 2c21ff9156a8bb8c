"""Nobody answered: busy, hung up, out of reach, not picking up (CAPTURE.md, `outcome`)."""

import re

from core.capture.act import Status
from core.capture.signs import Line, Sign
from core.capture.timeline import Timeline
from core.capture.words import listed, readings

_WEAK_SILENCE = listed("выходить выйти отвечать ответить тишина")
_ANSWER_WAITED = re.compile(r"ответ|reply|response", re.IGNORECASE)


def find_silence(line: Line, timeline: Timeline, *, written: bool) -> Sign | None:
    """The first word of nobody answering; a mild one means no call beside something written."""
    unsure = {sign.clause for sign in line.of("steps.if")}
    found = [one.act.sign for one in timeline.acts if one.act.status is Status.NO_ANSWER]
    found += [sign for sign in line.of("outcome.silence") if not is_future(sign) and not sign.negated]
    found += [sign for sign in line.of("outcome.pick_up") if sign.negated and _is_not_picking_up(sign, line)]
    found += [sign for sign in line.of("outcome.drop") if _is_hanging_up(sign, line)]
    found = [sign for sign in found if sign.clause not in unsure]
    if written:
        found = [sign for sign in found if not _is_mild(sign, line)]
    return min(found, key=lambda sign: sign.first, default=None)


def _is_mild(sign: Sign, line: Line) -> bool:
    """No reply may be to what was written, no answer is on the phone."""
    said = line.text[sign.span.start : sign.span.end]
    return sign.lemma in _WEAK_SILENCE or _ANSWER_WAITED.search(said) is not None


def is_future(sign: Sign) -> bool:
    return sign.reading is not None and (sign.reading.tense == "futr" or sign.reading.part == "INFN")


def is_past(sign: Sign) -> bool:
    return sign.reading is not None and sign.reading.tense == "past"


def _is_not_picking_up(sign: Sign, line: Line) -> bool:
    if is_future(sign):
        return False
    handset = bool(line.of("outcome.handset", clause=sign.clause))
    if handset or sign.lemma in {"отвечать", "ответить"}:
        return not line.of("documents.", "nouns.email", clause=sign.clause)
    if sign.lemma in {"выходить", "выйти"}:
        return bool(line.of("outcome.no_connection", clause=sign.clause))
    if sign.lemma in {"подходить", "подойти"}:
        here = line.clause_tokens(sign.clause)
        few = len(here) <= 4 and line.word(sign.first) in {"подходят", "подошли"}
        return few or any(one.norm == "никто" for one in here)
    if line.word(sign.first - 2) == "нас":
        return False
    after = line.tokens[sign.after] if sign.after < len(line.tokens) else None
    alone = after is None or line.clauses[sign.after] != sign.clause or not after.is_word
    if alone:
        return True
    best = readings(line.word(sign.after))[:1]
    return bool(best) and best[0].part not in {"NOUN", "ADJF", "PREP", "NPRO", "INFN"}


def _is_hanging_up(sign: Sign, line: Line) -> bool:
    if sign.negated or not is_past(sign) or line.of("documents.", clause=sign.clause):
        return False
    return not line.of("reasons.price", "messengers.words", "nouns.email", clause=sign.clause)


def answered_later(line: Line, silence: Sign) -> bool:
    """Не дозвонился до директора, секретарь просит перезвонить: somebody answered."""
    later = [sign for sign in line.of("outcome.reached") if sign.first >= silence.after and not sign.negated]
    later = [sign for sign in later if sign.reading is None or sign.reading.part != "INFN"]
    reach = [
        sign
        for sign in line.of("acts.reach", "acts.talk", "past.reach", "past.talk")
        if sign.first > silence.first
    ]
    return bool(later) or any(is_past(sign) or sign.section == "past" for sign in reach if not sign.negated)
