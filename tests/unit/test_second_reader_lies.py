"""A second reader that answers rightly makes lines whole; one that lies gets nothing through unmarked."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.capture.command import _when
from core.capture.draft import Draft, Slot, Span
from core.capture.facts import FIELDS
from core.capture.reading import read_line
from core.capture.second.checking import SURE, checked
from core.capture.second.figures import figures_of
from core.capture.second.phrases import is_evidence, moment_at, money_at
from core.capture.second.port import Question, Wanted
from core.capture.second.question import question_of
from core.capture.taken import Taken
from core.capture.words import tokens_of
from core.deals.kinds import LostReason
from tests.unit.test_capture_by_others import HALVES, lines, slots

SLOTS = (
    "type", "at", "outcome", "client", "contact", "new_contact", "amount", "amount_low", "stage", "lost_reason",
    "next_step",
)  # fmt: skip
LONGEST_PHRASE = 6


@cache
def spoken():
    return [(entry, context) for half in HALVES for entry, context in lines(half)]


@cache
def hard():
    """Lines that are asked about, with what is asked."""
    found = []
    for entry, context in spoken():
        draft = read_line(entry["text"], context)
        question = question_of(draft, context)
        if question is not None:
            found.append((entry, context, draft, question))
    return found


# --- who answers rightly -----------------------------------------------------------------------------------


def phrases(line):
    tokens = tokens_of(line)
    for length in range(1, LONGEST_PHRASE + 1):
        for first in range(len(tokens) - length + 1):
            yield Span(tokens[first].start, tokens[first + length - 1].end)


def the_truth(draft: Draft, question: Question, entry, context):
    """What somebody who understands the line would answer: the labels, with phrases of the line."""
    expect, line = entry["expect"], question.line
    figures = figures_of(line, context)
    names = Taken.of(
        draft.client.span, draft.contact.span, *(s for one in question.clients for s in one.spans)
    )
    words = (Span(token.start, token.end) for token in tokens_of(line) if token.is_word)
    telling = (span for span in words if is_evidence(line, span) and not names.touches(span))
    anything = next((line[span.start : span.end] for span in telling), "")

    def said(span):
        return line[span.start : span.end]

    def due(day):
        for span in phrases(line):
            moment = moment_at(line, span, figures)
            if moment is not None and moment.due is not None and _when(moment.due) == day:
                return said(span)
        return None

    answer = {}
    for slot in question.wanted:
        want = expect.get(slot)
        if slot is Wanted.CLIENT:
            offer = next((one for one in question.clients if one.label == want), None)
            answer[slot] = offer and {"value": offer.code, "phrase": said(offer.spans[0])}
        elif slot is Wanted.STAGE:
            offer = next((one for one in question.stages if one.label == want), None)
            answer[slot] = offer and {"value": offer.code, "phrase": anything}
        elif slot in {Wanted.TYPE, Wanted.OUTCOME, Wanted.LOST_REASON}:
            answer[slot] = want and {"value": want, "phrase": anything}
        elif slot is Wanted.AMOUNT and want:
            sums = ((span, money_at(line, span, figures)) for span in phrases(line))
            answer[slot] = next(
                ({"phrase": said(s)} for s, money in sums if money and money[0].value == want), None
            )
        elif slot is Wanted.NEXT_STEP and want:
            answer[slot] = {"kind": want["kind"], "phrase": anything, "due": want["due"] and due(want["due"])}
        elif slot is Wanted.DUE and expect["next_step"]:
            answer[slot] = {"phrase": due(expect["next_step"]["due"])}
    return answer


def test_lines_that_were_read_in_part_become_whole_and_few_are_asked_about():
    counted = Counter()
    for entry, context in spoken():
        draft = read_line(entry["text"], context)
        found = slots(draft, entry, context)
        wrong = [slot for slot, value in found.items() if value != entry["expect"][slot]]
        empty = [
            slot for slot in wrong if found[slot] is None or (slot == "type" and draft.type.span is None)
        ]
        question = question_of(draft, context)
        whole = draft
        if question is not None:
            whole = checked(draft, question, the_truth(draft, question, entry, context), context)
        right = slots(whole, entry, context) == entry["expect"]
        counted["asked"] += question is not None
        counted["in part"] += bool(wrong) and wrong == empty
        counted["made whole"] += bool(wrong) and wrong == empty and right
        counted["right before"] += not wrong
        counted["spoilt"] += not wrong and not right
    assert counted["made whole"] >= 0.9 * counted["in part"] > 10
    assert counted["spoilt"] == 0
    assert counted["asked"] < 0.2 * len(spoken())


# --- who lies ----------------------------------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)
values = st.sampled_from(
    [
        *ActivityKind, *Outcome, *TaskKind, *LostReason, *(f"c{n}" for n in range(7)), *(f"s{n}" for n in range(7)),
        "1", "7", "admin", "DROP TABLE",
    ]
).map(str)  # fmt: skip


@st.composite
def phrases_of(draw, line):
    """Words that stand there, more or less; or none of them."""
    spans = list(phrases(line))
    span = draw(st.sampled_from(spans)) if spans else Span(0, 0)
    said = line[span.start : span.end]
    return draw(
        st.sampled_from([said, said, said, said.upper(), said[:-1], f"{said} 5", "завтра", "500 тыс", ""])
    )


@st.composite
def lies(draw, question):
    said = phrases_of(question.line)
    record = st.fixed_dictionaries(
        {},
        optional={
            "value": values | anything,
            "kind": values | anything,
            "phrase": said | anything,
            "due": said | anything,
            "field": st.sampled_from(FIELDS) | anything,
        },
    )
    full = st.fixed_dictionaries(
        {"value": values, "kind": st.sampled_from(TaskKind).map(str), "phrase": said, "due": st.none() | said}
    )
    one = full | record | st.lists(record, max_size=5) | anything
    return draw(st.fixed_dictionaries({}, optional={slot.value: one for slot in Wanted} | {"else": anything}))


def place(slot: Slot):
    return None if slot.span is None else (slot.span.start, slot.span.end)


def check(draft: Draft, found: Draft, question: Question, context):
    for name in SLOTS:
        before, after = getattr(draft, name), getattr(found, name)
        if before == after:
            continue
        assert after.guessed, f"{name} got through unmarked"
        assert after.confidence == SURE
        assert 0 <= after.span.start < after.span.end <= len(draft.text)
        empty = (
            before.value is None or before.span is None or (name == "next_step" and before.value.due is None)
        )
        assert empty, f"{name} was read and is overwritten"
    step = found.next_step.value
    if found.next_step.guessed and draft.next_step.value is not None:
        assert step == replace(
            draft.next_step.value,
            due=step.due,
            due_span=step.due_span,
            duration_min=step.duration_min,
            due_guessed=True,
        )
    if found.next_step.guessed and step.due is not None:
        day = step.due.date() if isinstance(step.due, datetime) else step.due
        assert day >= context.now.date()
    if found.client.guessed:
        assert found.client.value in {one.value for one in question.clients}
    if found.stage.guessed:
        assert found.stage.value in {one.value for one in question.stages}
    if found.amount.guessed:
        assert (
            found.amount.value
            == money_at(question.line, found.amount.span, figures_of(question.line, context))[0].value
        )
    if found.at.guessed:
        assert found.at.value <= context.now
    assert found.text == draft.text
    assert draft.facts in ((), found.facts)
    assert all(
        one.guessed and one.value == draft.text[one.span.start : one.span.end]
        for one in found.facts[len(draft.facts) :]
    )


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_whatever_is_answered_nothing_gets_through_unmarked_and_nothing_raises(data):
    _, context, draft, question = data.draw(st.sampled_from(hard()), label="line")
    lie = data.draw(lies(question), label="lie")

    found = checked(draft, question, lie, context)

    check(draft, found, question, context)
    assert Draft.from_json(json.loads(json.dumps(found.to_json()))) == found


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_lie_about_a_slot_that_was_not_asked_for_changes_nothing(data):
    _, context, draft, question = data.draw(st.sampled_from(hard()), label="line")
    lie = data.draw(lies(question), label="lie")
    unasked = {name: said for name, said in lie.items() if name not in set(question.wanted)}

    assert checked(draft, question, unasked, context) == draft
