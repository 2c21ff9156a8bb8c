"""A recorded call by the bot's own handlers: a line, its card, a tap that saves it, the confirmation.

The tap is "save now, fill in later": the deal moves or is born also where its stage wants a field that the line
does not say.
"""

from bot.callbacks import DraftLater, DraftUndo
from bot.handlers.capture import read_a_line, save_now_fill_later, undo
from core.desk.notices import DraftClosed, DraftReady, DraftSaved
from core.ids import DraftId, EmployeeId
from tests.bench.at_work import AtWork, tapped, written


async def record_a_call(place: AtWork, manager: EmployeeId, turn: int) -> DraftId:
    """Of one of the manager's clients. Raises Failed where the card or the confirmation does not come."""
    line = f"звонил в Клиент {place.client_of(manager, turn)}, кп на {100 + turn % 800} тыс отправил, перезвонить завтра в 15:00"
    update = written(manager, line, place.moment)
    office = await place.received(update)
    await read_a_line(update.message, office, place.state(manager))
    parcel, _ = await place.card(DraftReady)
    draft = DraftId(parcel.notice.draft_id)
    button = DraftLater(draft=draft)
    update = tapped(manager, button.pack(), place.moment)
    office = await place.received(update)
    await save_now_fill_later(update.callback_query, button, office, place.state(manager))
    await place.card(DraftSaved)
    return draft


async def take_back(place: AtWork, manager: EmployeeId, draft: DraftId) -> None:
    """So that the company is as it was, but for what was taken back."""
    button = DraftUndo(draft=draft)
    update = tapped(manager, button.pack(), place.moment)
    office = await place.received(update)
    await undo(update.callback_query, button, office)
    await place.card(DraftClosed)
