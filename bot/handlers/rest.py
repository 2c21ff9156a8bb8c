"""What nobody else took: unknown commands, old buttons, things that are no text."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.middlewares import Answer
from bot.texts import Texts

router = Router(name="rest")
commands = Router(name="unknown commands")
"""Asked before the dialogs: a slip of the finger is no answer to what they ask."""


@commands.message(F.text.startswith("/"))
async def unknown_command(message: Message, texts: Texts) -> None:
    await message.answer(texts("unknown-command"))


@router.message(F.chat.type == "private", ~F.text)
async def not_text(message: Message, texts: Texts) -> None:
    """Nothing is lost, but nothing is understood either: say so."""
    await message.answer(texts("not-text"))


@router.callback_query()
async def stale_button(query: CallbackQuery, texts: Texts, answer: Answer) -> None:
    _ = query
    answer.text, answer.alert = texts.plain("stale-button"), True
