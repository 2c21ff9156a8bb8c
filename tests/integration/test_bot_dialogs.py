"""The windows of /log and the calendar: other people's, forged, old, and of those who are gone."""

from datetime import date

import pytest
from sqlalchemy import update

from core.access import administrator
from core.ids import PlaceId
from core.people.employees import Employee
from tests.integration.running_bot import Answer, RunningBot, digest, running_bot
from tests.integration.two_teams import HEAD, MANAGER, SECRETS, two_teams

ACCIDENT = "Что-то сломалось"
FORGED = ("²", "１", "abc", "-1", "0", "", "9" * 30, "\x00", "1:2")


def _intent(answer: Answer) -> str:
    """The number of the dialog that stands in its buttons."""
    data = answer.shown[-1].buttons[0][0].data
    assert data
    return data.split("\x1d")[0]


async def _opened(running: RunningBot, place: int, *labels: str):
    phone = await running.phone(place)
    answer = await running.say(phone, "/log")
    for label in labels:
        answer = await running.press(phone, label)
    return phone, _intent(answer)


async def test_another_persons_window_answers_like_one_that_never_was(database):
    await two_teams(database)
    async with running_bot(database) as running:
        _, theirs = await _opened(running, HEAD, "📞")
        phone = await running.phone(MANAGER)
        await running.say(phone, "/help")
        before = await digest(database)
        for tapped in ("client:1", "kind:call", "cancel", "next:none", "day:1700000000"):
            forged = await running.tap(phone, f"{theirs}\x1d{tapped}")
            none = await running.tap(phone, f"nosuch\x1d{tapped}")
            assert forged.visible == none.visible
            assert forged.tap
        assert await digest(database) == before


async def test_a_forged_client_in_the_list_is_not_found(database):
    teams = await two_teams(database)
    foreign = await teams.souths()
    async with running_bot(database) as running:
        phone, intent = await _opened(running, MANAGER, "📞")
        before = await digest(database)
        theirs = await running.tap(phone, f"{intent}\x1dclient:{foreign['client']}")
        none = await running.tap(phone, f"{intent}\x1dclient:999999")
        assert theirs.visible == none.visible
        assert not any(word in theirs.text for word in SECRETS)
        found = await running.say(phone, "Секретный")
        assert "Секретный клиент" not in found.text
        assert await digest(database) == before


@pytest.mark.parametrize(
    ("labels", "widget"),
    [((), "kind"), (("📞",), "client"), (("📞", "ООО"), "outcome"), (("📞", "ООО", "✅"), "next")],
    ids=["kind", "client", "outcome", "next"],
)
async def test_forged_words_in_a_window_are_answered_and_the_window_goes_on(database, labels, widget):
    await two_teams(database)
    async with running_bot(database) as running:
        phone, intent = await _opened(running, MANAGER, *labels)
        before = await digest(database)
        for word in FORGED:
            answer = await running.tap(phone, f"{intent}\x1d{widget}:{word}")
            assert answer.tap, word
            assert ACCIDENT not in answer.text
        assert await digest(database) == before
        for label in ("📞", "ООО", "✅", "Ничего")[len(labels) :]:
            answer = await running.press(phone, label)
        assert "Записано: звонок" in answer.text


async def test_a_forged_day_in_the_calendar_moves_nothing(database):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "/help")
        intent = _intent(await running.tap(phone, f"tc:{own['task']}"))
        before = await digest(database)
        for day in (*FORGED[:-4], "9" * 11, "9" * 30, "MONTH13", "MONTH", "YEAR0", "YEAR99999", "YEAR1"):
            answer = await running.tap(phone, f"{intent}\x1dday:{day}")
            assert answer.tap, day
            assert ACCIDENT not in answer.text
        assert await digest(database) == before
        assert "Перенёс" in (await running.tap(phone, f"{intent}\x1dday:1893456000")).text


async def test_who_was_dismissed_finds_an_open_window_dead(database):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone, intent = await _opened(running, MANAGER, "📞")
        async with database.work(administrator()) as work:
            gone = update(Employee).where(Employee.telegram_id == PlaceId(MANAGER))
            await work.session.execute(gone.values(dismissed_on=date(2026, 1, 1)))
        before = await digest(database)
        for tapped in (f"client:{own['client']}", "cancel", "nosuch"):
            assert (await running.tap(phone, f"{intent}\x1d{tapped}")).silent
        stranger = await running.say(await running.phone(77), "/nosuchcommand")
        for text in ("Ромашка", "/cancel", "/log"):
            assert (await running.say(phone, text)).visible == stranger.visible
        assert await digest(database) == before


@pytest.mark.parametrize("window", ["/log", "calendar"])
async def test_an_open_window_takes_no_tap_and_no_line_that_is_not_its_own(database, window):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        await running.say(phone, "/menu")
        await (running.say(phone, "/log") if window == "/log" else running.tap(phone, f"tc:{own['task']}"))
        assert "Ромашка" in (await running.say(phone, "звонил в Ромашку, просят цену")).text
        assert "Записано: звонок" in (await running.press(phone, "✅ Записать")).text
        assert "Вернул" in (await running.press(phone, "↩️")).text


async def test_cancel_closes_an_open_window(database):
    await two_teams(database)
    async with running_bot(database) as running:
        phone, _ = await _opened(running, MANAGER, "📞")
        assert "Отменил" in (await running.say(phone, "/cancel")).text
        assert "Отменять нечего" in (await running.say(phone, "/cancel")).text
        assert "✅ Записать" in (await running.say(phone, "звонил в Ромашку, просят цену")).text
