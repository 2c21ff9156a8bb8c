"""What a draft's card promises is what the record holds, whatever the draft says and wherever the deal stands."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.texts import texts_of
from bot.views.draft import draft_card
from core.access import administrator
from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome, TaskKind
from core.activities.models import Activity, Task
from core.capture.draft import Draft, NextStep, Slot, Span
from core.clients.keys import search_key
from core.clients.models import Client
from core.deals.kinds import LostReason, StageKind
from core.deals.models import Deal, Move, Stage
from core.desk.cards import draft_view
from core.desk.moving import open_with_events
from core.desk.reading import keep_draft
from core.desk.recording import record_draft, undo_draft
from core.money import MINOR, Money
from tests.integration.house import a_house

MOSCOW = ZoneInfo("Europe/Moscow")
TEXTS = texts_of("ru")
STEPS = {TEXTS.plain(f"task-kind-{kind.value}"): kind for kind in TaskKind}
HEADS = {TEXTS.plain(f"kind-{kind.value}"): kind for kind in ActivityKind}
_NEXT = re.compile(r"Дальше: (?P<kind>\D+?)(?:, без даты| <b>\w\w (?P<due>.*)</b>)$", re.MULTILINE)
_NEW = re.compile(r"Новая сделка: <b>(?P<stage>.+)</b>")
_MOVE = re.compile(r"Этап: .+ → <b>(?P<stage>.+?)</b>(?: \((?P<reason>.+)\))?")
_SUM = re.compile(r"Сумма: (?P<sum>[\d\u00a0]+)\u00a0₽")
_WHEN = re.compile(r"· \w\w (?P<when>\d\d\.\d\d(?:\.\d{4})?, \d\d:\d\d)$", re.MULTILINE)


@pytest.fixture
async def house(database):
    return await a_house(database)


few = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def spoken(draw):
    """A draft's slots, stages by their place among the company's, and where an open deal stands."""
    kind = draw(st.sampled_from(ActivityKind))
    refused = draw(st.booleans())
    usual = Outcome.REACHED if kind in LIVE_KINDS else None
    low, high = sorted((draw(st.integers(1, 10**7)), draw(st.integers(1, 10**7))))
    amount = draw(st.sampled_from([None, high]))
    return {
        "kind": kind,
        "outcome": Outcome.REFUSED
        if refused
        else draw(st.sampled_from([usual, usual and Outcome.NO_ANSWER])),
        "amount": amount,
        "low": low if amount is not None and draw(st.booleans()) else None,
        "stage": draw(st.none() | st.integers(0, 20)),
        "stands": draw(st.none() | st.integers(0, 20)),
        "step": draw(st.none() | st.sampled_from(TaskKind)),
        "due": draw(st.none() | st.integers(1, 400)),
        "hour": draw(st.booleans()),
        "ago": draw(st.none() | st.integers(1, 30)),
        "by_hand": draw(st.booleans()),
    }


def draft_of(said, now, client, stage):
    day = (now + timedelta(days=said["due"] or 0)).date()
    due = None if said["due"] is None else day
    if due is not None and said["hour"]:
        due = datetime(day.year, day.month, day.day, 15, 30, tzinfo=MOSCOW)
    at = now.astimezone(MOSCOW).replace(second=0, microsecond=0) - timedelta(days=said["ago"] or 0)
    told = said["ago"] is not None
    return Draft(
        text="что было",
        type=Slot(said["kind"], Span(0, 3), 0.9),
        at=Slot(at, Span(0, 3) if told and not said["by_hand"] else None, 1.0 if told else 0.8),
        outcome=Slot(said["outcome"]),
        client=Slot(client, Span(0, 3), 1.0),
        amount=Slot(said["amount"]),
        amount_low=Slot(said["low"]),
        stage=Slot(stage and stage.id),
        lost_reason=Slot(
            LostReason.PRICE.value if stage is not None and stage.kind is StageKind.LOST else None
        ),
        next_step=Slot(None if said["step"] is None else NextStep(said["step"], due)),
    )


async def a_client(database, house, stands, stages):
    async with database.work(await house.actor(house.manager)) as work:
        client = await work.add(
            Client(
                name="Вектор",
                search_key=search_key("Вектор"),
                owner_id=house.manager,
                created_at=datetime(2020, 1, 1, tzinfo=UTC),
            )
        )
        if stands is not None:
            first = [stage for stage in stages if stage.kind is StageKind.OPEN]
            stage = first[stands % len(first)]
            await open_with_events(work, client.id, stage.id, title="Поставка", amount=Money(5 * MINOR))
    return client.id


async def only(read, thing, *where):
    found = await read.all(select(thing).where(*where))
    assert len(found) <= 1
    return found[0] if found else None


def label(moment, now):
    local = moment.astimezone(MOSCOW)
    return f"{local:%d.%m}" if local.year == now.astimezone(MOSCOW).year else f"{local:%d.%m.%Y}"


@few
@given(spoken())
@example(
    {"kind": ActivityKind.MEETING, "outcome": Outcome.REACHED, "amount": 1_250_000, "low": None, "stage": None,
     "stands": None, "step": None, "due": None, "hour": False, "ago": None, "by_hand": False}
)  # fmt: skip
async def test_the_card_says_what_is_recorded(database, house, said):
    actor = await house.actor(house.manager)
    async with database.read(administrator()) as read:
        stages = await read.all(select(Stage).order_by(Stage.pipeline_id, Stage.position))
    stage = None if said["stage"] is None else stages[said["stage"] % len(stages)]
    client = await a_client(database, house, said["stands"], stages)
    async with database.work(actor) as work:
        stored = await keep_draft(work, draft_of(said, work.now, client, stage))
        draft_id, now = stored.id, work.now
    async with database.read(actor) as read:
        view = await draft_view(read, draft_id)
        card = draft_card(view, TEXTS, "Europe/Moscow", now.astimezone(MOSCOW).date(), "RUB").text
    async with database.work(actor) as work:
        await record_draft(work, draft_id, later=True)
    async with database.read(administrator()) as read:
        activity = await only(read, Activity, Activity.draft_id == draft_id)
        task = await only(read, Task, Task.draft_id == draft_id)
        move = await only(read, Move, Move.draft_id == draft_id)
        opened = await only(read, Deal, Deal.draft_id == draft_id)
        deal = opened or await only(read, Deal, Deal.id == view.stored.deal_id)
        names = {one.id: one.name for one in stages}

    head = card.splitlines()[0]
    assert HEADS[head.partition(" · ")[0]] is activity.kind
    when = _WHEN.search(head)
    assert (when is None) == (said["ago"] is None)
    if when is not None:
        assert when["when"] == f"{label(activity.at, now)}, {activity.at.astimezone(MOSCOW):%H:%M}"

    step = _NEXT.search(card)
    assert (step is None) == (task is None)
    if step is not None and step["due"] is not None:
        clock = "" if task.all_day else f", {task.due_at.astimezone(MOSCOW):%H:%M}"
        assert (STEPS[step["kind"]], step["due"]) == (task.kind, f"{label(task.due_at, now)}{clock}")
    elif step is not None:
        assert (STEPS[step["kind"]], task.due_at) == (task.kind, None)

    promised = _SUM.search(card)
    if promised is None:
        assert deal is None or deal.amount in {None, 5 * MINOR}
        assert said["amount"] is None or deal is None
    else:
        assert Decimal(re.sub(r"\D", "", promised["sum"])) * MINOR == deal.amount
    new, moved = _NEW.search(card), _MOVE.search(card)
    assert (new is not None) == (opened is not None)
    assert (moved is not None) == (move is not None and opened is None)
    if new is not None or moved is not None:
        assert (new or moved)["stage"] == names[deal.stage_id]
    if moved is not None:
        assert (moved["reason"] or None) == (deal.lost_reason and TEXTS.plain(f"reason-{deal.lost_reason}"))

    async with database.work(actor) as work:
        await undo_draft(work, draft_id)
    async with database.read(administrator()) as read:
        standing = await read.all(select(Deal).where(Deal.client_id == client, Deal.undone_at.is_(None)))
    assert [one.amount for one in standing] == ([5 * MINOR] if said["stands"] is not None else [])
