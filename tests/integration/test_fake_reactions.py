"""Reactions of the bot and of people."""

import pytest

from tests.integration.bot_api import ALEXEY

LIKE = {"type": "emoji", "emoji": "👍"}


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ([LIKE, {"type": "emoji", "emoji": "👎"}], "REACTIONS_TOO_MANY"),
        ([{"type": "emoji", "emoji": "🧦"}], "REACTION_INVALID"),
        ([{"type": "paid"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        ({"a": 1}, "can't parse reaction types JSON array"),
    ],
)
async def test_a_wrong_reaction_is_refused(api, phone, reaction, words):
    said = await phone.send("x")
    at = {"chat_id": ALEXEY, "message_id": said}
    assert (await api.words("setMessageReaction", **at, reaction=reaction)).startswith(words[:30])


async def test_a_reaction_comes_and_goes(api, phone):
    at = {"chat_id": ALEXEY, "message_id": await phone.send("x")}
    await api.good("setMessageReaction", **at, reaction=[LIKE])
    assert (await phone.last()).reactions == (LIKE,)
    await api.good("setMessageReaction", **at)
    assert (await phone.last()).reactions == ()
    gone = {"chat_id": ALEXEY, "message_id": 900}
    assert await api.words("setMessageReaction", **gone) == "message to react not found"


async def test_people_react_and_the_bot_is_told_only_if_it_asked(api, control, phone):
    sent = await api.good("sendMessage", chat_id=ALEXEY, text="x")
    react = {"message_id": sent["message_id"], "emoji": "👍"}
    assert (await control.post(f"people/{ALEXEY}/react", react))["update_id"] is None
    assert (await phone.last()).more["reactions_of"] == {str(ALEXEY): [LIKE]}
    await api.good("getUpdates", allowed_updates=["message_reaction"])
    await control.post(f"people/{ALEXEY}/react", {**react, "emoji": None})
    told = (await control.pending())[-1]["message_reaction"]
    assert (told["old_reaction"], told["new_reaction"], told["user"]["id"]) == ([LIKE], [], ALEXEY)


async def test_in_a_group_reactions_are_told_to_an_administrator(api, control, phone):
    await api.good("getUpdates", allowed_updates=["message_reaction"])
    await control.group(-100500, "Продажи")
    said = await phone.in_group(-100500).send("x")
    react = {"chat": -100500, "message_id": said, "emoji": "🔥"}
    assert (await control.post(f"people/{ALEXEY}/react", react))["update_id"] is None
    await control.post("groups/-100500/promote")
    assert (await control.post(f"people/{ALEXEY}/react", react))["update_id"] is not None
