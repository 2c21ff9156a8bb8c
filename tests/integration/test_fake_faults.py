"""Misfortunes on order: errors, broken lines, stalls; and the flood limits."""

import asyncio

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from demo.telegram.errors import RefusedError
from demo.telegram.limits import FloodLimits
from tests.integration.bot_api import ALEXEY

FAULTS = [
    ({"kind": "error", "code": 429, "retry_after": 7}, TelegramRetryAfter, 0),
    ({"kind": "error", "code": 500}, TelegramServerError, 0),
    ({"kind": "error", "code": 502, "after": True}, TelegramServerError, 1),
    ({"kind": "error", "code": 400, "description": "Bad Request: so it is"}, TelegramBadRequest, 0),
    ({"kind": "error", "code": 403}, TelegramForbiddenError, 0),
    ({"kind": "drop"}, TelegramNetworkError, 0),
    ({"kind": "drop", "after": True}, TelegramNetworkError, 1),
    ({"kind": "garbage"}, ClientDecodeError, 0),
    ({"kind": "garbage", "after": True}, ClientDecodeError, 1),
]


@pytest.mark.parametrize("misfortune", FAULTS)
async def test_a_misfortune_happens_once_and_to_the_right_call(bot, control, phone, misfortune):
    fault, error, recorded = misfortune
    fault_id = await control.fault(method="sendMessage", chat_id=ALEXEY, text="bad", **fault)
    await bot.send_message(ALEXEY, "good")
    with pytest.raises(error):
        await bot.send_message(ALEXEY, "a bad one")
    assert len((await phone.view()).bot_messages) == 1 + recorded
    await bot.send_message(ALEXEY, "a bad one")
    assert await control.fault_hits(fault_id) == 1


async def test_a_misfortune_may_come_several_times(bot, control, phone):
    await control.fault("error", code=500, times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(ALEXEY, "x")
    await bot.send_message(ALEXEY, "x")


@pytest.mark.parametrize("after", [False, True])
async def test_a_stall_holds_the_call_until_released(bot, control, phone, after):
    stall = await control.fault("stall", method="sendMessage", after=after)
    sending = asyncio.create_task(bot.send_message(ALEXEY, "x"))
    await control.wait_fault(stall)
    if after:
        await phone.wait_text("x")
    else:
        assert (await phone.view()).bot_messages == ()
    assert not sending.done()
    await control.release(stall)
    assert (await sending).text == "x"


async def test_a_stall_may_end_by_itself(bot, control, phone):
    await control.fault("stall", seconds=0.001)
    assert (await bot.send_message(ALEXEY, "x")).text == "x"


async def test_flood_limits_are_off_until_switched_on(bot, control, phone):
    await bot.send_message(ALEXEY, "1")
    await control.limits(on=True)
    await bot.send_message(ALEXEY, "2")
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ALEXEY, "3")
    assert refused.value.retry_after == 1
    await control.advance(1)
    await bot.send_message(ALEXEY, "4")


def test_a_group_takes_twenty_a_minute_and_all_chats_thirty_a_second():
    limits = FloodLimits()
    limits.on = True
    for second in range(20):
        limits.check(-5, second)
    with pytest.raises(RefusedError, match="Too Many Requests: retry after 40"):
        limits.check(-5, 20)
    for chat in range(1, 31):
        limits.check(chat, 100)
    with pytest.raises(RefusedError, match="Too Many Requests: retry after 1"):
        limits.check(31, 100)


async def test_a_chat_may_have_a_short_burst_and_then_waits(bot, control, phone):
    await control.limits(on=True, burst=3)
    for number in range(3):
        await bot.send_message(ALEXEY, str(number))
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(ALEXEY, "4")
    await control.advance(3)
    await bot.send_message(ALEXEY, "4")


async def test_every_message_of_an_album_counts(api, control, phone):
    await control.limits(on=True, burst=2)
    media = [{"type": "photo", "media": "https://a.ru/p.png"}] * 3
    assert (await api("sendMediaGroup", chat_id=ALEXEY, media=media))["parameters"] == {"retry_after": 2}
