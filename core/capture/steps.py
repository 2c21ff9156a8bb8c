"""The next step and its date, and when it all happened (CAPTURE.md, `next_step`, `at`)."""

from datetime import datetime, time

from core.activities.kinds import ActivityKind, TaskKind
from core.capture.act import Act, Status
from core.capture.draft import NextStep, Slot, When
from core.capture.moments import Moment
from core.capture.signs import Line
from core.capture.timeline import Dated, Timeline


def next_step(line: Line, timeline: Timeline, kind_done: ActivityKind) -> Slot[NextStep]:
    """The manager's own step before one asked for, before the client's; of several own ones the earliest."""
    own = [one for one in timeline.acts if _is_own(one)]
    asked = [one for one in timeline.acts if one.act.status is Status.ASKED and not _is_served(one, timeline)]
    theirs = [one for one in timeline.acts if one.act.status is Status.THEIRS and one.moment is not None]
    dated = sorted((one for one in own if one.moment is not None), key=_when)
    best = next(iter([*dated, *own, *asked, *theirs]), None)
    bare = [one for one in timeline.bare if not (_is_today(one) and _told(line, timeline))]
    moment = best.moment if best else next(iter(bare), None)
    if best is None and moment is None:
        return Slot()
    kind = _kind(best, line, timeline, kind_done)
    if best is None and moment is not None and _is_of_a_paper(moment, line):
        kind = TaskKind.SEND
    if best is not None and moment is None:
        moment = _borrowed(best, [*asked, *theirs], timeline)
    span = best.act.sign.span if best else None
    step = NextStep(kind, moment.due, moment.duration_min, moment.span) if moment else NextStep(kind)
    if span is None and moment is not None:
        span = moment.span
    return Slot(step, span, 0.9 if best else 0.7)


def _is_today(moment: Moment) -> bool:
    """Только "сегодня", without an hour: said of what has been as well."""
    return (
        moment.past is not None and not isinstance(moment.due, datetime) and moment.due == moment.past.date()
    )


def _told(line: Line, timeline: Timeline) -> bool:
    return bool(line.of("money.won", "money.close")) or any(
        one.act.status is Status.DONE for one in timeline.acts
    )


def _is_of_a_paper(moment: Moment, line: Line) -> bool:
    """КП до вторника: a paper with a date and no verb is to be sent."""
    clause = line.clause_at(moment.span.start)
    papers = (
        "documents.offer",
        "documents.contract",
        "documents.invoice",
        "documents.price",
        "documents.paper",
    )
    return moment.deadline and bool(line.of(*papers, clause=clause))


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


def _not_held(timeline: Timeline) -> list[Act]:
    held = {ActivityKind.MEETING, ActivityKind.CALL, ActivityKind.VISIT}
    return [
        one.act
        for one in timeline.acts
        if one.act.kind in held and one.act.status in {Status.NOT_DONE, Status.MOVED}
    ]


def _kind(best: Dated | None, line: Line, timeline: Timeline, done: ActivityKind) -> TaskKind:
    if best is None or best.act.status in {Status.WEAK, Status.THEIRS, Status.STATE}:
        put_off = [act.step for act in _not_held(timeline) if line.of("outcome.moved")]
        if put_off and put_off[0] is not None:
            return put_off[0]
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
