"""/today, ✅ Сделано, ⏰ Перенести."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import TaskDone, TaskOpen, TaskPostpone, TaskPutOff, TaskReopen, TodayPage
from bot.days import day_ahead
from bot.office import Office
from bot.telegram.showing import say, show, spot, tell
from bot.texts import Texts
from bot.views.card import Card
from bot.views.keyboard import labels
from bot.views.tasks import put_off_card, task_card, today_card
from core.activities.tasks import complete_task, day_page, postpone_task, reopen_task, task_line
from core.desk.notices import TaskDone as TaskIsDone
from core.desk.notices import TaskPostponed, TaskReopened
from core.ids import TaskId

router = Router(name="tasks")
PAGE_MOST = 1_000


async def today_screen(office: Office, page: int = 0) -> Card:
    async with office.read() as read:
        day = await day_page(read, read.actor.own_id, page)
    return today_card(day, office.texts, office.actor.zone)


@router.message(Command("today"))
@router.message(F.text.in_(labels("today")))
async def today(message: Message, office: Office) -> None:
    await say(message, await today_screen(office))


@router.callback_query(TodayPage.filter())
async def today_page(query: CallbackQuery, callback_data: TodayPage, office: Office) -> None:
    await show(query, await today_screen(office, min(max(callback_data.page, 0), PAGE_MOST)))


@router.callback_query(TaskDone.filter())
async def done(query: CallbackQuery, callback_data: TaskDone, office: Office) -> None:
    """Done; the answer stands below, the list stays."""
    async with office.work() as work:
        task = await complete_task(work, TaskId(callback_data.task))
        await work.owe(TaskIsDone(task_id=task.id, version=task.version), to=work.actor)


@router.callback_query(TaskReopen.filter())
async def reopen(query: CallbackQuery, callback_data: TaskReopen, office: Office) -> None:
    async with office.work() as work:
        task = await reopen_task(work, TaskId(callback_data.task))
        await work.owe(TaskReopened(task_id=task.id, version=task.version), to=work.actor)


@router.callback_query(TaskOpen.filter())
async def open_task(query: CallbackQuery, callback_data: TaskOpen, office: Office, texts: Texts) -> None:
    async with office.read() as read:
        line = await task_line(read, TaskId(callback_data.task))
    await show(query, task_card(line, texts, office.actor.zone, office.today))


@router.callback_query(TaskPutOff.filter())
async def put_off(query: CallbackQuery, callback_data: TaskPutOff, office: Office, texts: Texts) -> None:
    """To which day? Asked below: a digest stays where it is."""
    async with office.read() as read:
        line = await task_line(read, TaskId(callback_data.task))
    await tell(query, put_off_card(line, texts, office.actor.zone, office.today))


@router.callback_query(TaskPostpone.filter())
async def postpone(query: CallbackQuery, callback_data: TaskPostpone, office: Office) -> None:
    day = day_ahead(callback_data.when, office.today)
    async with office.work() as work:
        task = await postpone_task(work, TaskId(callback_data.task), day, version=callback_data.version)
        await work.owe(TaskPostponed(task_id=task.id, version=task.version), to=work.actor, edits=spot(query))
