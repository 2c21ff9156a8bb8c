"""Forged, stale and repeated taps: one clear answer, no accident, nothing twice."""

from datetime import UTC, datetime, timedelta

import pytest

import bot.callbacks as buttons
from core.clock import Clock
from tests.integration.running_bot import PIPES, RunningBot, digest, running_bot
from tests.integration.taps import HEADS, KINDS, data_of, numbers
from tests.integration.two_teams import HEAD, MANAGER, TwoTeams, two_teams

NUMBERS = (-1, 2**63 - 1, 10**30)
GARBAGE = (
    "co", "co:", "co:abc", "co:1:2", "co:１２", "co:٣", "co:²", "co:1e3", "co:1.5", "co:0x1", "co: 1", "co:--1",
    "zz:1", ":", ":::::", "\x1d", "x\x1dy", "\x1d\x1d", "💥" * 16, "\x00", "co:\x00", "nm:", "mn:", "kp:000101",
    "kp:202613", "kp:999901", "kp:２０２６０１", "tm:1:00010101:0", "tm:1:99991231:0", "tm:1:²:0", "dk:1:\x00", "dr:1:\x00",
    "fn:0:" + "x" * 40 + ":0:0:cohort:", "fn:0:three:0:0:" + "y" * 30 + ":", "fn:0:three:0:0:cohort:owner-99999999999999",
    "fn:0:three:0:0:cohort:owner-²", "ir:owner:0", "ir:clock:-1", "ir:director:-1", "mv:1:1:0", "ty:-5", "fg:-5",
)  # fmt: skip
PAGES = frozenset(kind for kind in KINDS if "page" in kind.model_fields)
NOTICES = frozenset({"notices"})
REDRAWN = frozenset({"drafts.version"})
"""A chip tapped again shows the card again, so the draft gets its next version."""
ACCIDENT = "Что-то сломалось"


async def _as(running: RunningBot, place: int):
    phone = await running.phone(place)
    await running.say(phone, "/help")
    return phone


@pytest.mark.parametrize("place", [MANAGER, HEAD], ids=["manager", "head"])
async def test_numbers_out_of_all_bounds_are_answered_clearly(database, place):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone = await _as(running, place)
        for kind in (one for one in KINDS if (one in HEADS) == (place == HEAD)):
            for field in numbers(kind):
                for number in NUMBERS:
                    answer = await running.tap(phone, data_of(kind, own, **{field: number}))
                    where = (kind.__name__, field, number, answer.visible)
                    assert ACCIDENT not in answer.text, where
                    assert kind in PAGES or not answer.silent, where


@pytest.mark.parametrize("place", [MANAGER, HEAD], ids=["manager", "head"])
async def test_garbage_is_answered_clearly(database, place):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await _as(running, place)
        for data in GARBAGE:
            answer = await running.tap(phone, data)
            assert ACCIDENT not in answer.text, (data, answer.visible)
            assert data in {"ty:-5", "fg:-5"} or not answer.silent, data


async def test_a_stage_that_is_not_there_gets_into_no_draft(database):
    teams = await two_teams(database)
    own = await teams.norths()
    async with running_bot(database) as running:
        phone = await _as(running, MANAGER)
        before = await digest(database)
        for kind in KINDS:
            if "stage" in kind.model_fields:
                answer = await running.tap(phone, data_of(kind, own, stage=99))
                assert answer.tap, kind
        assert await digest(database) == before


def tomorrow_noon(folder) -> Clock:
    """«Утром» is nine o'clock then, whenever the tests run."""
    noon = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0)
    offset = folder / "offset"
    offset.write_text(str((noon - datetime.now(UTC)).total_seconds()), encoding="ascii")
    return Clock(offset)


async def _once_more(running: RunningBot, phone, teams: TwoTeams, kind) -> list[str]:
    """What a second and a third tap on the same button change; a thumb may be impatient, a message old."""
    own = await teams.norths() | await teams.newcomers()
    message = (await phone.view()).bot_messages[-1].message_id
    data = data_of(kind, own)
    found = []
    first = await running.tap(phone, data, message)
    once = await digest(teams.database, without=PIPES | NOTICES, ignoring=REDRAWN)
    again = await running.tap(phone, data, message, times=2)
    twice = await digest(teams.database, without=PIPES | NOTICES, ignoring=REDRAWN)
    if changed := [name for name in once if once[name] != twice[name]]:
        found.append(f"{kind.__name__} changed {changed} again: {again.visible}")
    if ACCIDENT in first.text + again.text or first.silent:
        found.append(f"{kind.__name__}: {first.visible} {again.visible}")
    return found


@pytest.mark.parametrize("place", [MANAGER, HEAD], ids=["manager", "head"])
async def test_a_tap_repeated_does_nothing_twice(database, place, tmp_path):
    database.clock = tomorrow_noon(tmp_path)
    teams = await two_teams(database)
    found = []
    async with running_bot(database) as running:
        phone = await _as(running, place)
        for kind in KINDS:
            if (kind in HEADS) == (place == HEAD) and kind is not buttons.NameMe:
                found += await _once_more(running, phone, teams, kind)
    assert found == []
