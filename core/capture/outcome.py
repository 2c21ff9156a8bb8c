"""What kind of act the line records and what came of it (CAPTURE.md, `type`, `outcome`)."""

from dataclasses import dataclass

from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome
from core.capture.act import Act, Status
from core.capture.draft import Slot, Span
from core.capture.lexicon import words_of
from core.capture.signs import Line, Sign
from core.capture.steps import Timeline
from core.capture.words import listed, readings

_PLACES = listed("объект склад производство завод площадка стройка цех точка стройплощадка магазин")
_AT_THEM = listed("офис гость клиент они он она")
_WEAK_SILENCE = listed("отвечать ответить нет no не тишина")
_NEVER_BEFORE = listed("быть хотеть стать планировать готовый собираться намерен")
_PLAIN_NOUNS = listed(
    """потребность интерес товар продукт сотрудничество предложение сделка момент время клиент директор
    секретарь закупщик услуга задача год менеджер сила человек лпр кп проект"""
)


@dataclass(frozen=True, slots=True)
class Happened:
    """The type, what came of it, and the act that the type was read from."""

    type: Slot[ActivityKind]
    outcome: Slot[Outcome]
    main: Act | None
    refusal: Sign | None


def read_outcome(line: Line, timeline: Timeline, hidden: tuple[Span, ...]) -> Happened:
    """A live act before a written one, else the first; an answer or its lack on the phone is a call."""
    refusal = find_refusal(line, hidden)
    done = [one.act for one in timeline.acts if _took_place(one.act, dated=one.moment is not None)]
    live = [act for act in done if act.kind in LIVE_KINDS]
    silence = _silence(line, timeline, written=bool(done) and not live)
    kind, main, span = _kind(line, timeline, done, live, silence, hidden)
    if refusal is not None:
        outcome = Slot(Outcome.REFUSED, refusal.span, 0.9)
    elif kind not in LIVE_KINDS:
        outcome = Slot()
    elif silence is not None and not _answered_later(line, silence):
        outcome = Slot(Outcome.NO_ANSWER, silence.span, 0.9)
    else:
        outcome = Slot(Outcome.REACHED, span, 0.85)
    return Happened(Slot(kind, span, 0.9 if span else 0.6), outcome, main, refusal)


def _took_place(act: Act, *, dated: bool) -> bool:
    if act.kind is None:
        return False
    return act.status is Status.DONE or (act.status in {Status.NOUN, Status.NOW} and not dated)


def _kind(
    line: Line,
    timeline: Timeline,
    done: list[Act],
    live: list[Act],
    silence: Sign | None,
    hidden: tuple[Span, ...],
) -> tuple[ActivityKind, Act | None, Span | None]:
    if line.signs and line.signs[0].concept == "nouns.note" and line.signs[0].first == 0:
        return ActivityKind.NOTE, None, line.signs[0].span
    stay = _stay(line, hidden)
    first_live = live[0] if live else None
    if stay is not None and (first_live is None or stay[1].start < first_live.sign.span.start):
        return stay[0], first_live, stay[1]
    if first_live is not None and first_live.kind is not None:
        return first_live.kind, first_live, first_live.sign.span
    if silence is not None:
        return (
            ActivityKind.CALL,
            next((one.act for one in timeline.acts if one.act.at == silence.first), None),
            silence.span,
        )
    answer = _answer(line, timeline)
    if answer is not None:
        return ActivityKind.CALL, None, answer
    if done and done[0].kind is not None:
        return done[0].kind, done[0], done[0].sign.span
    return ActivityKind.NOTE, None, None


def _stay(line: Line, hidden: tuple[Span, ...]) -> tuple[ActivityKind, Span] | None:
    """Был у Востока is a meeting, был на объекте a visit; был в отпуске is neither."""
    for i, token in enumerate(line.tokens):
        if token.norm not in {"был", "была", "были", "побывал", "побывала"} or line.word(i - 1) == "не":
            continue
        nxt = line.word(i + 1)
        if nxt not in {"у", "в", "во", "на"} or i + 2 >= len(line.tokens):
            continue
        there = line.tokens[i + 2]
        named = any(there.start < span.end and there.end > span.start for span in hidden)
        words = {reading.lemma for reading in readings(there.norm)}
        span = Span(token.start, line.tokens[i + 1].end)
        if words & _PLACES:
            return ActivityKind.VISIT, span
        if nxt == "у" or named or words & _AT_THEM:
            return ActivityKind.MEETING, span
    return None


def _answer(line: Line, timeline: Timeline) -> Span | None:
    """Взял трубку, просят перезвонить, по телефону: an answer was got on the phone."""
    for one in timeline.acts:
        if one.act.asked_back:
            return one.act.sign.span
    for sign in line.of("outcome.pick_up"):
        if not sign.negated and _is_past(sign) and _with_handset(sign, line):
            return sign.span
    return next(
        (sign.span for sign in line.of("outcome.reached") if sign.lemma in {"picked", "answered"}), None
    )


def _is_past(sign: Sign) -> bool:
    return sign.reading is not None and sign.reading.tense == "past"


def _with_handset(sign: Sign, line: Line) -> bool:
    if sign.lemma == "ответить":
        return not line.of("documents.", "nouns.email", clause=sign.clause)
    return bool(line.of("outcome.handset", clause=sign.clause))


