"""What a view makes: a text and its buttons, within Telegram's limits."""

import re
from dataclasses import dataclass
from typing import Protocol

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.texts import Texts
from bot.views.words import grouped

TEXT_MOST = 4096
CAPTION_MOST = 1024
LABEL_MOST = 40
NAMELESS = "…"
"""On a button whose name holds nothing to be seen: Telegram refuses empty ones."""
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Card:
    """One message: HTML text, rows of buttons, perhaps a picture (PNG)."""

    text: str
    rows: tuple[tuple[InlineKeyboardButton, ...], ...] = ()
    picture: bytes | None = None
    standing: ReplyKeyboardMarkup | None = None
    """The reply keyboard, where the message brings it; such a message has no buttons of its own."""

    @property
    def markup(self) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
        return self.standing or self.keyboard

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        rows = [list(row) for row in self.rows if row]
        return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button that calls back. The label is cut to what a phone shows."""
    return InlineKeyboardButton(text=short(label, LABEL_MOST) or NAMELESS, callback_data=data.pack())


class _Page(Protocol):
    def __call__(self, *, page: int) -> CallbackData: ...


def turning(pages: _Page, page: int, left: int, texts: Texts) -> Row:
    """Back, and how many more there are: the last row under a page of a list."""
    row = [button(texts.plain("page-back"), pages(page=page - 1))] if page > 0 else []
    if left > 0:
        row.append(button(texts.plain("page-more", shown=grouped(left)), pages(page=page + 1)))
    return row


def short(text: str, most: int) -> str:
    """Text in one line of at most `most` characters, without signs that turn the line around unseen."""
    line = " ".join(_UNSEEN.sub("", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def ending(name: str, most: int) -> str:
    """A name at the end of a sentence: «ИП Котов П. С.» brings its full stop already."""
    return short(name, most).removesuffix(".")


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
