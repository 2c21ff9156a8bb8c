"""Groups of the fake: what the bot hears there, how it comes and goes, and where a group goes on."""

import pytest

from demo.telegram.errors import ControlError
from tests.integration.bot_api import ALEXEY

SALES = -100500


@pytest.fixture
async def sales(control, phone):
    await control.group(SALES, "Продажи")
    return phone.in_group(SALES)


async def heard(control):
    """Texts that the bot was given in groups."""
    messages = [update.get("message") for update in await control.pending()]
    return [message["text"] for message in messages if message and "text" in message][1:]


async def test_in_privacy_mode_the_bot_hears_only_what_is_meant_for_it(api, control, sales):
    own = await api.good("sendMessage", chat_id=SALES, text="новый лид")
    for text in ("привет", "/take", "/take@voronka_demo_bot", "/take@other_bot", "@voronka_demo_bot, кто?"):
        await sales.send(text)
    await sales.send("беру", reply_to=own["message_id"])
    assert await heard(control) == ["/take", "/take@voronka_demo_bot", "@voronka_demo_bot, кто?", "беру"]


async def test_an_administrator_and_a_bot_without_privacy_hear_everything(api, control, sales):
    await control.post("bot", {"privacy": False})
    await sales.send("раз")
    await control.post("bot", {"privacy": True})
    assert (await api.good("getMe"))["can_read_all_group_messages"] is False
    await sales.send("два")
    await control.post(f"groups/{SALES}/promote")
    await sales.send("три")
    assert await heard(control) == ["раз", "три"]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_thrown_out_of_a_group_may_not_write_there(api, control, phone, kind):
    await control.post("groups", {"id": -7, "title": "Опт", "kind": kind})
    await control.post("groups/-7/remove", {"by": ALEXEY})
    update = (await control.pending())[-1]["my_chat_member"]
    standing = update["old_chat_member"]["status"], update["new_chat_member"]["status"]
    assert standing == ("member", "kicked")
    refusal = await api.refused("sendMessage", chat_id=-7, text="x")
    assert refusal == (403, f"Forbidden: bot was kicked from the {kind} chat")
    await control.post("groups/-7/add", {"by": ALEXEY})
    came = [next(key for key in update if key != "update_id") for update in (await control.pending())[-2:]]
    assert came == ["my_chat_member", "message"]
    await api.good("sendMessage", chat_id=-7, text="x")
    await api.good("leaveChat", chat_id=-7)
    refusal = await api.refused("sendMessage", chat_id=-7, text="x")
    assert refusal == (403, f"Forbidden: bot is not a member of the {kind} chat")


async def test_a_group_that_became_a_supergroup_says_where_it_is_now(api, control, phone):
    await control.post("groups", {"id": -7, "title": "Опт", "kind": "group"})
    await control.post("groups/-7/migrate", {"to": -1007, "by": ALEXEY})
    answer = await api("sendMessage", chat_id=-7, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": -1007}
    told = [update["message"] for update in (await control.pending())[-2:]]
    assert (told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]) == (-1007, -7)
    await api.good("sendMessage", chat_id=-1007, text="x")
    with pytest.raises(ControlError, match="only a group becomes a supergroup"):
        await control.post("groups/-1007/migrate")


async def test_members_are_known_with_their_standing(api, control, sales):
    await sales.send("я тут")
    await control.post(f"groups/{SALES}/promote", {"user": ALEXEY})
    assert (await api.good("getChatMember", chat_id=SALES, user_id=ALEXEY))["status"] == "administrator"
    assert [admin["user"]["id"] for admin in await api.good("getChatAdministrators", chat_id=SALES)] == [
        ALEXEY
    ]
    assert await api.good("getChatMemberCount", chat_id=SALES) == 2
    await control.post(f"groups/{SALES}/leave", {"user": ALEXEY})
    assert (await api.good("getChatMember", chat_id=SALES, user_id=ALEXEY))["status"] == "left"
    assert await api.words("getChatMember", chat_id=SALES, user_id=5) == "user not found"
    assert (await control.get(f"groups/{SALES}"))["bot"] == "member"


async def test_the_standing_of_others_is_told_to_an_administrator_that_asked_for_it(api, control, sales):
    await api.good("getUpdates", allowed_updates=["chat_member"])
    await sales.send("x")
    await control.post(f"groups/{SALES}/promote", {"user": ALEXEY})
    assert [update for update in await control.pending() if "chat_member" in update] == []
    await control.post(f"groups/{SALES}/promote")
    await control.post(f"groups/{SALES}/demote", {"user": ALEXEY})
    assert (await control.pending())[-1]["chat_member"]["new_chat_member"]["status"] == "member"
