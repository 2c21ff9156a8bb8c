"""A command that a role has not answers like one that does not exist."""

from collections.abc import Iterator

import pytest
from aiogram import Dispatcher, Router
from aiogram.filters import Command

from tests.integration.running_bot import RunningBot, digest, running_bot
from tests.integration.two_teams import DIRECTOR, DISMISSED, HEAD, MANAGER, STRANGER, two_teams

PLACES = {
    "stranger": STRANGER,
    "dismissed": DISMISSED,
    "manager": MANAGER,
    "head": HEAD,
    "director": DIRECTOR,
}
EVERYBODY = ("manager", "head", "director")
HEADS = ("head", "director")
MAY = {
    "start": EVERYBODY,
    "cancel": EVERYBODY,
    "help": EVERYBODY,
    "menu": EVERYBODY,
    "today": EVERYBODY,
    "log": EVERYBODY,
    "clients": EVERYBODY,
    "search": EVERYBODY,
    "find": EVERYBODY,
    "deals": EVERYBODY,
    "forgotten": EVERYBODY,
    "kpi": EVERYBODY,
    "settings": EVERYBODY,
    "funnel": HEADS,
    "team": HEADS,
    "invite": HEADS,
}
UNKNOWN = "/nosuchcommand"


def _routers(router: Router) -> Iterator[Router]:
    yield router
    for under in router.sub_routers:
        yield from _routers(under)


def _commands(dispatcher: Dispatcher) -> set[str]:
    """Every command that some handler waits for."""
    filters = (
        found.callback
        for router in _routers(dispatcher)
        for handler in router.message.handlers
        for found in handler.filters or ()
    )
    return {str(name) for one in filters if isinstance(one, Command) for name in one.commands}


async def test_every_command_has_its_roles(database):
    async with running_bot(database) as running:
        assert _commands(running.dispatcher) == set(MAY)


@pytest.mark.parametrize("role", PLACES)
async def test_a_command_answers_those_who_may_and_nobody_else(database, role):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(PLACES[role])
        nothing = await running.say(phone, UNKNOWN)
        assert len(nothing.new) == 1
        before = await digest(database)
        for command, roles in MAY.items():
            words = ("", " Секретный 1", "@voronka_demo_bot")
            for text in (f"/{command}{more}" for more in (words[:1] if role in roles else words)):
                answer = await running.say(phone, text)
                assert answer.new, text
                assert (answer.visible != nothing.visible) == (role in roles), (text, answer.visible)
        if role not in EVERYBODY:
            assert await digest(database) == before


async def _asked(running: RunningBot, phone, begin: str) -> None:
    await running.say(phone, begin)
    if begin == "/log":
        await running.press(phone, "📞")


@pytest.mark.parametrize("begin", ["/clients", "/log"])
async def test_a_command_is_no_answer_to_what_is_asked(database, begin):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        nothing = await running.say(phone, UNKNOWN)
        for command in (UNKNOWN, "/team", "/funnel", "/invite"):
            await _asked(running, phone, begin)
            assert (await running.say(phone, command)).visible == nothing.visible


async def test_an_invited_persons_command_is_not_their_name(database):
    teams = await two_teams(database)
    async with running_bot(database) as running:
        director = await running.phone(DIRECTOR)
        await running.say(director, "/invite")
        link = (await running.press(director, "Менеджера")).text
        if "В какую" in link:
            link = (await running.press(director, "Север")).text
        secret = link.rsplit("start=", 1)[1].split()[0]
        newcomer = await running.phone(55, "Пётр")
        await newcomer.open_link(secret)
        await running.settle()
        await running.press(newcomer, "Другое имя")
        assert (await running.say(newcomer, "/today")).text.strip() == "Этот бот работает по приглашению."
        assert "Спасибо, Пётр Ильин" in (await running.say(newcomer, "Пётр Ильин")).text
    assert teams


@pytest.mark.parametrize("tail", ["\u200d\u200d", "\u2064\U0001d17a" * 3, "\u2060", "\u00ad\u200c\u200d"])
async def test_invisible_signs_at_the_end_of_a_line_lose_nothing(database, tail):
    await two_teams(database)
    async with running_bot(database) as running:
        phone = await running.phone(MANAGER)
        assert "Ромашка" in (await running.say(phone, "звонил в Ромашку, просят цену" + tail)).text
