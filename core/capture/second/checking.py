"""An answer of a second reader, checked: what passes every test fills a slot that was empty, marked as
guessed; of the rest nothing is taken. What the grammar read is never touched.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome, TaskKind
from core.capture.context import Context
from core.capture.draft import Candidate, Draft, Fact, NextStep, Slot, Span, When
from core.capture.facts import FIELDS
from core.capture.people import read_contact
from core.capture.second.figures import Figures, figures_of
from core.capture.second.phrases import is_evidence, moment_at, money_at, place_of
from core.capture.second.port import Offer, Question, Wanted
from core.capture.signs import read_signs
from core.capture.taken import NOTHING, Taken
from core.capture.words import nominative, readings, tokens_of
from core.deals.kinds import LostReason, StageKind

SURE = 0.5
"""The confidence of what was guessed."""
FACTS_MOST = 3
LATE = timedelta(days=60)
"""Nobody tells of older acts."""
FAR = timedelta(days=180)
"""A day that may be past as well is no date of a step when it is further ahead."""
_NAME_WORDS_MOST = 3
_A_TERM = re.compile(r"(?:гарант|действу|действит|warrant|valid|expire)\w*(?:\W+\w+){0,2}\W*$", re.IGNORECASE)
"""Before a date: it is the end of a term, and no step's (CAPTURE.md, "Dates")."""
E_ = TypeVar("E_", bound=StrEnum)
Json = Mapping[str, Any]


def checked(
    draft: Draft, question: Question, slots: Json, context: Context, about: int | None = None
) -> Draft:
    """The draft with what can be taken of the answer. Pure and total: no answer raises."""
    check = _Check(draft, question, slots, context, about, figures_of(question.line, context))
    for slot in (
        check.client,
        check.type,
        check.outcome,
        check.amount,
        check.at,
        check.next_step,
        check.due,
        check.contact,
        check.stage,
        check.lost_reason,
        check.facts,
    ):
        slot()
    return check.draft


