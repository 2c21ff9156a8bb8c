"""The calendar: to which day a task is put off."""

import re
from datetime import date
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import ChatEvent, Dialog, DialogManager, DialogProtocol, ShowMode, Window
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.widgets.kbd import (
    Button,
    Calendar,
    CalendarScope,
)
from aiogram_dialog.widgets.kbd.calendar_kbd import (
    CalendarDaysView,
    CalendarMonthView,
    CalendarScopeView,
    CalendarUserConfig,
    CalendarYearsView,
)
from aiogram_dialog.widgets.text import Format, Text

from bot.dialogs.closing import close, office_of
from bot.office import Office
from bot.states import PutOff
from bot.telegram.showing import spot
from core.activities.tasks import postpone_task, task_line
from core.desk.notices import TaskPostponed
from core.errors import NotFound
from core.ids import TaskId
from core.notices.notice import Spot

NO_DAY = "·"
"""A cell without a day: a button says something."""
_TAPPED = re.compile(r"MONTH([1-9]|1[0-2])|YEAR20\d\d|\d{1,11}", re.ASCII)
"""A month, a year, a day in seconds since 1970: what the calendar's buttons say beside its arrows."""


class Weekday(Text):
    """The day of the week in the person's language."""

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        day: date = data["date"]
        return office_of(manager).texts.plain(f"weekday-{day.weekday()}")


class Month(Text):
    """The month in the person's language; with its year where asked."""

    def __init__(self, *, year: bool = False, sign: str = "{}") -> None:
        super().__init__()
        self._year = year
        self._sign = sign

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        day: date = data["date"]
        name = office_of(manager).texts.plain(f"month-{day.month}")
        return self._sign.format(f"{name} {day.year}" if self._year else name)


class LocalCalendar(Calendar):
    """aiogram_dialog's calendar with our words; what no button of it says is not found."""

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        if data not in self._handlers and not _TAPPED.fullmatch(data):
            raise NotFound
        return await super()._process_item_callback(callback, data, dialog, manager)

    async def _get_user_config(self, _: dict[str, Any], manager: DialogManager) -> CalendarUserConfig:
        """Nothing is put off to a day that is over."""
        return CalendarUserConfig(min_date=office_of(manager).today)

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        """Opens on the department's own month; weeks that are over are left out."""
        if self.get_offset(manager) is None:
            self.set_offset(office_of(manager).today, manager)
        keyboard = await super()._render_keyboard(data, manager)
        for row in keyboard:
            for button in row:
                button.text = button.text.strip() or NO_DAY
        return [row for row in keyboard if any(button.text != NO_DAY for button in row)]

    def _init_views(self) -> dict[CalendarScope, CalendarScopeView]:
        return {
            CalendarScope.DAYS: CalendarDaysView(
                self._item_callback_data,
                weekday_text=Weekday(),
                header_text=Month(year=True),
                zoom_out_text=Month(year=True),
                prev_month_text=Month(sign="← {}"),
                next_month_text=Month(sign="{} →"),
            ),
            CalendarScope.MONTHS: CalendarMonthView(
                self._item_callback_data, month_text=Month(), this_month_text=Month(sign="[{}]")
            ),
            CalendarScope.YEARS: CalendarYearsView(self._item_callback_data),
        }


async def question(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts = office_of(dialog_manager).texts
    return {"question": texts("put-off-day"), "cancel": texts.plain("button-cancel")}


async def choose(event: ChatEvent, _: Any, manager: DialogManager, day: date, /) -> None:
    """The day: the task moves and the calendar closes, in one transaction."""
    office = office_of(manager)
    start = manager.start_data
    task_id = TaskId(start["task"] if isinstance(start, dict) else 0)
    async with office.work(dialog=manager) as work:
        task = await postpone_task(work, task_id, day)
        await work.owe(
            TaskPostponed(task_id=task.id, version=task.version), to=work.actor, edits=_tapped(event)
        )
        await close(manager)


async def cancel(query: CallbackQuery, _: Any, manager: DialogManager) -> None:
    await close(manager)
    if isinstance(query.message, Message):
        await query.message.edit_text(office_of(manager).texts("cancelled"))


def _tapped(event: ChatEvent) -> Spot | None:
    return spot(event) if isinstance(event, CallbackQuery) else None


async def start_calendar(office: Office, manager: DialogManager, task_id: TaskId) -> None:
    """Open the calendar for a task of one's scope. Raises NotFound."""
    async with office.read() as read:
        await task_line(read, task_id)
    await manager.start(PutOff.calendar, data={"task": task_id}, show_mode=ShowMode.SEND)


put_off_dialog = Dialog(
    Window(
        Format("{question}"),
        LocalCalendar(id="day", on_click=choose),
        Button(Format("{cancel}"), id="cancel", on_click=cancel),
        state=PutOff.calendar,
        getter=question,
    )
)
