"""Showing a card that changed nothing: in place of the tapped message, or as a new one."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.views.card import Card
from core.ids import PlaceId
from core.notices.notice import Spot

T = TypeVar("T")
QUICK_SECONDS = 0.5
"""Who waits no longer needs no sign."""


def spot(query: CallbackQuery) -> Spot | None:
    """The message that was tapped, for a notice that edits it."""
    message = query.message
    return None if message is None else Spot(PlaceId(message.chat.id), message.message_id)


async def show(query: CallbackQuery, card: Card) -> None:
    """The card in place of the tapped message; below it where that cannot be edited."""
    message = query.message
    if isinstance(message, Message) and message.text is not None:
        try:
            await message.edit_text(card.text, reply_markup=card.keyboard)
        except TelegramBadRequest as refusal:
            if "message is not modified" in refusal.message:
                return
        else:
            return
    await tell(query, card)


async def tell(query: CallbackQuery, card: Card) -> None:
    """The card as a new message, under the tapped one."""
    if query.message is not None and query.bot is not None:
        await query.bot.send_message(query.message.chat.id, card.text, reply_markup=card.keyboard)


async def say(message: Message, card: Card) -> None:
    await message.answer(card.text, reply_markup=card.markup)


async def while_typing(message: Message, act: Coroutine[Any, Any, T]) -> T:
    """What the act returns; if it takes its time, the chat shows that somebody is at it. A sign that cannot
    be given, or comes late, changes nothing.
    """
    sign = asyncio.create_task(_typing(message))
    try:
        return await act
    finally:
        sign.cancel()


async def _typing(message: Message) -> None:
    await asyncio.sleep(QUICK_SECONDS)
    with suppress(Exception):
        if message.bot is not None:
            await message.bot.send_chat_action(message.chat.id, "typing")
