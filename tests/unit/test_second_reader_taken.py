"""What is taken of a second reader's answer (docs/second-reader.md)."""

import json
from dataclasses import replace
from datetime import date

import pytest

from core.activities.kinds import ActivityKind, Outcome
from core.capture.context import (
    ContactIndex,
    KnownContact,
    KnownPipeline,
    KnownStage,
)
from core.capture.draft import Draft
from core.capture.reading import read_line
from core.capture.second.checking import checked
from core.capture.second.phrases import place_of
from core.capture.second.port import Wanted
from core.deals.kinds import PipelineKind
from tests.unit.test_second_reader import CONTEXT, LOST, TALKED, TWO, asked

STAGES = {stage.name: stage.id for pipeline in CONTEXT.pipelines for stage in pipeline.stages}


def answered(text, context=CONTEXT, **slots) -> Draft:
    draft = read_line(text, context)
    return checked(draft, asked(text, context), slots, context)


def stage(name, text=LOST):
    return next(one.code for one in asked(text).stages if one.label == name)


def test_what_was_lost_and_why():
    draft = answered(
        LOST,
        outcome={"value": "refused", "phrase": "хороним"},
        stage={"value": stage("Проиграна"), "phrase": "хороним"},
        lost_reason={"value": "no_budget", "phrase": "бюджет срезали"},
    )
    assert draft.outcome.value is Outcome.REFUSED
    assert (draft.stage.value, draft.lost_reason.value) == (STAGES["Проиграна"], "no_budget")
    assert draft.text[draft.lost_reason.span.start : draft.lost_reason.span.end] == "бюджет срезали"
    assert set(draft.guessed) == {"outcome", "stage", "lost_reason"}


def test_a_talk_in_words_of_ones_own_with_a_person_who_is_new():
    draft = answered(TALKED, type={"value": "meeting", "phrase": "погутарил"}, contact={"phrase": "Толик"})
    assert (draft.type.value, draft.outcome.value) == (ActivityKind.MEETING, Outcome.REACHED)
    assert draft.new_contact.value == "Толик"
    assert set(draft.guessed) == {"type", "outcome", "new_contact"}
    step = draft.next_step.value
    assert (step.due, draft.next_step.guessed) == (date(2026, 11, 25), False)


def test_a_person_of_the_client_is_found_by_our_own_reading_of_the_name():
    contacts = ContactIndex.of([KnownContact(8, 1, "Толик Ромашкин"), KnownContact(9, 2, "Толик Чужой")])
    draft = answered(TALKED, replace(CONTEXT, contacts=contacts), contact={"phrase": "Толик"})
    # The grammar finds who is in the base: there was nothing to ask.
    assert (draft.contact.value, draft.contact.guessed) == (8, False)


def test_a_client_who_was_doubted():
    code = next(one.code for one in asked(TWO).clients if one.label == "ООО «Каскад»")
    draft = answered(TWO, client={"value": code, "phrase": "Каскад"})
    assert CONTEXT.clients.by_id[draft.client.value].name == "ООО «Каскад»"
    assert draft.guessed == ("client",)
    assert len(draft.client.candidates) == 2, "the other one stays on offer"


@pytest.mark.parametrize("phrase", ["добро", "добро дали", "Векторы", "Вектор-Транс"])
def test_a_client_is_taken_only_where_the_line_names_one(phrase):
    code = next(one.code for one in asked(TWO).clients if one.label == "ООО «Каскад»")
    assert answered(TWO, client={"value": code, "phrase": phrase}) == read_line(TWO, CONTEXT)


@pytest.mark.parametrize(
    "slots",
    [
        {"outcome": {"value": "refused", "phrase": "не нужны"}},
        {"outcome": {"value": "refused", "phrase": "хорон"}},
        {"outcome": {"value": "refused", "phrase": ""}},
        {"outcome": {"value": "refused", "phrase": " ,.!"}},
        {"outcome": {"value": "refused", "phrase": "х" * 5000}},
        {"outcome": {"value": "refused", "phrase": None}},
        {"outcome": {"value": "refused", "phrase": ["хороним"]}},
        {"outcome": {"value": "refused"}},
        {"outcome": {"value": "lost", "phrase": "хороним"}},
        {"outcome": {"value": {"a": 1}, "phrase": "хороним"}},
        {"outcome": {"value": ["refused"], "phrase": "хороним"}},
        {"outcome": {"value": "reached", "phrase": "хороним"}},
        {"outcome": "refused"},
        {"outcome": {"value": "refused", "phrase": "Ромашку"}},
        {"stage": {"value": "s4", "phrase": ","}},
        {"outcome": ["refused"]},
        {"outcome": None},
        {"stage": {"value": "s6", "phrase": "хороним"}},
        {"stage": {"value": 7, "phrase": "хороним"}},
        {"stage": {"value": "Проиграна", "phrase": "хороним"}},
        {"stage": {"value": "s5", "phrase": "проиграна"}},
        {"client": {"value": "c1", "phrase": "Ромашку"}},
        {"client": {"value": 2, "phrase": "Ромашку"}},
        {"lost_reason": {"value": "price", "phrase": "срезали"}},
        {"lost_reason": {"value": "no_money", "phrase": "срезали"}},
        {"type": {"value": "note", "phrase": "хороним"}},
        {"type": {"value": "call", "phrase": "позвонил"}},
        {"next_step": {"kind": "task", "phrase": "хороним", "due": None}},
        {"next_step": {"kind": "call", "phrase": "хороним", "due": "завтра"}},
        {"next_step": {"kind": "call", "phrase": "хороним", "due": 5}},
        {"due": {"phrase": "срезали"}},
        {"at": {"phrase": "вчера"}},
        {"contact": {"phrase": "бюджет"}},
        {"contact": {"phrase": "Ромашку"}},
        {"facts": {"field": "need", "phrase": "бюджет"}},
        {
            "facts": [
                {"field": "salary", "phrase": "бюджет"},
                {"field": ["need"], "phrase": "бюджет"},
                5,
                None,
            ]
        },
        {"facts": "бюджет"},
        {"amount": {"phrase": "бюджет"}},
        {"profit": {"value": 1, "phrase": "бюджет"}},
        {},
    ],
    ids=str,
)
def test_what_fails_any_test_is_not_taken(slots):
    assert answered(LOST, **slots) == read_line(LOST, CONTEXT)


