"""Names that break screens, and too much of everything: no error, texts within limits, nothing raw."""

import re
from datetime import UTC, datetime

import pytest

import bot.callbacks as buttons
from core.access import administrator
from core.clock import Clock
from core.ids import NoticeId, PlaceId
from core.notices.notice import Addressee, Notice
from core.people.employees import actor_of
from demo.telegram.shown import Shown
from scheduler.notices import (
    DeadLetter,
    EveningKpi,
    ForgottenAlert,
    MorningDigest,
    TaskReminder,
    UpdateBuried,
)  # fmt: skip
from tests.integration.hostile_company import DIRECTOR, HEAD, MANAGER, NOW, HostileCompany, a_hostile_company
from tests.integration.running_bot import Answer, RunningBot, running_bot

LINES_MOST = 12
RAW = re.compile(r"\b(?:None|draft-|wants-|task-kind-|kpi-|funnel-|error-|field-|reason-)")
FOREIGN = re.compile(r"[A-Za-z]{2,}")
OUR_LATIN = re.compile(r"</?b>?|&lt|</pre?|/[a-z]+|https?://\S+|Telegram|code|%s")


def complaints(shown: Shown, language: str, *, lines: int = LINES_MOST) -> list[str]:
    """What is wrong with a message beyond what Telegram refuses."""
    words = "\n".join([shown.text, *shown.labels])
    found = []
    if shown.text.count("\n") >= lines:
        found.append(f"{shown.text.count(chr(10)) + 1} lines: {shown.text[:60]!r}")
    if RAW.search(words):
        found.append(f"raw words {RAW.findall(words)}: {words[:200]!r}")
    if language == "ru" and (latin := FOREIGN.findall(OUR_LATIN.sub("", words))):
        found.append(f"English {latin[:5]}: {words[:200]!r}")
    if not all(label.strip() for label in shown.labels):
        found.append("a button without a word")
    return found


class Reader:
    """Goes through screens and remembers what was wrong with each."""

    def __init__(self, running: RunningBot, company: HostileCompany, language: str) -> None:
        self.running = running
        self.company = company
        self.language = language
        self.found: list[str] = []
        self._seen: dict[int, int] = {}

    async def phone(self, place: int):
        return await self.running.phone(place, "Лицо", self.language)

    async def say(self, phone, text: str, **more: int) -> Answer:
        return self._look(text, await self.running.say(phone, text), **more)

    async def tap(self, phone, button, **more: int) -> Answer:
        data = button if isinstance(button, str) else button.pack()
        return self._look(data, await self.running.tap(phone, data), **more)

    async def told(self, place: int, notice: Notice) -> Shown:
        """What the clock's notice says in a place."""
        phone = await self.phone(place)
        async with self.company.database.work(administrator()) as work:
            actor = await actor_of(work, PlaceId(place))
            await work.owe(notice, to=Addressee(PlaceId(place), actor.id))
        await self.running.push()
        shown = await phone.last()
        self.found += complaints(shown, self.language)
        return shown

    def _look(self, what: str, answer: Answer, *, lines: int = LINES_MOST) -> Answer:
        for shown in answer.shown:
            self.found += [f"{what}: {one}" for one in complaints(shown, self.language, lines=lines)]
        return answer


@pytest.fixture
async def company(database, tmp_path):
    offset = tmp_path / "offset"
    offset.write_text(str((NOW - datetime.now(UTC)).total_seconds()), encoding="ascii")
    database.clock = Clock(offset)
    return await a_hostile_company(database)


async def _managers_screens(reader: Reader) -> None:
    phone, company = await reader.phone(MANAGER), reader.company
    for command in (
        "/start",
        "/menu",
        "/today",
        "/clients",
        "/deals",
        "/forgotten",
        "/kpi",
        "/kpi",
        "/cancel",
    ):
        await reader.say(phone, command)
    await reader.say(phone, "/help", lines=20)
    await reader.say(phone, "/menu")
    for page in (1, 30, 79, 1000):
        await reader.tap(phone, buttons.TodayPage(page=page))
    for button in (
        buttons.ForgottenPage(page=3),
        buttons.KpiShow(month="202001"),
        buttons.KpiShow(month="202512"),
        buttons.ClientOpen(client=company.client),
        buttons.ClientRecord(client=company.client),
        buttons.ClientTalked(client=company.client),
        buttons.ClientVoices(client=company.client),
        buttons.ClientPlan(client=company.silent[7], when="tomorrow"),
        buttons.DealOpen(deal=company.deal),
        buttons.DealOpen(deal=company.won),
        buttons.DealOpen(deal=company.lost),
        buttons.DealStages(deal=company.deal),
        buttons.TaskOpen(task=company.task),
        buttons.TaskPutOff(task=company.task),
        buttons.TaskCalendar(task=company.task),
    ):
        await reader.tap(phone, button)
    await reader.say(phone, "/clients Клиент")
    await reader.say(phone, "/clients " + "ы<&>" * 800)


