"""Acts and dates of a line tied together: what each date is the date of."""

from dataclasses import dataclass, replace

from core.activities.kinds import ActivityKind
from core.capture.act import Act, Status
from core.capture.moments import Moment
from core.capture.signs import Line

_PLANNABLE = frozenset(Status) - {Status.DONE, Status.NOT_DONE, Status.NO_ANSWER}
_NEAR = 3
"""A state further before a date than so many tokens has nothing to do with it."""
_TOOK_PLACE = frozenset({Status.DONE, Status.NO_ANSWER})


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


class _Layout:
    """A timeline in the making."""

    def __init__(self, acts: list[Act], places: frozenset[int]) -> None:
        self.places = places
        self.dated = [Dated(act) for act in acts]
        self.bare: list[Moment] = []
        self.past: list[tuple[Moment, Act | None]] = []

    def is_open(self, i: int) -> bool:
        return self.dated[i].act.status in _PLANNABLE and self.dated[i].moment is None

    def give(self, i: int, moment: Moment) -> None:
        self.dated[i] = replace(self.dated[i], moment=moment)

    def has_own(self, i: int, place: int) -> bool:
        """Another moment stands right after the act: заеду в среду с утра."""
        at = self.dated[i].act.at
        return any(at < other <= at + _NEAR + 1 for other in self.places if other != place)

    def done_of(self, places: list[int]) -> Act | None:
        return next((self.dated[i].act for i in places if self.dated[i].act.status in _TOOK_PLACE), None)

    def tell(self, moment: Moment, here: list[int], place: int) -> None:
        """A time that has been belongs to the nearest act."""
        near = min(here, key=lambda i: abs(self.dated[i].act.at - place), default=None)
        self.past.append((moment, None if near is None else self.dated[near].act))

    def tie(self, moment: Moment, here: list[int], place: int) -> None:
        """To the nearest act before it in its clause that can have a date, else to one after it."""
        before = [i for i in here if self.dated[i].act.at < place]
        last = self.dated[before[-1]].act.status if before else None
        if last is Status.NOT_DONE and moment.past is not None:
            return
        after = [i for i in here if self.dated[i].act.at >= place]
        for i in reversed(before):
            if self.dated[i].act.status not in _PLANNABLE:
                break
            if self.dated[i].act.status is Status.STATE and place - self.dated[i].act.at > _NEAR:
                continue
            if self.is_open(i):
                self.give(i, moment)
                return
        if before and self.prefer_new(before[-1], moment):
            return
        done = self.done_of(before[-1:]) if before else self.done_of(after[:1])
        ahead = next((i for i in after if self.is_open(i) and not self.has_own(i, place)), None)
        if done is not None and moment.past is not None and (ahead is None or not before):
            self.past.append((moment, done))
        elif ahead is not None:
            self.give(ahead, moment)
        else:
            self.bare.append(moment)

    def prefer_new(self, i: int, moment: Moment) -> bool:
        """Перенесли на послезавтра, moved our Tuesday meeting to Thursday: the later one is the new date."""
        act = self.dated[i].act
        if act.status is not Status.MOVED or self.dated[i].moment is None:
            return False
        self.give(i, moment)
        return True

    def settle_bare(self) -> None:
        """A date alone in its clause belongs to the step named without one: "перезвонить, завтра в 15"."""
        anything_done = any(one.act.status in _TOOK_PLACE for one in self.dated)
        for moment in list(self.bare):
            for i in reversed(range(len(self.dated))):
                act = self.dated[i].act
                noun = act.status is Status.NOUN and act.kind is not ActivityKind.CALL and not anything_done
                if self.is_open(i) and (act.status in {Status.PLAN, Status.MOVED} or noun):
                    self.give(i, moment)
                    self.bare.remove(moment)
                    break


def lay_out(line: Line, acts: list[Act], moments: list[Moment]) -> Timeline:
    """Tie every moment to the act that it can belong to; a moment of a condition belongs to none."""
    layout = _Layout(acts, frozenset(line.token_at(moment.span.start) for moment in moments))
    unsure = {sign.clause for sign in line.of("steps.if")}
    for moment in moments:
        clause, place = line.clause_at(moment.span.start), line.token_at(moment.span.start)
        if clause in unsure:
            continue
        here = [i for i, one in enumerate(layout.dated) if one.act.clause == clause]
        if moment.told:
            layout.tell(moment, here, place)
        else:
            layout.tie(moment, here, place)
    layout.settle_bare()
    return Timeline(tuple(layout.dated), tuple(layout.bare), tuple(layout.past))