@pytest.mark.parametrize(
    ("line", "phrase", "span"),
    [
        ("Ромашку  хороним,\nсовсем", "хороним,  совсем", (9, 24)),
        ("ВСЁ порезали", "все Порезали", (0, 12)),
        ("Ромашку хороним", "«Ромашку хороним».", (0, 15)),
        ("İİİ хороним", "хороним", (4, 11)),
        ("нехороним, хороним", "хороним", (11, 18)),
        ("хоронимы", "хороним", None),
        ("a.b", "a+b", None),
        ("хороним", "(.*)", None),
    ],
)
def test_a_phrase_is_found_as_whole_words_however_it_was_spaced(line, phrase, span):
    found = place_of(line, phrase)
    assert (found and (found.start, found.end)) == span


def test_what_the_grammar_read_is_never_overwritten():
    draft = read_line(TALKED, CONTEXT)
    found = answered(
        TALKED,
        client={"value": "c1", "phrase": "Толик"},
        next_step={"kind": "call", "phrase": "закинет", "due": None},
        due={"phrase": "в среду"},
        facts=[{"field": "need", "phrase": "тендер"}],
    )
    assert found.client == draft.client
    assert found.next_step == draft.next_step


def test_one_figure_is_not_taken_twice():
    text = "Ромашка воркует, созрела да колосится, полна кубышка, было дело 10 ноября, дело 300000"
    draft = read_line(text, CONTEXT)
    bare = replace(draft, at=replace(draft.at, span=None), next_step=type(draft.next_step)())
    question = replace(asked(LOST), line=text, wanted=(Wanted.AT, Wanted.NEXT_STEP))
    said = {
        "at": {"phrase": "10 ноября"},
        "next_step": {"kind": "call", "phrase": "созрела", "due": "10 ноября"},
    }
    found = checked(bare, question, said, CONTEXT)
    assert found.at.value.date() == date(2026, 11, 10)
    assert found.guessed == ("at",)


def test_a_stage_of_another_pipeline_than_that_of_the_clients_deal_is_not_taken():
    (sales,) = CONTEXT.pipelines
    service = KnownPipeline(
        99, "Сервис", PipelineKind.REFRESH, (KnownStage(990, "Осмотр"), KnownStage(991, "Ремонт"))
    )
    context = replace(CONTEXT, pipelines=(sales, service), deals={1: service.id})
    assert [one.label for one in asked(LOST, context).stages] == ["Осмотр", "Ремонт"]
    question = asked(LOST, replace(context, deals={}))  # before the deal was known
    said = {"stage": {"value": "s2", "phrase": "хороним"}}
    assert checked(read_line(LOST, context), question, said, context).stage.value is None
    assert checked(read_line(LOST, context), question, said, replace(context, deals={})).stage.guessed


@pytest.mark.parametrize("phrase", ["дозрела", "и", "в", "Ромашка", "путь и"])
def test_words_that_say_nothing_or_are_denied_are_no_evidence(phrase):
    text = "Ромашка пока не дозрела, и в путь"
    draft = read_line(text, CONTEXT)
    question = replace(asked(LOST), line=text, wanted=(Wanted.OUTCOME, Wanted.STAGE, Wanted.TYPE))
    said = {
        name: {"value": value, "phrase": phrase}
        for name, value in (("outcome", "refused"), ("stage", "s4"), ("type", "visit"))
    }
    assert checked(draft, question, said, CONTEXT) == draft


def test_what_is_refused_is_not_won():
    said = {
        "outcome": {"value": "refused", "phrase": "хороним"},
        "stage": {"value": stage("Выиграна"), "phrase": "хороним"},
    }
    assert answered(LOST, **said).guessed == ("outcome",)


def test_a_fact_is_offered_word_for_word():
    draft = answered(LOST, facts=[{"field": "need", "phrase": "бюджет срезали"}])
    (fact,) = draft.facts
    assert (fact.field, fact.value, fact.guessed) == ("need", "бюджет срезали", True)
    assert draft.guessed == ("facts",)


def test_a_draft_with_guesses_comes_back_from_json_and_one_of_before_has_none():
    draft = answered(LOST, outcome={"value": "refused", "phrase": "хороним"})
    data = draft.to_json()
    assert Draft.from_json(json.loads(json.dumps(data))) == draft
    assert "guessed" not in json.dumps(read_line(LOST, CONTEXT).to_json())


def test_what_a_person_chooses_is_no_guess():
    draft = answered(LOST, outcome={"value": "refused", "phrase": "хороним"})
    chosen = draft.outcome.by_hand(Outcome.REACHED)
    assert (chosen.value, chosen.confidence, chosen.guessed) == (Outcome.REACHED, 1.0, False)
