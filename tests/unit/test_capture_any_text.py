"""What holds for a line of any kind: it is read, kept word for word, and nothing is made up; and its card says it."""

import html
import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.texts import LANGUAGES, texts_of
from bot.views.card import short
from bot.views.draft import NAME_MOST, STAGE_MOST, draft_card
from bot.views.words import NBSP, SIGNS
from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.activities.tasks import due_moment
from core.capture.context import Context
from core.capture.draft import Draft, NextStep, Slot, Span, When
from core.capture.reading import read_line
from core.capture.words import listed
from core.clients.models import Client
from core.deals.kinds import LostReason, PipelineKind, StageKind
from core.deals.models import Deal, Pipeline, Stage
from core.deals.moves import MOST
from core.deals.pipelines import Funnel
from core.desk.cards import DraftView
from core.desk.drafts import StoredDraft
from core.money import MINOR
from tests.unit.test_capture_draft import SPOKEN_BITS
from tests.unit.test_capture_gold import context_at, gold, gold_pipelines, names

MOST_OF_A_MESSAGE = 4096
FIRST = datetime(2024, 12, 31, 22, 30, tzinfo=UTC)
ZONES = (
    "Europe/Moscow",
    "Asia/Kamchatka",
    "America/New_York",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "UTC",
)
SLOTS = (
    "type", "at", "outcome", "client", "contact", "new_contact", "amount", "amount_low", "stage", "lost_reason",
    "next_step",
)  # fmt: skip

SPOKEN_WORDS = sorted({word for line in gold("lines") + gold("dates") for word in line["text"].split()})
WORDS = st.sampled_from([*SPOKEN_WORDS, *SPOKEN_BITS, *names()])
NEUTRAL_WORDS = sorted(
    listed("""звонил встретился написал отправил отправить перезвонить позвонить напомнить заехать уточнить дожать встреча
    звонок визит созвон письмо просит просят ждут думают хотят согласны отказ дорого скидку образцы прайс кп договор счёт
    сделка этап переговоры директор бухгалтерия Иванов Петрова ЛПР недоступен мессенджер секретарь склад офис цех объект
    в во на до к ко с со у от за по для без через после около раз ещё опять снова потом скоро позже не уже и а но -> , . : !
    call called met sent send quote contract deal follow up meet visit check again to the with at on in by till until for
    from after about soon""")
)
CERTAIN_SUM = "сделка 450 тыс"

