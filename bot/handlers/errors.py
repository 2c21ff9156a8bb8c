"""The one place where refusals and accidents get their words."""

import logging
import secrets

from aiogram import Router
from aiogram.types import CallbackQuery, ErrorEvent, Message
from aiogram_dialog.api.exceptions import NoContextError, OutdatedIntent, UnknownIntent, UnknownState

from bot.office import Office
from bot.telegram.patience import telegram_passes
from bot.telegram.sender import quietly
from bot.texts import Texts, texts_of
from core.access import Role
from core.errors import CoreError
from core.work import AlreadyDone, passes_by_itself

router = Router(name="errors")
log = logging.getLogger(__name__)
STALE = (UnknownIntent, OutdatedIntent, UnknownState, NoContextError)


@router.errors()
async def answer_error(event: ErrorEvent, office: Office | None = None) -> None:
    """What passes by itself goes back to the reception, which tries again; everything else is answered in
    one line.
    """
    error = event.exception
    if passes_by_itself(error) or telegram_passes(error) or isinstance(error, AlreadyDone):
        raise error
    if _is_recorded(office) and not isinstance(error, CoreError):
        raise error  # for the log alone: what was recorded must not be called broken
    texts = office.texts if office is not None else texts_of("ru")
    if office is not None and not isinstance(error, CoreError):
        office.storage.forget(office.place)
    words = _words(error, texts)
    if office is not None and office.actor.role is Role.STRANGER:
        await _turn_away(event, texts)
        return
    await _say(event, words)


def _is_recorded(office: Office | None) -> bool:
    """Whether the update's effect is committed, and its answer owed with it."""
    return office is not None and office.handling is not None and office.handling.done


def _words(error: Exception, texts: Texts) -> str:
    if isinstance(error, CoreError):
        return texts.plain(error.message_id, **error.facts)
    if isinstance(error, STALE):
        return texts.plain("stale-button")
    code = secrets.token_hex(2).upper()
    log.error("error %s", code, exc_info=error)
    return texts.plain("error-unexpected", code=code)


async def _turn_away(event: ErrorEvent, texts: Texts) -> None:
    """A stranger hears one neutral line, whatever happened; a tap has no line at all."""
    update = event.update
    if isinstance(update.callback_query, CallbackQuery):
        await quietly(update.callback_query.answer())
    elif isinstance(update.message, Message):
        await quietly(update.message.answer(texts("stranger")))


async def _say(event: ErrorEvent, text: str) -> None:
    update = event.update
    if isinstance(update.callback_query, CallbackQuery):
        await quietly(update.callback_query.answer(text[:200], show_alert=True))
    elif message := update.message or update.edited_message:
        await quietly(message.answer(text, parse_mode=None))
