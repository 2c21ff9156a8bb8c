"""The card marks what a second reader filled, and names it."""

import html
from dataclasses import replace
from datetime import date

import pytest

from bot.texts import LANGUAGES, texts_of
from bot.views.draft import GUESS, draft_card
from core.activities.kinds import Outcome
from core.capture.draft import Draft, Slot, Span
from core.capture.reading import read_line
from core.clients.models import Client
from core.deals.kinds import PipelineKind, StageKind
from core.deals.models import Pipeline
from core.deals.pipelines import Funnel
from core.desk.cards import DraftView
from core.desk.drafts import StoredDraft
from tests.unit.test_capture_any_text import FIRST, deal_on, stage
from tests.unit.test_second_reader import CONTEXT
from tests.unit.test_second_reader_lies import SLOTS


def shown(draft: Draft, language: str) -> str:
    client = Client(name="ООО «Ромашка»", search_key="", created_at=FIRST)
    client.id = 1
    stored = StoredDraft(employee_id=1, text=draft.text, slots={}, created_at=FIRST)
    stored.id = 1
    stages = (stage(1, "Новый", StageKind.OPEN), stage(2, "Проиграна", StageKind.LOST))
    funnel = Funnel(Pipeline(external_id="p", name="Продажи", kind=PipelineKind.REACT, position=0), stages)
    view = DraftView(stored, draft, client, "Иванов", deal_on(stages[0]), funnel, stages[1], None)
    card = draft_card(view, texts_of(language), "Europe/Moscow", date(2026, 11, 19), "RUB")
    labels = [one.text for row in card.rows for one in row]
    return "\n".join([html.unescape(card.text), *labels])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", [*(name for name in SLOTS if name != "amount_low"), "facts"])
def test_the_card_marks_each_slot_that_was_filled_and_no_other(slot, language):
    text = "погутарил, отказ, дорого, 300 тыс, позвонить завтра, было вчера, Иван, нужен насос"
    span = Span(0, 9)
    context = CONTEXT
    plain = replace(
        read_line(text, context),
        client=Slot(1, span),
        contact=Slot() if slot == "new_contact" else Slot(5, span),
        new_contact=Slot("Иван", span),
        amount=Slot(300_000, span),
        stage=Slot(2, span),
        outcome=Slot(Outcome.REFUSED, span),
        lost_reason=Slot("price", span),
        at=Slot(FIRST, span),
    )
    assert plain.facts
    if slot == "facts":
        marked = replace(plain, facts=tuple(replace(one, guessed=True) for one in plain.facts))
    else:
        marked = replace(plain, **{slot: replace(getattr(plain, slot), guessed=True)})

    before, after = shown(plain, language), shown(marked, language)

    assert "✨" not in before
    named = texts_of(language).plain("slot-contact" if slot == "new_contact" else f"slot-{slot}")
    guesses = [line for line in after.splitlines() if line.startswith("✨")]
    assert len(guesses) == 1
    assert named in guesses[0]
    assert guesses[0].count(",") == 1, "no other slot is named"
    assert after.count(GUESS) == 1, "the value itself is marked too"