anything = st.text(max_size=100)
strange = st.text(st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Nd", "No", "So"]), max_size=60)
only_digits = st.text("0123456789 .,:/-+%", max_size=60)
jumbles = st.builds(
    lambda bits, between: between.join(bits),
    st.lists(WORDS | st.text(max_size=5), max_size=20),
    st.sampled_from([" ", "", ", ", "\n"]),
)


def as_json_brings_it(text: str) -> str:
    """Every text comes in JSON, where the two halves of a character are that character; a half alone stays one."""
    return str(json.loads(json.dumps(text)))


texts = st.one_of(jumbles, anything, strange, only_digits).map(as_json_brings_it)
long_texts = st.lists(WORDS, min_size=1, max_size=12).map(
    lambda bits: f"{' '.join(bits)} " * (MOST_OF_A_MESSAGE // sum(len(bit) + 1 for bit in bits) + 1)
)
moments = st.integers(0, 6 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
contexts = st.builds(
    lambda now, zone, language: context_at(
        now.astimezone(ZoneInfo(zone)).isoformat(), zone, language=language, pipelines=gold_pipelines()
    ),
    moments,
    st.sampled_from(ZONES),
    st.sampled_from(LANGUAGES),
)
neutral = st.lists(st.sampled_from([*NEUTRAL_WORDS, *names()]), max_size=16).map(" ".join)
any_line = settings(deadline=None, max_examples=70)


def read(text: str) -> Draft:
    return read_line(text, context_at("2026-11-19T14:20", "Europe/Moscow", pipelines=gold_pipelines()))


def slots_of(draft: Draft) -> list[Slot]:
    return [getattr(draft, name) for name in SLOTS]


def day_of(due: When) -> date:
    return due.date() if isinstance(due, datetime) else due


@any_line
@given(texts, contexts)
def test_any_text_is_read_and_kept_word_for_word(text: str, context: Context) -> None:
    assert read_line(text, context).text == text


@settings(deadline=None, max_examples=10)
@example("670 " * 1200)
@given(long_texts)
def test_a_text_longer_than_a_message_is_read_and_kept_word_for_word(text: str) -> None:
    assert len(text) > MOST_OF_A_MESSAGE
    assert read(text).text == text


@any_line
@given(texts, contexts)
def test_every_span_lies_inside_the_text(text: str, context: Context) -> None:
    draft = read_line(text, context)
    step = draft.next_step.value

    spans = [slot.span for slot in slots_of(draft)] + [fact.span for fact in draft.facts]
    spans += [step.due_span] if step else []

    assert all(0 <= span.start < span.end <= len(text) for span in spans if span is not None)


@any_line
@given(texts, contexts)
def test_the_same_line_reads_the_same(text: str, context: Context) -> None:
    assert read_line(text, context) == read_line(text, context)


@any_line
@given(texts, contexts)
def test_any_draft_survives_being_kept_as_json(text: str, context: Context) -> None:
    draft = read_line(text, context)

    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


@any_line
@given(texts, contexts)
def test_at_most_three_are_offered_and_nothing_is_surer_than_sure(text: str, context: Context) -> None:
    for slot in slots_of(read_line(text, context)):
        assert len(slot.candidates) <= 3
        assert all(0 <= sure <= 1 for sure in (slot.confidence, *(one.score for one in slot.candidates)))


@any_line
@given(jumbles, contexts)
def test_a_due_date_is_never_before_today(text: str, context: Context) -> None:
    step = read_line(text, context).next_step.value

    assert step is None or step.due is None or day_of(step.due) >= context.now.date()


@any_line
@given(jumbles, contexts)
def test_nothing_has_happened_later_than_now(text: str, context: Context) -> None:
    assert read_line(text, context).at.value <= context.now


@any_line
@given(neutral, contexts)
def test_no_date_is_made_up_where_no_word_of_time_stands(text: str, context: Context) -> None:
    draft = read_line(text, context)
    step = draft.next_step.value

    assert step is None or step.due is None
    assert draft.at.span is None


@pytest.mark.parametrize(
    "where",
    [
        "через мессенджер",
        "через недавнего знакомого",
        "через Днепр",
        "через годовой отчёт",
        "через частного агента",
        "в третий раз",
        "к первому складу",
    ],
)
def test_a_word_that_only_looks_like_one_of_time_is_no_date(where: str) -> None:
    step = read(f"отправить КП {where}").next_step.value

    assert step is not None
    assert step.due is None


def written(form: str, *groups: int) -> st.SearchStrategy[str]:
    """So many digits in each gap."""
    digits = (st.text("0123456789", min_size=size, max_size=size) for size in groups)
    return st.tuples(*digits).map(lambda said: form.format(*said))


phones = st.one_of(
    written("+7 9{} {}-{}-{}", 2, 3, 2, 2), written("+79{}", 9), written("89{}", 9), written("8 (9{}) {}-{}-{}", 2, 3, 2, 2),
    written("8-9{}-{}-{}-{}", 2, 3, 2, 2), written("тел. {}-{}-{}", 3, 2, 2), written("+1 212 {} {}", 3, 4),
)  # fmt: skip
registered = st.one_of(
    written("ИНН 7{}", 9), written("инн: 7{}", 11), written("7{}", 9), written("ОГРН 1{}", 12)
)
percents = st.builds(
    lambda number, sign: f"{number}{sign}",
    st.integers(1, 100),
    st.sampled_from(["%", " %", ",5%", " процентов"]),
)
before_figures = st.sampled_from((
    "", "сделка", "сделка на", "сумма", "договор", "счёт на", "скидка", "просят скидку", "на", "до", "предоплата", "звонил",
))  # fmt: skip
after_figures = st.sampled_from((
    "", "перезвонить", "Иванов", "в Ромашке", "руб", "скидки", "предоплаты", "от суммы",
))  # fmt: skip


@any_line
@given(before_figures, st.one_of(phones, registered, percents), after_figures)
def test_a_phone_an_inn_and_a_percent_are_never_an_amount(before: str, figure: str, after: str) -> None:
    amount = read(f"{before} {figure} {after}").amount

    assert amount.value is None
    assert amount.candidates == ()


@any_line
@given(st.permutations([CERTAIN_SUM, "звонил в Ромашку"]), phones | registered | percents)
def test_the_sum_beside_a_phone_an_inn_or_a_percent_is_the_amount(said: list[str], figure: str) -> None:
    assert read(", ".join([*said, figure])).amount.value == 450_000
    assert read(", ".join([figure, *said])).amount.value == 450_000


@pytest.mark.parametrize("said", ["сделка 100 000 000 млрд", "закрыли на 999 999 999 999 999 999 999 руб"])
def test_an_amount_is_never_more_than_a_deal_can_hold(said: str) -> None:
    assert (read(said).amount.value or 0) * MINOR <= MOST


# --- The card ---------------------------------------------------------------------------------------------

TEXTS_SUM = {language: texts_of(language).plain("draft-amount", amount="").strip() for language in LANGUAGES}
seen_names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90) | st.sampled_from(
    names()
)


def stage(number: int, name: str, kind: StageKind) -> Stage:
    made = Stage(external_id=f"s{number}", pipeline_id=1, name=name, kind=kind, position=number)
    made.id = number
    return made


def deal_on(standing: Stage) -> Deal:
    return Deal(
        title="Сделка", client_id=1, pipeline_id=1, first_stage_id=standing.id, stage_id=standing.id,
        stage_since=FIRST, owner_id=1, created_at=FIRST,
    )  # fmt: skip


@st.composite
def dues(draw: st.DrawFn, zone: str) -> When:
    """A day, or a minute that some clock of the zone shows."""
    moment = draw(moments).astimezone(ZoneInfo(zone))
    return draw(st.sampled_from([moment, moment.date()]))


@st.composite
def drafts(draw: st.DrawFn, zone: str) -> Draft:
    amount = draw(st.integers(1, 10**11))
    return Draft(
        text="строка",
        type=Slot(draw(st.sampled_from(ActivityKind))),
        at=Slot(draw(moments), draw(st.none() | st.just(Span(0, 6)))),
        outcome=Slot(draw(st.none() | st.sampled_from(Outcome))),
        client=Slot(1),
        amount=Slot(amount),
        amount_low=Slot(draw(st.none() | st.integers(1, amount))),
        stage=Slot(2),
        lost_reason=Slot(draw(st.none() | st.sampled_from(LostReason))),
        next_step=Slot(NextStep(draw(st.sampled_from(TaskKind)), draw(dues(zone)))),
    )


@st.composite
def views(draw: st.DrawFn, zone: str) -> DraftView:
    """The deal stands nowhere yet, on another stage, or on that of the draft."""
    draft = draw(drafts(zone))
    client = Client(name=draw(seen_names), search_key="", created_at=FIRST)
    client.id = 1
    stored = StoredDraft(employee_id=1, text=draft.text, slots={}, created_at=FIRST)
    stored.id = 1
    stages = (
        stage(1, draw(seen_names), StageKind.OPEN),
        stage(2, draw(seen_names), draw(st.sampled_from(StageKind))),
    )
    funnel = Funnel(Pipeline(external_id="p", name="Продажи", kind=PipelineKind.REACT, position=0), stages)
    standing = draw(st.none() | st.sampled_from(stages))
    return DraftView(
        stored=stored,
        draft=draft,
        client=client,
        contact=draw(st.none() | seen_names),
        deal=None if standing is None else deal_on(standing),
        funnel=funnel,
        stage=stages[1],
        task=None,
    )


def as_shown(day: date, today: date) -> str:
    return f"{day:%d.%m}" if day.year == today.year else f"{day:%d.%m.%Y}"


@any_line
@given(st.data(), st.sampled_from(ZONES), st.sampled_from(LANGUAGES), moments, st.sampled_from(sorted(SIGNS)))
def test_the_card_says_what_will_be_saved(
    data: st.DataObject, zone: str, language: str, now: datetime, currency: str
) -> None:
    view = data.draw(views(zone))
    today = now.astimezone(ZoneInfo(zone)).date()

    card = draft_card(view, texts_of(language), zone, today, currency)

    text = html.unescape(card.text)
    assert short(view.client.name, NAME_MOST) in text
    amount = f"{view.draft.amount.value:,}".replace(",", NBSP) + NBSP + SIGNS[currency]
    nowhere = view.deal is None and view.stage.kind is StageKind.LOST
    assert nowhere or f"{TEXTS_SUM[language]} {amount}" in text
    assert not nowhere or TEXTS_SUM[language] not in text.replace(view.stage.name, "")
    assert short(view.stage.name, STAGE_MOST) in text
    moment, all_day = due_moment(view.draft.next_step.value.due, zone)
    saved = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    last = text.splitlines()[-1]
    assert as_shown(saved.date(), today) in last
    assert (f"{saved:%H:%M}" in last) is not all_day
