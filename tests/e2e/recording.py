"""People who record one line after another, and a count of what is confirmed to them."""

import asyncio

from demo.telegram.shown import ChatView, Shown

PATIENCE = 240
SAVE = "✅ Записать"


class Tally:
    """How many lines are confirmed; whoever waits for a number is woken."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = asyncio.Condition()

    async def add(self) -> None:
        async with self._changed:
            self.count += 1
            self._changed.notify_all()

    async def reach(self, number: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.count >= number)


def line(person: int, number: int) -> str:
    return f"звонил в Ромашку, разговор {person} номер {number}"


async def record(phone, lines: int, tally: Tally) -> None:
    """Write so many lines, each after the one before is confirmed."""
    for number in range(lines):
        await record_one(phone, line(phone.id, number))
        await tally.add()


async def record_one(phone, text: str) -> None:
    """Write a line, press ✅ on its card, wait for the confirmation."""
    card = await card_of(phone, text)
    await phone.press(SAVE, message=card.message_id)
    await confirmed(phone, card)


async def card_of(phone, text: str) -> Shown:
    """Write a line; the card that can be saved."""
    sent = await phone.send(text)

    def card(chat: ChatView) -> Shown | None:
        return next((one for one in chat.bot_messages if one.message_id > sent and SAVE in one.labels), None)

    return card(await phone.wait_for(card, timeout=PATIENCE))


async def confirmed(phone, card: Shown) -> None:
    """Wait until the card, or what came after it, says that it is recorded."""
    await phone.wait_for(
        lambda chat: any(
            one.message_id >= card.message_id and one.text.startswith("Записано") for one in chat.bot_messages
        ),
        timeout=PATIENCE,
    )