@dataclass(slots=True)
class _Check:
    draft: Draft
    question: Question
    slots: Json
    context: Context
    about: int | None
    figures: Figures

    def client(self) -> None:
        """One of those that were offered, where the line names it."""
        said = self._said(Wanted.CLIENT)
        offer, span = _offer(self.question.clients, said), self._place(said)
        if offer is None or span is None or not Taken.of(*offer.spans).touches(span):
            return
        self.draft = replace(self.draft, client=_guess(offer.value, span, self.draft.client))

    def type(self) -> None:
        """What was done; who was spoken to was reached."""
        said = self._said(Wanted.TYPE)
        kind, span = _one_of(ActivityKind, said.get("value")), self._evidence(said)
        if kind is None or kind is ActivityKind.NOTE or span is None:
            return
        self.draft = replace(self.draft, type=_guess(kind, span))
        if kind in LIVE_KINDS and self.draft.outcome.value is None:
            self.draft = replace(self.draft, outcome=_guess(Outcome.REACHED, span))

    def outcome(self) -> None:
        """A refusal of anything, an answer or none of what is done live."""
        said = self._said(Wanted.OUTCOME)
        outcome, span = _one_of(Outcome, said.get("value")), self._evidence(said)
        if outcome is None or span is None:
            return
        if outcome is Outcome.REFUSED or self.draft.type.value in LIVE_KINDS:
            self.draft = replace(self.draft, outcome=_guess(outcome, span))

    def amount(self) -> None:
        span = self._place(self._said(Wanted.AMOUNT), self._figures())
        money = money_at(self.question.line, span, self.figures) if span is not None else None
        if money is None:
            return
        amount, low = money
        low = _guess(low.value, low.span) if low.value is not None else Slot()
        self.draft = replace(
            self.draft, amount=_guess(amount.value, amount.span, self.draft.amount), amount_low=low
        )

    def at(self) -> None:
        """Only what has been, by our own dates."""
        span = self._place(self._said(Wanted.AT), self._figures())
        moment = moment_at(self.question.line, span, self.figures) if span is not None else None
        if moment is None or moment.past is None or not timedelta() <= self.context.now - moment.past <= LATE:
            return
        if not self._figures().touches(moment.span):
            self.draft = replace(self.draft, at=_guess(moment.past, moment.span))

    def next_step(self) -> None:
        said = self._said(Wanted.NEXT_STEP)
        kind, span = _one_of(TaskKind, said.get("kind")), self._evidence(said)
        if kind is None or kind is TaskKind.TASK or span is None:
            return
        undated, due = NextStep(kind, kind_guessed=True), said.get("due")
        step = undated if due is None else self._dated(undated, due)
        if step is not None:
            self.draft = replace(self.draft, next_step=_guess(step, span))

    def due(self) -> None:
        now = self.draft.next_step.value
        said = self._said(Wanted.DUE)
        step = self._dated(now, said.get("phrase")) if now is not None else None
        if step is not None:
            self.draft = replace(self.draft, next_step=_guess(step, self.draft.next_step.span))

    def _dated(self, step: NextStep, phrase: Any) -> NextStep | None:
        """The step with the date of a phrase, by our own dates; None where it names none."""
        span = place_of(self.question.line, phrase, self._figures())
        moment = moment_at(self.question.line, span, self.figures) if span is not None else None
        if moment is None or moment.due is None or self._figures().touches(moment.span):
            return None
        if moment.past is not None and _day(moment.due) - self.context.now.date() > FAR:
            return None  # 10 ноября, said on the 19th: of this year or of the next?
        if _A_TERM.search(self.question.line[: moment.span.start]):
            return None
        return replace(
            step, due=moment.due, duration_min=moment.duration_min, due_span=moment.span, due_guessed=True
        )

    def contact(self) -> None:
        """A person of the client by our own reading of the name, else a new one to be offered."""
        span = self._place(self._said(Wanted.CONTACT), Taken.of(*self._names(), *self._dates_and_sums()))
        if span is None:
            return
        said = self.draft.text[span.start : span.end]
        client = self.about if self.about is not None else self.draft.client.value
        known = read_contact(read_signs(said), client, self.context.contacts, NOTHING)
        if known.candidates and known.value is None:
            return  # of namesakes a person chooses
        if known.value is not None:
            found = replace(known, span=span, confidence=SURE, guessed=True)
            self.draft = replace(self.draft, contact=found)
            return
        name = _name_in(said, inside=span.start > 0)
        if name is not None:
            one = Candidate(name, name, SURE)
            self.draft = replace(self.draft, new_contact=Slot(name, span, SURE, (one,), guessed=True))

    def stage(self) -> None:
        """One of those that were offered, of the pipeline where the client's deal is."""
        said = self._said(Wanted.STAGE)
        offer, span = _offer(self.question.stages, said), self._evidence(said)
        if offer is None or span is None or self.draft.outcome.value is Outcome.NO_ANSWER:
            return
        client = self.about if self.about is not None else self.draft.client.value
        standing = self.context.deals.get(client) if client is not None else None
        pipeline = next(one for one in self.context.pipelines if offer.value in {s.id for s in one.stages})
        kind = next(one.kind for one in pipeline.stages if one.id == offer.value)
        contrary = self.draft.outcome.value is Outcome.REFUSED and kind is not StageKind.LOST
        if standing in {None, pipeline.id} and not contrary:
            self.draft = replace(self.draft, stage=_guess(offer.value, span))

    def lost_reason(self) -> None:
        """Only of what is lost."""
        said = self._said(Wanted.LOST_REASON)
        reason, span = _one_of(LostReason, said.get("value")), self._evidence(said)
        if reason is None or span is None:
            return
        stages = (stage for pipeline in self.context.pipelines for stage in pipeline.stages)
        lost = any(one.id == self.draft.stage.value and one.kind is StageKind.LOST for one in stages)
        if lost or self.draft.outcome.value is Outcome.REFUSED:
            self.draft = replace(self.draft, lost_reason=_guess(reason.value, span))

    def facts(self) -> None:
        """Offered for the profile as others are: none goes there untapped."""
        listed = self.slots.get(Wanted.FACTS) if Wanted.FACTS in self.question.wanted else None
        found: list[Fact] = []
        for said in listed[:FACTS_MOST] if isinstance(listed, list) else ():
            field = said.get("field") if isinstance(said, dict) else None
            span = self._place(said, Taken.of(*(one.span for one in found))) if field in FIELDS else None
            if isinstance(field, str) and span is not None:
                found.append(Fact(field, self.draft.text[span.start : span.end], span, guessed=True))
        if found:
            self.draft = replace(self.draft, facts=tuple(found))

    def _said(self, slot: Wanted) -> Json:
        """What was answered for a slot that was asked for; nothing where it is of no use."""
        said = self.slots.get(slot) if slot in self.question.wanted else None
        return said if isinstance(said, dict) else {}

    def _place(self, said: Json, taken: Taken = NOTHING) -> Span | None:
        return place_of(self.question.line, said.get("phrase"), taken)

    def _evidence(self, said: Json) -> Span | None:
        """Where words stand that tell it: no names, no figures, no denial."""
        span = self._place(said, self._figures())
        return span if span is not None and is_evidence(self.question.line, span) else None

    def _names(self) -> tuple[Span | None, ...]:
        return self.draft.client.span, self.draft.contact.span, self.draft.new_contact.span

    def _dates_and_sums(self) -> tuple[Span | None, ...]:
        step = self.draft.next_step.value
        return self.draft.amount.span, self.draft.at.span, step.due_span if step is not None else None

    def _figures(self) -> Taken:
        """What is a name, a sum or a date already is no other one."""
        return Taken.of(*self._names(), *self._dates_and_sums())


def _guess(value: Any, span: Span | None, slot: Slot[Any] | None = None) -> Slot[Any]:
    """A slot with what was guessed; what the grammar offered for it stays on offer."""
    return Slot(value, span, SURE, slot.candidates if slot is not None else (), guessed=True)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _one_of(kinds: type[E_], said: Any) -> E_ | None:
    return next((one for one in kinds if isinstance(said, str) and one.value == said), None)


def _offer(offers: tuple[Offer, ...], said: Json) -> Offer | None:
    return next((one for one in offers if one.code == said.get("value")), None)


def _name_in(said: str, *, inside: bool) -> str | None:
    """Words that may be a person's name, in the nominative; None where there are none or too many. `inside`:
    a capital tells something there.
    """
    tokens = [token for token in tokens_of(said) if token.is_word]
    named = [
        token
        for token in tokens
        if (token.capital and (inside or token.norm.isascii()))
        or any(reading.person_name for reading in readings(token.norm)[:3])
    ]
    if not named or len(tokens) > _NAME_WORDS_MOST:
        return None
    return " ".join(nominative(token.norm).title() for token in named)
