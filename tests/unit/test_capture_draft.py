"""A draft is kept as JSON, and no text breaks the reader."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.capture.context import Context, KnownPipeline, KnownStage, LearnedWord
from core.capture.draft import Draft, Slot
from core.capture.reading import is_only_a_client, read_date, read_line
from core.deals.kinds import PipelineKind, StageKind
from tests.unit.test_capture_gold import context_at, gold, gold_pipelines

SPOKEN_BITS = [
    "завтра", "в", "15", "15:00", "12.12", "Ромашка", "не", "дозвонился", "отказ", "300к", "-", "->", "→", "№",
    "до", "конца", "недели", "полтора", "миллиона", "%", "next", "Friday", "call", "3pm", "без", "четверти",
    "пять", "Иванов", "\u202e", "\x00", "🙂", "99999999999999999999", "0", ":", ".", ",", "\n", "25-го", "31.02",
]  # fmt: skip


def now() -> Context:
    return context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=gold_pipelines())


@pytest.mark.parametrize("line", gold("lines"), ids=lambda line: line["text"])
def test_a_draft_survives_being_kept_as_json(line: dict) -> None:
    draft = read_line(line["text"], now())

    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


def test_a_draft_of_another_version_is_refused() -> None:
    kept = {**read_line("Ромашка", now()).to_json(), "version": 99}

    with pytest.raises(ValueError, match="version"):
        Draft.from_json(kept)


def in_bounds(slot: Slot, text: str) -> bool:
    return slot.span is None or 0 <= slot.span.start < slot.span.end <= len(text)


def held(text: str) -> None:
    context = now()
    draft = read_line(text, context)
    assert draft.text == text
    assert draft.type.value is not None
    assert draft == read_line(text, context)
    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft
    for name in ("type", "outcome", "client", "contact", "amount", "stage", "lost_reason", "next_step", "at"):
        assert in_bounds(getattr(draft, name), text)
    read_date(text, context)
    is_only_a_client(text, context)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    held(text)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(SPOKEN_BITS), max_size=14).map(" ".join))
def test_no_jumble_of_spoken_words_raises(text: str) -> None:
    held(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "🙂" * 500,
        "ы" * 4096,
        "1 " * 2048,
        "\u202eקשר מחר",
        "İstanbul Ǆ ﬁ",
        "\x00\x01\x02",
        "в " * 2048,
    ],
    ids=[
        "empty",
        "blank",
        "lines",
        "emoji",
        "long word",
        "digits",
        "rtl",
        "odd case",
        "control",
        "prepositions",
    ],
)
def test_odd_texts_are_notes_kept_word_for_word(text: str) -> None:
    held(text)


def test_the_whole_text_of_a_long_line_is_kept() -> None:
    text = "звонил в Ромашку, " + "очень долго говорили " * 300

    draft = read_line(text, now())
    assert draft.text == text
    assert draft.outcome.value == "reached"


def own_pipeline() -> tuple[KnownPipeline, ...]:
    stages = (
        KnownStage(10, "Заявка", StageKind.OPEN, False, 0),
        KnownStage(11, "Замер", StageKind.OPEN, False, 1),
        KnownStage(12, "Смета у клиента", StageKind.OPEN, True, 2),
        KnownStage(13, "Contract", StageKind.OPEN, False, 3),
        KnownStage(14, "Оплачено", StageKind.WON, False, 4),
        KnownStage(15, "Не наш", StageKind.LOST, False, 5),
    )
    return (KnownPipeline(1, "Окна", PipelineKind.REACT, stages),)


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("Вектор -> замер", 11),
        ("перевести Вектор в смета у клиента", 12),
        ("отправил КП Вектору", 12),
        ("подписали договор с Вектором", 13),
        ("Вектор оплатил", 14),
        ("Вектор отказ", 15),
        ("Вектор в производстве", 13),
        ("Вектор думают", None),
    ],
)
def test_the_companys_own_stage_names_come_first(line: str, stage: int | None) -> None:
    learned = (LearnedWord("в производстве", 13),)
    context = context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=own_pipeline(), learned=learned)

    assert read_line(line, context).stage.value == stage


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("Вектор запустили пилот", 13),
        ("Вектор, ждём безопасников до пятницы", 11),
        ("Вектор -> ждём безопасников", 11),
        ("Вектор завтра запустим пилот", None),
        ("Вектор пилот запустим через неделю", None),
        ("Вектор просят запустить пилот", None),
        ("если запустили пилот, позвонить Вектору", None),
        ("Вектор не запустили пилот", None),
        ("Вектор, запланировать: запустить пилот 5 декабря", None),
    ],
)
def test_a_learned_phrase_is_a_stage_where_it_is_so_not_where_it_is_planned_or_denied(
    line: str, stage: int | None
) -> None:
    learned = (LearnedWord("запустили пилот", 13), LearnedWord("ждем безопасников", 11))
    context = context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=own_pipeline(), learned=learned)

    assert read_line(line, context).stage.value == stage


def test_a_stage_that_the_company_has_not_is_none() -> None:
    pipeline = KnownPipeline(1, "Короткая", PipelineKind.REACT, (KnownStage(1, "Новый"),))
    context = context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=(pipeline,))

    assert read_line("отправил КП Вектору", context).stage.value is None
    assert read_line("Вектор отказ, дорого", context).lost_reason.value == "price"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Вектор, у конкурентов дешевле на 10%", "competitor"),
        ("Вектор: решает Петров", "decision_maker"),
        ("у директора Вектора сын родился", "family"),
        ("Петров из Вектора увлекается рыбалкой", "hobby"),
        ("Вектор планируют расширение", "plans"),
        ("Вектор нужна отсрочка 30 дней", "requirement"),
    ],
)
def test_what_belongs_in_the_profile_is_offered(line: str, field: str) -> None:
    facts = read_line(line, now()).facts

    assert field in [fact.field for fact in facts]
    assert all(line[fact.span.start : fact.span.end] == fact.value for fact in facts)


def test_a_from_to_keeps_its_length() -> None:
    step = read_line("встреча с Вектором завтра с 10 до 11:30", now()).next_step.value

    assert step is not None
    assert step.duration_min == 90
