"""People who act on the fake's world directly, in its own process: their acts and waits cost no HTTP."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from demo.telegram import FakeTelegram
from demo.telegram.people import Person
from demo.telegram.state import Message, User
from tests.bench.company import NAMES
from tests.bench.processes import Failed

T = TypeVar("T")
PATIENCE = 60.0
SAVE = "✅ Записать"
SAVED = "Записано"


@dataclass(slots=True)
class Telephone:
    """One person's chat with one bot. `turn` counts records, so that each speaks of the next client."""

    person: Person
    turn: int = 0

    async def echo(self) -> None:
        """A text, and its answer: the unit."""
        text = self._line()
        answer = await self._answer(self._write(text))
        if answer.content.get("text") != text:
            raise Failed(f"an echo that is none: {answer.content.get('text')}")

    async def record(self) -> None:
        """A text, the card, ✅, the confirmation in place of the card."""
        card = await self._answer(self._write(self._line()))
        data = next(
            (b["callback_data"] for row in card.inline_keyboard for b in row if b["text"] == SAVE), None
        )
        if data is None:
            raise Failed(f"a card that cannot be saved: {card.content.get('text')}")
        self.person.press(card.id, data)
        await self._until(lambda: card.history or None)
        if not str(card.content.get("text")).startswith(SAVED):
            raise Failed(f"a confirmation that is none: {card.content.get('text')}")

    def _line(self) -> str:
        self.turn += 1
        name = NAMES[(self.turn * 7 + self.person.user.id) % len(NAMES)]
        return f"звонил в {name}, кп на {100 + self.turn % 800} тыс отправил, перезвонить завтра в 15:00"

    def _write(self, text: str) -> int:
        sent = self.person.write(text).message_id
        assert sent is not None
        return sent

    async def _answer(self, sent: int) -> Message:
        def newest() -> Message | None:
            message = next(reversed(self.person.chat.messages.values()))
            return message if message.id > sent else None

        return await self._until(newest)

    async def _until(self, found: Callable[[], T | None]) -> T:
        changes, subject = self.person.world.changes, (self.person.bot.user.id, self.person.chat.id)
        async with asyncio.timeout(PATIENCE):
            while (thing := found()) is None:
                await changes.wait(changes.last(subject), PATIENCE, subject)
        return thing


def telephones(telegram: FakeTelegram, token: str, people: range) -> list[Telephone]:
    """A telephone for each of `people`, in a chat with the bot of this token that is open already."""
    world = telegram.world
    bot = world.bot(token)
    made = []
    for number in people:
        user = world.users.setdefault(number, User(number, f"Человек {number}", language_code="ru"))
        chat = bot.private_chat(user)
        chat.started = True
        made.append(Telephone(Person(world, bot, user, chat)))
    return made
