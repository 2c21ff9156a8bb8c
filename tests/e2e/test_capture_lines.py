"""Lines of tests/gold/capture typed to the real process: what the card says is what the company's export holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.texts import texts_of
from core.activities.kinds import LIVE_KINDS, ActivityKind, Outcome, TaskKind
from demo.telegram import FakeTelegram, Phone
from demo.telegram.shown import Shown
from tests.e2e.process import BotProcess, a_company, exported, quiet_evening
from tests.e2e.recording import PATIENCE, SAVE, card_of, confirmed
from tests.unit.test_capture_gold import gold, names

pytestmark = pytest.mark.e2e
MANAGER = 11
MOSCOW = ZoneInfo("Europe/Moscow")
BEGINNINGS = (
    "звонил в Ромашку, Иванов",
    "техпромм согласны",
    "не дозвонился Агроснаб",
    "закрыл сделку с Вектор",
    "call Acme",
    "созвонился со СтройИнвестом",
    "Северсталь-Метиз",
    "был у Востока",
    "Кузнецов недоступен",
    "отправил КП Смирновой",
    "написал в Альфа-Трейд",
    "Уралхим переговоры",
    "встретился с Первой Мебельной",
    "Метиз выиграли",
    "заехал в пекарню",
    "Северному Ветру",
    "met Globex",
    "Лидер 450 тыс",
    "отказ Лидер дорого",
    "с Дельтой говорил",
)
FIRST_STAGE = "Новый"
ASKS, CLOSES = "нужен срок", "В этом месяце"
"""What a stage asks before it takes a deal, and what a user answers."""
STAGES = {stage["id"]: stage["name"] for pipeline in gold("pipelines") for stage in pipeline["stages"]}

_WORDS = texts_of("ru")
KINDS = {_WORDS.plain(f"kind-{kind.value}"): kind for kind in ActivityKind}
STEPS = {_WORDS.plain(f"task-kind-{kind.value}"): kind for kind in TaskKind}
OUTCOMES = {_WORDS.plain(f"outcome-{one.value}"): one for one in (Outcome.NO_ANSWER, Outcome.REFUSED)}
_STAGE = re.compile(r"(?:Новая сделка: |Этап: .* → |отметить «)(?P<name>[^(»]+?)(?:»| \(.*\)|$)")
_NEXT = re.compile(r"Дальше: (?P<kind>\D+?)(?:, без даты| \w\w (?P<due>\d\d\.\d\d.*))$")


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says. `outcome`: only what is not a talk that took place; `due` in the words of the card."""

    kind: ActivityKind
    client: str
    outcome: Outcome | None
    amount: int | None
    stage: str | None
    step: TaskKind | None
    due: str | None


def said(card: Shown) -> Said:
    head, *lines = card.text.splitlines()
    kind, client, *more = head.split(" · ")
    sum_shown = next((line.removeprefix("Сумма: ") for line in lines if line.startswith("Сумма: ")), None)
    move = next((found for line in lines if (found := _STAGE.search(line))), None)
    step = _NEXT.match(lines[-1])
    return Said(
        kind=KINDS[kind],
        client=client,
        outcome=next((OUTCOMES[word] for word in more if word in OUTCOMES), None),
        amount=None if sum_shown is None else int(re.sub(r"\D", "", sum_shown)),
        stage=move and move["name"],
        step=step and STEPS[step["kind"]],
        due=step and step["due"],
    )


def meant_by(card: Said) -> dict:
    """A card without its date, which hangs on the clock."""
    return {
        "type": card.kind,
        "outcome": card.outcome,
        "client": card.client,
        "amount": card.amount,
        "stage": card.stage,
        "step": card.step,
        "dated": card.due is not None,
    }


def expected(line: dict) -> dict:
    """What the gold line wants its card to say; a talk that took place is not said, and a sum of a client who has
    no deal opens one.
    """
    slots = dict(line["expect"])
    step, _ = slots.pop("next_step"), slots.pop("lost_reason")
    outcome = None if slots["outcome"] == Outcome.REACHED else slots["outcome"]
    opens = FIRST_STAGE if slots["amount"] and not slots["stage"] else slots["stage"]
    return {
        **slots,
        "stage": opens,
        "outcome": outcome,
        "step": step and step["kind"],
        "dated": bool(step and step["due"]),
    }


