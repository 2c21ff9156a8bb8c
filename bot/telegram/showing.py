"""Showing a card that changed nothing: in place of the tapped message, or as a new one."""

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.views.card import Card
from core.ids import PlaceId
from core.notices.notice import Spot


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
