"""The fake Bot API delivers as Telegram does: at least once, in order, until acknowledged."""

import asyncio

import pytest
from aiogram.exceptions import TelegramConflictError, TelegramNetworkError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.integration.bot_api import ALEXEY


async def test_updates_come_again_until_acknowledged(bot, phone):
    await phone.send("a")
    await phone.send("b")
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first] == ["/start", "a"]
    assert await bot.get_updates(limit=2) == first
    ids = [update.update_id for update in await bot.get_updates()]
    assert ids == list(range(ids[0], ids[0] + 3))
    rest = await bot.get_updates(offset=ids[1] + 1)
    assert [update.message.text for update in rest] == ["b"]
    assert await bot.get_updates(offset=ids[2] + 1) == []
    assert await bot.get_updates() == []


async def test_a_negative_offset_keeps_the_tail(bot, control, phone):
    await phone.send("a")
    await phone.send("b")
    assert [update.message.text for update in await bot.get_updates(offset=-1)] == ["b"]
    assert (await control.status()).pending == 1
    assert [update.message.text for update in await bot.get_updates(offset=-5)] == ["b"]


async def test_a_long_poll_wakes_at_once(bot, control):
    phone = await control.person(ALEXEY)
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await polling(control)
    await phone.send("x")
    assert [update.message.text for update in await poll] == ["x"]


async def polling(control):
    await control.wait_until(lambda stats: stats.polled)


async def test_a_second_poll_ends_the_first(bot, control, phone):
    (update,) = await bot.get_updates()
    first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    await polling(control)
    second = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request; make sure"):
        await first
    await phone.send("x")
    assert len(await second) == 1


async def test_a_broken_line_loses_nothing(bot, control, phone):
    await control.fault("drop", method="getUpdates", after=True)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_only_wanted_kinds_come_and_it_is_remembered(bot, phone):
    (update,) = await bot.get_updates(allowed_updates=["callback_query"])
    assert await bot.get_updates(offset=update.update_id + 1) == []
    await phone.send("unwanted")
    await bot.send_message(ALEXEY, "?", reply_markup=buttons("да"))
    await phone.press("да")
    assert [update.event_type for update in await bot.get_updates()] == ["callback_query"]


@pytest.mark.parametrize("to", [5, 2_000_000_000])
async def test_update_ids_jump_after_a_quiet_week(bot, control, phone, to):
    (update,) = await bot.get_updates()
    await control.jump(to)
    assert await bot.get_updates(offset=update.update_id + 1) == []
    await phone.send("x")
    (later,) = await bot.get_updates(offset=update.update_id + 1 if to == 5 else 0)
    assert later.update_id == to


async def test_deliveries_pause_and_go_on(bot, control, phone):
    await control.pause()
    assert await bot.get_updates() == []
    await control.resume()
    assert len(await bot.get_updates()) == 1


async def test_any_update_is_injected(bot, control):
    update_id = await control.inject(
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}
    )
    assert (await bot.get_updates())[0].update_id == update_id


def buttons(*labels):
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])
