"""What every dialog does: find its office, close, and give way to a line that is no answer."""

from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode

from bot.lines import keep_it, read_it
from bot.office import Office


def office_of(manager: DialogManager) -> Office:
    office = manager.middleware_data["office"]
    assert isinstance(office, Office)
    return office


async def close(manager: DialogManager) -> None:
    """Close without redrawing: what comes of it edits the window's message."""
    await manager.mark_closed()
    manager.current_stack().last_message_id = None
    manager.show_mode = ShowMode.NO_UPDATE


async def record_instead(message: Message, _: Any, manager: DialogManager) -> None:
    """A typed line where buttons were offered: the dialog ends, the line becomes a draft."""
    office = office_of(manager)
    draft = await read_it(office, message.text or "")
    async with office.work(dialog=manager) as work:
        await keep_it(work, draft, source_message=message.message_id)
        await close(manager)
