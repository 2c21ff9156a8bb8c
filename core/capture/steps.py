"""The next step and its date, and when it all happened (CAPTURE.md, `next_step`, `at`)."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from core.activities.kinds import ActivityKind, TaskKind
from core.capture.act import Act, Status
from core.capture.draft import NextStep, Slot, Span, When
from core.capture.moments import Moment
from core.capture.signs import Line

_PLANNABLE = frozenset(Status) - {Status.DONE, Status.NOT_DONE, Status.NO_ANSWER}


@dataclass(frozen=True, slots=True)
class Dated:
    """An act with the moment said of it, when there is one."""

    act: Act
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Acts with their dates; dates of nobody's act; times that have been, with the act they belong to."""

    acts: tuple[Dated, ...]
    bare: tuple[Moment, ...]
    past: tuple[tuple[Moment, Act | None], ...]


def lay_out(line: Line, acts: list[Act], moments: list[Moment]) -> Timeline:
    """Tie every moment to the nearest act that it can belong to: before it in its clause, else after it."""
    dated = [Dated(act) for act in acts]
    bare: list[Moment] = []
    past: list[tuple[Moment, Act | None]] = []
    unsure = {sign.clause for sign in line.of("steps.if")}
    for moment in moments:
        clause = line.clause_at(moment.start_in_text)
        if clause in unsure:
            continue
        place = line.token_at(moment.start_in_text)
        here = [i for i, one in enumerate(dated) if one.act.clause == clause]
        if moment.told:
            past.append((moment, _nearest(dated, here, place)))
            continue
        _tie(moment, dated, here, place, bare, past)
    _settle_bare(dated, bare)
    return Timeline(tuple(dated), tuple(bare), tuple(past))


def _nearest(dated: list[Dated], here: list[int], place: int) -> Act | None:
    near = min(here, key=lambda i: abs(dated[i].act.at - place), default=None)
    return None if near is None else dated[near].act


def _tie(
    moment: Moment,
    dated: list[Dated],
    here: list[int],
    place: int,
    bare: list[Moment],
    past: list[tuple[Moment, Act | None]],
) -> None:
    before = [i for i in here if dated[i].act.at < place]
    after = [i for i in here if dated[i].act.at >= place]
    for i in reversed(before):
        one = dated[i]
        if one.act.status not in _PLANNABLE:
            break
        if one.moment is None:
            dated[i] = replace(one, moment=moment)
            return
    done = _done(dated, before[-1:]) or (None if before else _done(dated, after[:1]))
    open_ahead = next(
        (i for i in after if dated[i].act.status in _PLANNABLE and dated[i].moment is None), None
    )
    if done is not None and moment.past is not None and (open_ahead is None or not before):
        past.append((moment, done))
    elif open_ahead is not None:
        dated[open_ahead] = replace(dated[open_ahead], moment=moment)
    else:
        bare.append(moment)


def _done(dated: list[Dated], places: list[int]) -> Act | None:
    return next(
        (dated[i].act for i in places if dated[i].act.status in {Status.DONE, Status.NO_ANSWER}), None
    )


def _settle_bare(dated: list[Dated], bare: list[Moment]) -> None:
    """A date alone in its clause belongs to the step named without one: "перезвонить, завтра в 15"."""
    anything_done = any(one.act.status in {Status.DONE, Status.NO_ANSWER} for one in dated)
    for moment in list(bare):
        for i in reversed(range(len(dated))):
            one = dated[i]
            open_noun = (
                one.act.status is Status.NOUN and one.act.kind is not ActivityKind.CALL and not anything_done
            )
            if one.moment is None and (one.act.status in {Status.PLAN, Status.MOVED} or open_noun):
                dated[i] = replace(one, moment=moment)
                bare.remove(moment)
                break


def next_step(line: Line, timeline: Timeline, kind_done: ActivityKind) -> Slot[NextStep]:
    """The manager's own step before one asked for, before the client's; of several own ones the earliest."""
    own = [one for one in timeline.acts if _is_own(one)]
    asked = [one for one in timeline.acts if one.act.status is Status.ASKED and not _is_served(one, timeline)]
    theirs = [one for one in timeline.acts if one.act.status is Status.THEIRS and one.moment is not None]
    dated = sorted((one for one in own if one.moment is not None), key=_when)
    best = next(iter([*dated, *own, *asked, *theirs]), None)
    moment = best.moment if best else next(iter(timeline.bare), None)
    if best is None and moment is None:
        return Slot()
    kind = _kind(best, line, kind_done)
    if best is not None and moment is None:
        moment = _borrowed(best, [*asked, *theirs], timeline)
    span = best.act.sign.span if best else None
    step = NextStep(kind, moment.due, moment.duration_min, moment.span) if moment else NextStep(kind)
    if span is None and moment is not None:
        span = moment.span
    return Slot(step, span, 0.9 if best else 0.7)


def _is_own(one: Dated) -> bool:
    status, dated = one.act.status, one.moment is not None
    return status is Status.PLAN or (dated and status in {Status.NOUN, Status.NOW, Status.MOVED, Status.WEAK})


def _is_served(one: Dated, timeline: Timeline) -> bool:
    """Просили КП, отправил: nothing is left to send."""
    return any(
        other.act.status is Status.DONE and other.act.step is TaskKind.SEND and other.act.at > one.act.at
        for other in timeline.acts
    )


def _borrowed(best: Dated, others: list[Dated], timeline: Timeline) -> Moment | None:
    """Просят КП до пятницы, отправить: the date of the same step."""
    for other in others:
        if other.moment is not None and other.act.step is best.act.step:
            return other.moment
    return next(iter(timeline.bare), None)


def _when(one: Dated) -> float:
    due: When | None = one.moment.due if one.moment else None
    if due is None:
        return float("inf")
    if isinstance(due, datetime):
        return due.replace(tzinfo=None).timestamp()
    return datetime.combine(due, time(0)).timestamp()


def _kind(best: Dated | None, line: Line, done: ActivityKind) -> TaskKind:
    again = line.of("steps.again")
    if again and (best is None or best.act.status is Status.WEAK):
        return {
            ActivityKind.CALL: TaskKind.CALL,
            ActivityKind.MEETING: TaskKind.MEETING,
            ActivityKind.VISIT: TaskKind.VISIT,
        }.get(done, TaskKind.FOLLOW_UP)
    return (best.act.step if best else None) or TaskKind.FOLLOW_UP


def happened_at(timeline: Timeline, now: datetime, main: Act | None) -> Slot[datetime]:
    """Now, unless the line tells a past time; that of the act which gives the type comes first."""
    told = sorted(timeline.past, key=lambda one: one[1] is None or one[1] is not main)
    for moment, _ in told:
        if moment.past is not None and moment.past <= now:
            return Slot(moment.past, moment.span, 0.9)
    return Slot(now.replace(second=0, microsecond=0), None, 0.8)


def due_span(step: Slot[NextStep]) -> Span | None:
    """Where the date of the next step stands."""
    return step.value.due_span if step.value else None