async def save(phone: Phone, card: Shown) -> None:
    """Tap the first button, and answer when the deal closes where its stage asks."""
    before = card.message_id - 1
    assert card.buttons[0][0].text == SAVE
    await phone.press(SAVE, message=card.message_id)
    answered = await phone.wait_for(
        lambda chat: chat.find("Записано", after=before) or chat.find(ASKS, after=before), timeout=PATIENCE
    )
    if answered.find(ASKS, after=before):
        await phone.press(CLOSES)
    await confirmed(phone, card)


@dataclass(frozen=True, slots=True)
class Export:
    """The company as it went out, in the words of cards."""

    folder: Path
    today: date

    def rows(self, name: str) -> list[dict[str, str]]:
        return exported(self.folder, name)

    def one(self, name: str, **wanted: str) -> dict[str, str]:
        """The only row that is so."""
        [row] = [row for row in self.rows(name) if wanted.items() <= row.items()]
        return row

    def client(self, row: Mapping[str, str]) -> str:
        return self.one("clients", id=row["client"])["name"]

    def due(self, task: Mapping[str, str]) -> str | None:
        if not task["due_at"]:
            return None
        local = datetime.fromisoformat(task["due_at"]).astimezone(MOSCOW)
        day = f"{local:%d.%m}" if local.year == self.today.year else f"{local:%d.%m.%Y}"
        all_day = any(row["task"] == task["id"] and row["all_day"] for row in self.rows("task_details"))
        return day if all_day else f"{day}, {local:%H:%M}"

    def way(self, deal: Mapping[str, str]) -> list[str]:
        """The stages that a deal has stood on."""
        moves = [row["stage"] for row in self.rows("moves") if row["deal"] == deal["id"]]
        return [STAGES[stage] for stage in (deal["first_stage"], *moves)]


def outcome_of(card: Said) -> str:
    """An activity's outcome in the export: a refusal was told in a talk that took place (BUNDLE.md)."""
    if card.outcome == Outcome.NO_ANSWER:
        return Outcome.NO_ANSWER
    return Outcome.REACHED if card.kind in LIVE_KINDS else ""


async def test_twenty_lines_are_exported_as_their_cards_said(sqlite_files, tmp_path):
    lines = [line for start in BEGINNINGS for line in gold("lines") if line["text"].startswith(start)]
    assert len(lines) == 20
    cards: dict[str, Said] = {}
    async with FakeTelegram() as telegram:
        process = BotProcess(telegram, await sqlite_files.fresh(), tmp_path)
        bundle = a_company(tmp_path / "bundle", [MANAGER], names(), gold("pipelines"))
        await process.core("import", str(bundle))
        async with process:
            phone = await telegram.control().person(MANAGER, started=True)
            for line in lines:
                card = await card_of(phone, line["text"])
                cards[line["text"]] = said(card)
                await save(phone, card)
        await process.core("export", str(tmp_path / "out"))
    assert "ERROR" not in process.log

    export = Export(tmp_path / "out", quiet_evening().date())
    for line in lines:
        assert meant_by(cards[line["text"]]) == expected(line), line["text"]
    assert len(export.rows("activities")) == len(lines)
    for text, card in cards.items():
        activity = export.one("activities", text=text)
        assert (activity["kind"], export.client(activity)) == (card.kind, card.client)
        assert activity["outcome"] == outcome_of(card)
    tasks = {
        task["title"]: (task["kind"], export.client(task), export.due(task)) for task in export.rows("tasks")
    }
    assert tasks == {text: (card.step, card.client, card.due) for text, card in cards.items() if card.step}
    deals = {export.client(deal): deal for deal in export.rows("deals")}
    assert deals.keys() == {card.client for card in cards.values() if card.stage}
    assert len(deals) == len(export.rows("deals"))
    for client, deal in deals.items():
        of_client = [card for card in cards.values() if card.client == client]
        stages = [card.stage for card in of_client if card.stage]
        assert export.way(deal) in (stages, [FIRST_STAGE, *stages])
        amounts = [card.amount for card in of_client if card.amount]
        assert Decimal(deal["amount"]) == amounts[-1]
