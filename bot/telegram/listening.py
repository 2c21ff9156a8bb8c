"""Waiting voice notes are heard here, in a queue of their own: a long one holds up no chat.

Source: Bot API, getFile; downloading a file.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import ClientError

from bot.lines import keep_all, read_about
from core.access import Actor, Permission, administrator
from core.capture.draft import Draft
from core.capture.second.port import Extractor
from core.capture.voice.port import Sound, Transcriber, Unheard
from core.db.failures import is_passing, patiently
from core.desk.knowing import Memory, context_of
from core.desk.voice_queue import Waiting, claim_voices, free_voices, give_up, put_off
from core.desk.voices import end_listening, still_there
from core.people.employees import actor_for
from core.settings import Settings
from core.work import Database

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
DOWNLOAD_SECONDS = 30
SPARE_SECONDS = 30
"""Of a lease, for what is neither downloading nor listening."""
_PASSING = (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
    ClientError,
    TimeoutError,
    ConnectionError,
)


class Listener:
    """Claims notes, hears them, and owes the cards of their drafts. One for each process of the bot."""

    def __init__(
        self,
        database: Database,
        telegram: Bot,
        transcriber: Transcriber,
        memory: Memory,
        extractor: Extractor,
        settings: Settings,
    ) -> None:
        if database.holder is None:
            raise ValueError("a database that is listened for bears a holder's name")
        self._database = database
        self._telegram = telegram
        self._transcriber = transcriber
        self._memory = memory
        self._extractor = extractor
        self._holder = database.holder
        self._seconds = settings.voice_seconds
        self._most = settings.voice_largest_mb * 1_000_000
        self._busy: set[asyncio.Task[None]] = set()
        self._round: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._stopping = False

    async def start(self) -> None:
        """Free what a dead process of this name was hearing, and begin to listen."""
        async with self._database.plumbing() as session:
            await free_voices(session, self._holder)
        self._round = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """What is being heard is left to others."""
        self._stopping = True
        self.wake()
        if self._round is not None:
            await asyncio.gather(self._round, return_exceptions=True)
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        with contextlib.suppress(Exception):
            async with self._database.plumbing() as session:
                await free_voices(session, self._holder, unheard=True)
        await self._transcriber.close()

    async def idle(self) -> None:
        """When it returns, everything that can be heard now is heard."""
        await self._claim()
        while self._busy:
            await asyncio.gather(*self._busy, return_exceptions=True)
            await self._claim()

    def wake(self) -> None:
        """A note came in: look now."""
        self._woken.set()

    async def _run(self) -> None:
        while not self._stopping:
            try:
                await self._claim()
            except Exception as error:
                if not is_passing(error):
                    log.exception("voice notes cannot be claimed")
            if not self._stopping:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
                self._woken.clear()

    async def _claim(self) -> None:
        free = self._transcriber.at_once - len(self._busy)
        if free <= 0:
            return
        lease = timedelta(seconds=self._seconds + DOWNLOAD_SECONDS + SPARE_SECONDS)
        async with self._database.plumbing() as session:
            notes = await claim_voices(
                session, self._holder, self._database.clock.wall(), most=free, lease=lease
            )
        for note in notes:
            self._begin(self._hear(note))

    def _begin(self, act: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(act)
        self._busy.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self.wake()
        if not task.cancelled() and task.exception() is not None:
            log.error("a voice note was left", exc_info=task.exception())

    async def _hear(self, note: Waiting) -> None:
        async with self._database.read(administrator()) as read:
            actor = await actor_for(read, note.employee)
        if actor is None or not actor.may(Permission.RECORD):
            async with self._database.plumbing() as session:
                await give_up(session, note, self._holder)
            return
        said = None
        try:
            if not note.spent:
                said = await self._said(note, actor)
        except Unheard as why:
            log.warning("voice note %s, attempt %s: %s", note.id, note.attempts, why)
            if why.passing and note.pause is not None:
                await self._put_off(note, note.pause)
                return
        except Exception:
            log.exception("error %s: voice note %s cannot be heard", secrets.token_hex(4), note.id)
            if note.pause is not None:
                await self._put_off(note, note.pause)
                return
        drafts = await patiently(lambda: self._drafts(note, actor, said or ""))
        await patiently(lambda: self._end(note, actor, said, drafts))

    async def _said(self, note: Waiting, actor: Actor) -> str:
        """The words. Raises Unheard."""
        if actor.place is not None:
            with contextlib.suppress(Exception):
                await self._telegram.send_chat_action(actor.place, "typing")
        data = await self._fetch(note)
        sound = Sound(data, note.seconds, actor.language)
        try:
            return await asyncio.wait_for(self._transcriber.transcribe(sound), self._seconds)
        except TimeoutError:
            raise Unheard("it took too long", passing=self._transcriber.may_be_slow_once) from None

    async def _fetch(self, note: Waiting) -> bytes:
        sink = _Limited(self._most)
        try:
            file = await self._telegram.get_file(note.file)
            if file.file_path is None:
                raise Unheard("the messenger gives no path", passing=False)
            await self._telegram.download_file(file.file_path, sink, timeout=DOWNLOAD_SECONDS)
        except _PASSING as broken:
            raise Unheard(f"not downloaded: {type(broken).__name__}", passing=True) from None
        except (TelegramAPIError, _TooLarge) as refusal:
            raise Unheard(f"not downloaded: {type(refusal).__name__}", passing=False) from None
        return sink.getvalue()

    async def _put_off(self, note: Waiting, pause: timedelta) -> None:
        async def act() -> None:
            async with self._database.plumbing() as session:
                await put_off(session, note, self._holder, self._database.clock.wall() + pause)

        await patiently(act)

    async def _drafts(self, note: Waiting, actor: Actor, text: str) -> list[Draft]:
        """Of what was heard; of what was not understood one that holds nothing but the sound."""
        async with self._database.read(actor) as read:
            context = await context_of(read, self._memory, text)
        # «завтра» is the day after it was said, however late it was heard.
        context = replace(context, now=note.at.astimezone(ZoneInfo(actor.zone)))
        return await read_about(self._extractor, text, context, note.client)

    async def _end(self, note: Waiting, actor: Actor, said: str | None, drafts: list[Draft]) -> None:
        async with self._database.work(actor) as work:
            if await end_listening(work, note.id, self._holder, said or None) is None:
                return
            client = await still_there(work, note.client)
            await keep_all(work, drafts, source_message=note.message, client_id=client, voice_id=note.id)


class _TooLarge(Exception):
    pass


class _Limited(BytesIO):
    """Takes so many bytes. Raises _TooLarge for more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise _TooLarge
        return super().write(data)