def _silence(line: Line, timeline: Timeline, *, written: bool) -> Sign | None:
    """The first word of nobody answering; a mild one means no call beside something written."""
    unsure = {sign.clause for sign in line.of("steps.if")}
    found = [one.act.sign for one in timeline.acts if one.act.status is Status.NO_ANSWER]
    found += [sign for sign in line.of("outcome.silence") if not _is_future(sign) and not sign.negated]
    found += [sign for sign in line.of("outcome.pick_up") if sign.negated and _is_not_picking_up(sign, line)]
    found += [sign for sign in line.of("outcome.drop") if _is_hanging_up(sign, line)]
    found = [sign for sign in found if sign.clause not in unsure]
    if written:
        found = [sign for sign in found if sign.lemma not in _WEAK_SILENCE]
    return min(found, key=lambda sign: sign.first, default=None)


def _is_future(sign: Sign) -> bool:
    return sign.reading is not None and (sign.reading.tense == "futr" or sign.reading.part == "INFN")


def _is_not_picking_up(sign: Sign, line: Line) -> bool:
    if _is_future(sign):
        return False
    handset = bool(line.of("outcome.handset", clause=sign.clause))
    if handset or sign.lemma in {"отвечать", "ответить"}:
        return not line.of("documents.", "nouns.email", clause=sign.clause)
    if sign.lemma in {"подходить", "подойти", "выходить", "выйти"}:
        return False
    after = line.tokens[sign.after] if sign.after < len(line.tokens) else None
    alone = after is None or line.clauses[sign.after] != sign.clause or not after.is_word
    if alone:
        return True
    best = readings(line.word(sign.after))[:1]
    return bool(best) and best[0].part not in {"NOUN", "ADJF", "PREP", "NPRO", "INFN"}


def _is_hanging_up(sign: Sign, line: Line) -> bool:
    if sign.negated or not _is_past(sign) or line.of("documents.", clause=sign.clause):
        return False
    return not line.of("reasons.price", "messengers.words", "nouns.email", clause=sign.clause)


def _answered_later(line: Line, silence: Sign) -> bool:
    """Не дозвонился до директора, секретарь просит перезвонить: somebody answered."""
    later = [sign for sign in line.of("outcome.reached") if sign.first >= silence.after and not sign.negated]
    later = [sign for sign in later if sign.reading is None or sign.reading.part != "INFN"]
    reach = [
        sign
        for sign in line.of("acts.reach", "acts.talk", "past.reach", "past.talk")
        if sign.first > silence.first
    ]
    return bool(later) or any(_is_past(sign) or sign.section == "past" for sign in reach if not sign.negated)


def find_refusal(line: Line, hidden: tuple[Span, ...]) -> Sign | None:
    """The client said no to the deal, or it is given up; never a plan, a condition or a no to a meeting."""
    unsure = {sign.clause for sign in line.of("steps.if")}
    for sign in line.signs:
        if sign.clause in unsure:
            continue
        if sign.concept == "outcome.refuse" and _is_refusal(sign, line):
            return sign
        if sign.concept == "outcome.soft_refuse" and _is_soft_refusal(sign, line, hidden):
            return sign
        if sign.concept == "outcome.never" and _is_never(sign, line):
            return sign
    return None


def _is_refusal(sign: Sign, line: Line) -> bool:
    if sign.negated or _is_future(sign):
        return False
    before = {line.word(sign.first - 1), line.word(sign.first - 2)}
    if before & {"может", "могут", "если", "чуть", "боюсь", "might", "may", "без", "риск", "могли"}:
        return False
    if sign.lemma.startswith("отк") or sign.lemma in {"declined", "rejected", "refused"}:
        return not any(
            0 < one.first - sign.first <= 4 for one in line.of("outcome.not_the_deal", clause=sign.clause)
        )
    return True


def _is_soft_refusal(sign: Sign, line: Line, hidden: tuple[Span, ...]) -> bool:
    if line.of("outcome.not_yet", clause=sign.clause):
        return False
    for i, token in enumerate(line.tokens):
        if line.clauses[i] != sign.clause or sign.first <= i < sign.after or not token.is_word:
            continue
        if any(token.start < span.end and token.end > span.start for span in hidden):
            continue
        best = readings(token.norm)[:1]
        if not best or best[0].person_name or token.norm.isascii():
            continue
        if best[0].part == "INFN" or (best[0].part == "NOUN" and best[0].lemma not in _PLAIN_NOUNS):
            return False
    return True


def _is_never(sign: Sign, line: Line) -> bool:
    """Не будут брать, не хотят работать; not "не берут трубку"."""
    if line.of("outcome.handset", "outcome.not_yet", clause=sign.clause):
        return False
    infinitive = sign.reading is not None and sign.reading.part == "INFN"
    back = [sign.first - 1, sign.first - 2]
    for i in back:
        words = {reading.lemma for reading in readings(line.word(i))} if line.word(i).isalpha() else set()
        if infinitive and words & _NEVER_BEFORE and line.word(i - 1) == "не":
            return True
    own = line.word(sign.after) in {"у", "с"} and line.word(sign.after + 1) in {"нас", "нами"}
    return sign.negated and own and not words_of("outcome.handset") & {line.word(sign.after)}