async def _drafts_screens(reader: Reader) -> None:
    phone, drafts = await reader.phone(MANAGER), reader.company.drafts
    await reader.say(phone, "/menu")
    for name, draft in drafts.items():
        for part in ("back", "menu", "kind", "stage", "next", "at", "client", "amount", "text"):
            await reader.tap(phone, buttons.DraftEdit(draft=draft, part=part))
        await reader.tap(phone, buttons.DraftNewClient(draft=draft))
        if name != "bare":
            await reader.tap(phone, buttons.DraftClient(draft=draft, client=reader.company.client))
            await reader.tap(phone, buttons.DraftSave(draft=draft))
    await reader.tap(phone, buttons.DraftLater(draft=drafts["wants"]))
    await reader.tap(phone, buttons.DraftReason(draft=drafts["lost"], reason="price"))
    await reader.tap(phone, buttons.DraftUndo(draft=drafts["full"]))
    await reader.say(phone, "звонил в Клиент 3, просят цену <b>&\"' на 100 тыс, перезвонить завтра")
    await reader.tap(phone, buttons.DraftCancel(draft=drafts["bare"]))


async def _heads_screens(reader: Reader) -> None:
    """Captions of pictures have their own limit, which the fake knows."""
    phone = await reader.phone(HEAD)
    for command in ("/menu", "/team", "/invite", "/deals", "/forgotten"):
        await reader.say(phone, command)
    await reader.tap(phone, buttons.TeamPage(page=3))
    await reader.say(phone, "/funnel", lines=40)
    for span, mode, menu in (("month", "cohort", ""), ("year", "flow", ""), ("three", "cohort", "owner-4")):
        chosen = buttons.FunnelShow(pipeline=1, span=span, team=0, owner=0, mode=mode, menu=menu)
        await reader.tap(phone, chosen, lines=40)
    director = await reader.phone(DIRECTOR)
    for command in ("/team", "/invite"):
        await reader.say(director, command)
    for team in (-1, 1):
        await reader.tap(director, buttons.InviteRole(role="manager", team=team))


async def _windows(reader: Reader) -> None:
    phone = await reader.phone(MANAGER)
    await reader.say(phone, "/log")
    await reader.running.press(phone, "📞")
    await reader.say(phone, "Клиент 1")
    for label in ("Клиент 1", "✅", "Ничего"):
        view = await phone.view(last=3)
        reader.found += [one for shown in view.bot_messages for one in complaints(shown, reader.language)]
        if any(button.startswith(label) for button in view.bot_messages[-1].labels):
            await reader.running.press(phone, label)
    await reader.say(phone, "/cancel")


async def _pushes(reader: Reader) -> None:
    company, day = reader.company, "2026-11-18"
    for place in (MANAGER, HEAD, DIRECTOR):
        await reader.told(place, MorningDigest(day=day))
        await reader.told(place, EveningKpi(day=day))
    for number, clients in enumerate((company.silent[10:15], company.silent[20:21])):
        await reader.told(MANAGER, ForgottenAlert(day=f"{day}-{number}", clients=list(clients)))
    await reader.told(MANAGER, TaskReminder(task_id=company.task, due=company.due.isoformat()))
    await reader.told(DIRECTOR, DeadLetter(notice_id=NoticeId(1)))
    await reader.told(MANAGER, UpdateBuried(error_id="7F2K"))


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_no_name_and_no_number_of_things_breaks_a_screen_or_a_push(company, language):
    await company.speak(language)
    async with running_bot(company.database) as running:
        reader = Reader(running, company, language)
        digest = await reader.told(MANAGER, MorningDigest(day="2026-11-18"))
        await _pushes(reader)
        await _managers_screens(reader)
        await _drafts_screens(reader)
        await _windows(reader)
        await _heads_screens(reader)
        assert reader.found == []
        assert await running.refused() == []
    lines = digest.text.split("\n")
    assert "500" in lines[0]
    assert "300" in lines[0]
    assert len(lines) == LINES_MOST, "a page of ten, its head, and the rest in one line"
    assert "790" in lines[-1].split(" · ")[0]
