"""The doors to the dialogs: /log and the calendar."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.callbacks import TaskCalendar
from bot.dialogs.put_off import start_calendar
from bot.office import Office
from bot.states import Log
from bot.views.keyboard import labels
from core.access import Permission
from core.errors import NotFound
from core.ids import TaskId

router = Router(name="log")


@router.message(Command("log"))
@router.message(F.text.in_(labels("record")))
async def log(message: Message, office: Office, state: FSMContext, dialog_manager: DialogManager) -> None:
    """Begin to record by taps; whatever was begun before is dropped."""
    _ = message
    if not office.actor.may(Permission.RECORD):
        raise NotFound
    await state.clear()
    await dialog_manager.start(Log.kind, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


@router.callback_query(TaskCalendar.filter())
async def calendar(
    query: CallbackQuery, callback_data: TaskCalendar, office: Office, dialog_manager: DialogManager
) -> None:
    _ = query
    await dialog_manager.reset_stack()
    await start_calendar(office, dialog_manager, TaskId(callback_data.task))
