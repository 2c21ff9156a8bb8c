"""Somebody else's thing, and what a role has not, answer as if they did not exist: every button, every command."""

import pytest

import bot.callbacks as buttons
from tests.integration.running_bot import RunningBot, digest, running_bot
from tests.integration.taps import HEADS, KINDS, PERSONAL, SHARED, data_of, personal
from tests.integration.two_teams import (
    DISMISSED,
    HEAD,
    MANAGER,
    SECRETS,
    STRANGER,
    TwoTeams,
    two_teams,
)  # fmt: skip

MISSING = 999_999


def test_every_button_is_described():
    """A field of a number that is neither personal nor shared, or one without a sample, wants a decision here."""
    ids = dict.fromkeys((*PERSONAL, *SHARED, "saved"), 1)
    assert len(KINDS) > 40
    for kind in KINDS:
        assert kind.unpack(data_of(kind, ids))
        unknown = {name for name, field in kind.model_fields.items() if field.annotation is int}
        assert unknown <= PERSONAL | SHARED | {"version", "deals", "page", "fact", "amount", "hour", "yes"}, (
            kind
        )


async def _as(running: RunningBot, place: int):
    phone = await running.phone(place)
    await running.say(phone, "/help")
    return phone


async def _foreign_and_missing(running: RunningBot, teams: TwoTeams, place: int, own, foreign) -> list[str]:
    """What differs between somebody else's number and none at all, for every field of every button."""
    phone = await _as(running, place)
    before = await digest(teams.database)
    found = []
    for kind in KINDS:
        for field in personal(kind):
            theirs = await running.tap(phone, data_of(kind, own, **{field: foreign[field]}))
            none = await running.tap(phone, data_of(kind, own, **{field: MISSING}))
            if theirs.visible != none.visible:
                found.append(f"{kind.__name__}.{field}: {theirs.visible} != {none.visible}")
            found += [f"{kind.__name__}.{field} says {word}" for word in SECRETS if word in theirs.text]
            after = await digest(teams.database)
            changed = [name for name in after if after[name] != before[name]]
            if changed:
                found.append(f"{kind.__name__}.{field} changed {changed}")
            before = after
    return found


@pytest.mark.parametrize("place", [MANAGER, HEAD], ids=["manager", "head"])
async def test_somebody_elses_number_is_answered_like_one_that_is_not_there(database, place):
    teams = await two_teams(database)
    own, foreign = await teams.norths(), await teams.souths()
    if place == HEAD:
        mine = await teams.things(teams.house.head, "Свой")
        own |= {name: mine[name] for name in ("draft", "saved")}
    async with running_bot(database) as running:
        assert await _foreign_and_missing(running, teams, place, own, foreign) == []


async def test_a_managers_tap_on_a_heads_button_is_answered_like_a_thing_that_is_not_there(database):
    teams = await two_teams(database)
    own = await teams.norths()
    own |= {"employee": teams.house.head, "owner": 0, "team": 0}
    async with running_bot(database) as running:
        phone = await _as(running, MANAGER)
        nothing = await running.tap(phone, data_of(buttons.ClientOpen, own, client=MISSING))
        before = await digest(database)
        taps = [data_of(kind, own) for kind in KINDS if kind in HEADS]
        taps += [buttons.Menu(what=what).pack() for what in ("team", "invite", "funnel", "nosuch")]
        for data in taps:
            assert (await running.tap(phone, data)).visible == nothing.visible, data
        assert await digest(database) == before


@pytest.mark.parametrize("place", [STRANGER, DISMISSED], ids=["stranger", "dismissed"])
async def test_who_is_not_of_the_department_taps_in_vain(database, place):
    teams = await two_teams(database)
    ids = await teams.norths()
    async with running_bot(database) as running:
        phone = await _as(running, place)
        before = await digest(database)
        taps = [data_of(kind, ids) for kind in KINDS]
        for data in (*taps, "zz", "co:1:2", "\x1d", "abc\x1dkind:call", "abc\x1d"):
            answer = await running.tap(phone, data)
            assert answer.silent, (data, answer.visible)
        assert await digest(database) == before
