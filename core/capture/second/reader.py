"""The grammar first, a second reader behind it: the grammar's draft stands whatever comes of asking."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from core.capture.context import Context
from core.capture.draft import Draft
from core.capture.reading import read_line
from core.capture.second.checking import checked
from core.capture.second.port import Answer, NoAnswer, Question, SecondReader
from core.capture.second.question import question_of

log = logging.getLogger(__name__)

FAILURES_MOST = 3
"""In a row: then nobody waits for it for a while."""
PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reserve:
    """Tokens set aside on a day of the company's."""

    day: date
    tokens: int


class Purse(Protocol):
    """What may be spent: by the company's leave, up to so much a day."""

    async def take(self, tokens: int) -> Reserve | None:
        """Set so much aside; None where the company does not want it, or the day's is spent."""

    async def settle(self, reserve: Reserve, tokens: int, *, filled: bool) -> None:
        """So much was spent of what was set aside; `filled`: the draft gained by it."""


class TwoReaders:
    """An Extractor that asks about lines that were read in part. It waits for an answer `seconds` at most."""

    def __init__(
        self, second: SecondReader, purse: Purse, wall: Callable[[], datetime], *, seconds: float = 4.0
    ) -> None:
        self._second = second
        self._purse = purse
        self._wall = wall
        self._seconds = seconds
        self._failures = 0
        self._not_before: datetime | None = None

    async def extract(self, text: str, context: Context, about: int | None = None) -> Draft:
        draft = read_line(text, context)
        try:
            return await self._completed(draft, context, about)
        except NoAnswer as why:
            self._failed(str(why))
        except Exception as error:  # noqa: BLE001
            # Without its words: they may be those of the line.
            where = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)[-3:]]
            said = secrets.token_hex(4), type(error).__name__, " < ".join(reversed(where))
            log.error("error %s: the second reader failed: %s at %s", *said)  # noqa: TRY400
            self._failed("a fault of our own")
        return draft

    async def close(self) -> None:
        await self._second.close()

    async def _completed(self, draft: Draft, context: Context, about: int | None) -> Draft:
        if self._not_before is not None and self._wall() < self._not_before:
            return draft
        question = question_of(draft, context, about)
        if question is None:
            return draft
        reserve = await self._purse.take(self._second.cost(question))
        if reserve is None:
            return draft
        return await self._asked(draft, question, context, about, reserve)

    async def _asked(
        self, draft: Draft, question: Question, context: Context, about: int | None, reserve: Reserve
    ) -> Draft:
        try:
            answer = await self._answer(question)
        except Exception as why:
            if not isinstance(why, NoAnswer) or not why.billed:
                await self._settle(reserve, 0, filled=False)
            raise
        self._failures = 0
        found = checked(draft, question, answer.slots, context, about)
        tokens = reserve.tokens if answer.tokens is None else answer.tokens
        await self._settle(reserve, tokens, filled=found != draft)
        return found

    async def _settle(self, reserve: Reserve, tokens: int, *, filled: bool) -> None:
        """An account that cannot be written now stands at the most: an answer is not lost for that."""
        try:
            await self._purse.settle(reserve, tokens, filled=filled)
        except Exception as error:  # noqa: BLE001
            log.warning("what the second reader cost is not counted: %s", type(error).__name__)

    async def _answer(self, question: Question) -> Answer:
        try:
            return await asyncio.wait_for(self._second.answer(question), self._seconds)
        except TimeoutError:
            raise NoAnswer("it takes too long", billed=True) from None

    def _failed(self, why: str) -> None:
        self._failures += 1
        log.warning("the second reader gave nothing: %s", why)
        if self._failures >= FAILURES_MOST:
            self._failures = 0
            self._not_before = self._wall() + PAUSE
