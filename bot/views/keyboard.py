"""The reply keyboard that always stands. Source: SCREENS.md."""

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from bot.texts import LANGUAGES, Texts, texts_of


def keyboard(texts: Texts) -> ReplyKeyboardMarkup:
    """The reply keyboard that always stands."""
    names = ("record", "today", "clients", "more")
    row = [KeyboardButton(text=texts.plain(f"keyboard-{name}")) for name in names]
    return ReplyKeyboardMarkup(keyboard=[row[:2], row[2:]], resize_keyboard=True, is_persistent=True)


def labels(name: str) -> set[str]:
    """What a key of the keyboard says, in every language: a person may have switched since it was sent."""
    return {texts_of(language).plain(f"keyboard-{name}") for language in LANGUAGES}
