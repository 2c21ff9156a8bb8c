"""Handing a parcel to Telegram, and saying in core's words what came of it. Source: Bot API, sendMessage,
editMessageText.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, Message

from bot.rendering import prepare, prepared_kinds, render
from bot.telegram.patience import in_doubt
from bot.views.card import Card
from core.access import Actor, administrator, stranger
from core.db.failures import is_passing
from core.errors import NotFound
from core.ids import EmployeeId, NoticeId
from core.notices.notice import Notice
from core.notices.outbox import Parcel
from core.notices.outcomes import Doubtful, Failed, NothingToSay, Outcome, Refused, Sent, Unreachable, Wait
from core.people.employees import actor_for, actors_for
from core.work import Database

log = logging.getLogger(__name__)

_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
_ABSENT = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramSender:
    """A scheduler.delivery.Sender."""

    def __init__(self, bot: Bot, database: Database) -> None:
        self._bot = bot
        self._database = database
        self._prepared: dict[NoticeId, tuple[Actor | None, object]] = {}
        """Who a notice is for, and what was read for it."""

    async def prepare(self, parcels: Sequence[Parcel]) -> None:
        """Read for many at once who they are for and what they will say; used when the parcel is sent."""
        self._prepared.clear()
        async with self._database.read(administrator()) as read:
            actors = await actors_for(read, {one.employee for one in parcels if one.employee is not None})
            read_for: dict[type[Notice], Mapping[EmployeeId, object]] = {}
            for kind in {type(one.notice) for one in parcels} & prepared_kinds():
                people = {one.employee for one in parcels if type(one.notice) is kind}
                known = [actor for employee, actor in actors.items() if actor and employee in people]
                read_for[kind] = await prepare(read, kind, known)
        for one in parcels:
            if one.employee is not None:
                known_of_it = read_for.get(type(one.notice), {}).get(one.employee)
                self._prepared[one.id] = actors[one.employee], known_of_it

    async def send(self, parcel: Parcel) -> Outcome:
        """Render and send; never raises."""
        try:
            card = await self._card(parcel)
        except NotFound:
            return NothingToSay()
        except Exception as error:
            if is_passing(error):
                return Failed(type(error).__name__)
            error_id = secrets.token_hex(4)
            log.exception(
                "error %s: notice %s (%s) cannot be rendered", error_id, parcel.id, parcel.notice.kind
            )
            return Refused(f"rendering failed, {error_id}")
        if card is None:
            return NothingToSay()
        return await outcome_of(lambda: self._deliver(parcel, card))

    async def _card(self, parcel: Parcel) -> Card | None:
        known, prepared = self._prepared.pop(parcel.id, None), None
        async with self._database.read(stranger(parcel.place)) as read:
            if parcel.employee is not None:
                if known is None:
                    known = await actor_for(read, parcel.employee), None
                actor, prepared = known
                if actor is None or actor.place != parcel.place:
                    return None
                read.actor = actor
            return await render(read, parcel.notice, prepared)

    async def _deliver(self, parcel: Parcel, card: Card) -> int | None:
        if parcel.edits is not None and card.picture is None and card.standing is None:
            try:
                await self._bot.edit_message_text(
                    card.text, chat_id=parcel.place, message_id=parcel.edits, reply_markup=card.keyboard
                )
            except TelegramBadRequest as refusal:
                text = refusal.message.lower()
                if "message is not modified" in text:
                    return parcel.edits
                if not any(words in text for words in _GONE):
                    raise
            else:
                return parcel.edits
        return (await self._new(parcel, card)).message_id

    async def _new(self, parcel: Parcel, card: Card) -> Message:
        if card.picture is not None:
            picture = BufferedInputFile(card.picture, "voronka.png")
            return await self._bot.send_photo(
                parcel.place, picture, caption=card.text, reply_markup=card.keyboard
            )
        return await self._bot.send_message(parcel.place, card.text, reply_markup=card.markup)


async def outcome_of(call: Callable[[], Awaitable[int | None]]) -> Outcome:
    """Telegram's answer as an outcome, by kind of failure."""
    try:
        return Sent(await call())
    except TelegramRetryAfter as later:
        return Wait(float(later.retry_after))
    except TelegramForbiddenError:
        return Unreachable()
    except TelegramBadRequest as refusal:
        if any(words in refusal.message.lower() for words in _ABSENT):
            return Unreachable()
        return Refused(refusal.message)
    except TelegramServerError as failure:
        return Failed(failure.message)
    except TelegramNetworkError as failure:
        if in_doubt(failure):
            return Doubtful("the connection broke before the answer")
        return Failed("no connection")
    except Exception as unknown:
        log.exception("Telegram was not understood")
        return Failed(type(unknown).__name__)


async def quietly(call: Awaitable[object]) -> None:
    """An answer that may come too late: Telegram's refusal, or its call for patience, is of no interest."""
    with suppress(TelegramAPIError):
        await call
