"""What kind of act the line records and what came of it (CAPTURE.md, `type`, `outcome`)."""

from dataclasses import dataclass

from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome
from core.capture.act import Act, Status
from core.capture.draft import Slot, Span
from core.capture.lexicon import words_of
from core.capture.refusal import find_refusal
from core.capture.signs import Line, Sign
from core.capture.silence import answered_later, find_silence, is_past
from core.capture.taken import Taken
from core.capture.timeline import Timeline
from core.capture.words import listed, readings

_PLACES = listed("объект склад производство завод площадка стройка цех точка стройплощадка магазин")
_WHEN = listed(
    "я мы сегодня вчера утром днем вечером наконец таки уже опять снова только что сейчас лично сам сама"
)
_AT_THEM = listed("офис гость клиент они он она")
Typed = tuple[ActivityKind, Act | None, Span | None]


@dataclass(frozen=True, slots=True)
class Happened:
    """The type, what came of it, and the act that the type was read from."""

    type: Slot[ActivityKind]
    outcome: Slot[Outcome]
    main: Act | None
    refusal: Sign | None


def read_outcome(line: Line, timeline: Timeline, hidden: Taken, lost: Sign | None = None) -> Happened:
    """A live act before a written one, else the first; an answer or its lack on the phone is a call.

    `lost`: where the line names the stage of lost deals.
    """
    refusal = lost or find_refusal(line, hidden)
    done = [one.act for one in timeline.acts if _took_place(one.act, dated=one.moment is not None)]
    live = [act for act in done if act.kind in LIVE_KINDS]
    silence = find_silence(line, timeline, written=(bool(done) and not live) or refusal is not None)
    kind, main, span = (
        _noted(line)
        or _live(line, live, hidden)
        or _on_the_phone(line, timeline, silence, written=bool(done))
        or _first(done)
        or _by_messenger(line, timeline)
        or (ActivityKind.NOTE, None, None)
    )
    if refusal is not None:
        outcome = Slot(Outcome.REFUSED, refusal.span, 0.9)
    elif kind not in LIVE_KINDS:
        outcome = Slot()
    elif silence is not None and not answered_later(line, silence):
        outcome = Slot(Outcome.NO_ANSWER, silence.span, 0.9)
    else:
        outcome = Slot(Outcome.REACHED, span, 0.85)
    return Happened(Slot(kind, span, 0.9 if span else 0.6), outcome, main, refusal)


def _took_place(act: Act, *, dated: bool) -> bool:
    if act.kind is None:
        return False
    return act.status is Status.DONE or (act.status in {Status.NOUN, Status.NOW} and not dated)


def _by_messenger(line: Line, timeline: Timeline) -> Typed | None:
    """В вотсапе: пришлите прайс. What came by a messenger is a message."""
    named = [
        sign for sign in line.of("messengers.words") if line.word(sign.first - 1) in {"в", "на", "on", "by"}
    ]
    planned = any(one.act.status is Status.PLAN and one.act.kind is not None for one in timeline.acts)
    if not named or planned or not line.of("requests.", "documents."):
        return None
    return ActivityKind.MESSAGE, None, named[0].span


def _noted(line: Line) -> Typed | None:
    """Заметка Вектор: whatever follows is a note."""
    first = line.signs[:1]
    heads = bool(first) and first[0].concept == "nouns.note" and first[0].first == 0
    return (ActivityKind.NOTE, None, first[0].span) if heads else None


def _live(line: Line, live: list[Act], hidden: Taken) -> Typed | None:
    stay = _stay(line, hidden)
    first = live[0] if live else None
    talks = next((act for act in live if act.sign.name == "talks"), None)
    if first is not None and first.kind is ActivityKind.VISIT and talks is not None:
        return ActivityKind.MEETING, talks, talks.sign.span
    if stay is not None and (first is None or stay[1].start < first.sign.span.start):
        return stay[0], first, stay[1]
    return _first(live)


def _on_the_phone(line: Line, timeline: Timeline, silence: Sign | None, *, written: bool) -> Typed | None:
    if silence is not None:
        act = next((one.act for one in timeline.acts if one.act.at == silence.first), None)
        return ActivityKind.CALL, act, silence.span
    answer = _answer(line, timeline, written=written)
    return None if answer is None else (ActivityKind.CALL, None, answer)


def _first(acts: list[Act]) -> Typed | None:
    if not acts or acts[0].kind is None:
        return None
    return acts[0].kind, acts[0], acts[0].sign.span


def _stay(line: Line, hidden: Taken) -> tuple[ActivityKind, Span] | None:
    """Был у Востока is a meeting, был на объекте a visit; был в отпуске is neither."""
    for i, token in enumerate(line.tokens):
        if token.norm not in {"был", "была", "были", "побывал", "побывала"} or line.word(i - 1) == "не":
            continue
        at = i + 1
        while line.word(at) in _WHEN and at - i <= 3:
            at += 1
        nxt = line.word(at)
        if nxt not in {"у", "в", "во", "на"} or at + 1 >= len(line.tokens):
            continue
        there = line.tokens[at + 1]
        named = hidden.touches(there)
        words = {reading.lemma for reading in readings(there.norm)}
        span = Span(token.start, line.tokens[at].end)
        if words & _PLACES:
            return ActivityKind.VISIT, span
        if nxt == "у" or named or words & _AT_THEM:
            return ActivityKind.MEETING, span
    return None


def _answer(line: Line, timeline: Timeline, *, written: bool) -> Span | None:
    """Взял трубку, просят перезвонить, по телефону: an answer was got on the phone."""
    for one in timeline.acts:
        if one.act.asked_back:
            return one.act.sign.span
    for sign in line.of("outcome.pick_up"):
        by_letter = written and sign.lemma == "ответить"
        if not sign.negated and is_past(sign) and not by_letter and _with_handset(sign, line):
            return sign.span
        if not sign.negated and is_past(sign) and not by_letter and _somebody_took_it(sign, line):
            return sign.span
    return next(
        (sign.span for sign in line.of("outcome.reached") if sign.lemma in {"picked", "answered"}), None
    )


def _somebody_took_it(sign: Sign, line: Line) -> bool:
    """Секретарша взяла, ответил охранник: the phone."""
    if sign.lemma not in {"взять", "снять", "ответить", "подойти", "поднять"}:
        return False
    near = (line.word(sign.first - 1), line.word(sign.first - 2), line.word(sign.after))
    people = words_of("theirs.gatekeepers")
    return any({one.lemma for one in readings(word)} & people for word in near if word)


def _with_handset(sign: Sign, line: Line) -> bool:
    if sign.lemma == "ответить":
        return not line.of("documents.", "nouns.email", clause=sign.clause)
    return bool(line.of("outcome.handset", clause=sign.clause))
