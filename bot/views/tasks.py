"""The day's list, one task, and where to put it off to. Source: SCREENS.md, /today."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.callbacks import (
    ClientOpen,
    ClientRecord,
    TaskCalendar,
    TaskDone,
    TaskOpen,
    TaskPostpone,
    TaskPutOff,
    TaskReopen,
    TodayPage,
)
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, ending, short, turning
from bot.views.words import day_label, task_moment
from core.activities.models import Task
from core.activities.tasks import PAGE, DayList, TaskLine
from core.clients.keys import phone_to_call

BUTTONS = 5
WHENS = ("tomorrow", "days3", "week")


def kind_word(task: Task, texts: Texts) -> str:
    """«позвонить»; a kind of the company's own, or an untitled one, reads as its title."""
    return texts.either(f"task-kind-{task.kind}", short(task.title, 40) or texts.plain("task-kind-task"))


def task_text(line: TaskLine, texts: Texts, zone: str, today: date) -> Html:
    """One line of a list: hour, what, with whom, the number that one tap calls."""
    task = line.task
    when = "none"
    if task.due_at is not None:
        local = task.due_at.astimezone(ZoneInfo(zone))
        hour = "" if task.all_day else f"{local:%H:%M}"
        when = hour if local.date() == today else f"{day_label(texts, local.date(), today)} {hour}".strip()
    return texts(
        "task-line",
        when=when or "none",
        kind=kind_word(task, texts),
        client=short(line.client, 40) if line.client else "none",
        phone=phone_to_call(line.phone) or "none",
    )


def today_card(day: DayList, texts: Texts, zone: str) -> Card:
    """A page: overdue first, then today by time. The first few have buttons, the rest opens by number."""
    count = day.overdue_count + day.today_count
    if not count:
        return Card(texts("today-empty", day=day_label(texts, day.day)))
    first = day.page * PAGE + 1
    shown = list(enumerate([*day.overdue, *day.today], first))
    lines = [
        texts("today-head", day=day_label(texts, day.day), count=day.today_count, overdue=day.overdue_count)
    ]
    lines += [
        texts("today-line", number=str(number), task=_numbered(line, texts, zone, day.day))
        for number, line in shown
    ]
    rows: list[Row] = [_task_row(number, line, texts) for number, line in shown[:BUTTONS]]
    rows.append([button(str(number), TaskOpen(task=line.task.id)) for number, line in shown[BUTTONS:]])
    rows.append(turning(TodayPage, day.page, count - first - len(shown) + 1, texts))
    return Card("\n".join(lines), tuple(tuple(row) for row in rows if row))


def _numbered(line: TaskLine, texts: Texts, zone: str, today: date) -> Html:
    text = task_text(line, texts, zone, today)
    due = line.task.due_at
    late = due is not None and due.astimezone(ZoneInfo(zone)).date() < today
    return texts("today-late", task=text) if late else text


def _task_row(number: int, line: TaskLine, texts: Texts) -> Row:
    who = short(line.client or line.task.title, 16) or kind_word(line.task, texts)
    return [
        button(texts.plain("task-done-named", number=str(number), name=who), TaskDone(task=line.task.id)),
        button(texts.plain("task-put-off"), TaskPutOff(task=line.task.id)),
    ]


def task_card(line: TaskLine, texts: Texts, zone: str, today: date) -> Card:
    """One task with its text and what can be done with it."""
    lines = [task_text(line, texts, zone, today)]
    if line.task.title:
        lines.append(texts("task-title", title=short(line.task.title, 300)))
    rows: list[Row] = []
    if line.task.open:
        rows.append(
            [
                button(texts.plain("task-done"), TaskDone(task=line.task.id)),
                button(texts.plain("task-put-off-long"), TaskPutOff(task=line.task.id)),
            ]
        )
    if line.client_id is not None:
        rows.append([button(short(line.client or "", 30), ClientOpen(client=line.client_id))])
    return Card("\n".join(lines), tuple(tuple(row) for row in rows))


def put_off_card(line: TaskLine, texts: Texts, zone: str, today: date) -> Card:
    """To which day: three taps' worth of likely ones, and a calendar."""
    task = line.task
    days = [
        button(texts.plain(f"put-off-{when}"), TaskPostpone(task=task.id, when=when, version=task.version))
        for when in WHENS
    ]
    rows = (
        tuple(days),
        (
            button(texts.plain("put-off-calendar"), TaskCalendar(task=task.id)),
            button(texts.plain("button-back"), TaskOpen(task=task.id)),
        ),
    )
    return Card(texts("put-off-when", task=task_text(line, texts, zone, today)), rows)


def done_card(line: TaskLine, texts: Texts) -> Card:
    """«Сделано», with a way back and the next thing: record what came of it."""
    rows: list[Row] = [[button(texts.plain("saved-undo"), TaskReopen(task=line.task.id))]]
    if line.client_id is not None:
        rows[0].append(button(texts.plain("task-record"), ClientRecord(client=line.client_id)))
    who = ending(line.client, 40) if line.client else "none"
    return Card(
        texts("task-is-done", kind=kind_word(line.task, texts), client=who), tuple(tuple(row) for row in rows)
    )


def postponed_card(line: TaskLine, texts: Texts, zone: str, today: date) -> Card:
    """«Перенёс на пт 20.11, 15:00»."""
    who = ending(line.client, 40) if line.client else "none"
    when = task_moment(texts, line.task, zone, today)
    rows = ((button(texts.plain("task-put-off-again"), TaskPutOff(task=line.task.id)),),)
    return Card(texts("task-postponed", kind=kind_word(line.task, texts), client=who, when=when), rows)


def planned_card(line: TaskLine, texts: Texts, zone: str, today: date) -> Card:
    """«Запланировал»: a task planned by one tap."""
    who = ending(line.client, 40) if line.client else "none"
    when = task_moment(texts, line.task, zone, today)
    rows = ((button(texts.plain("task-put-off-again"), TaskPutOff(task=line.task.id)),),)
    return Card(texts("task-planned", kind=kind_word(line.task, texts), client=who, when=when), rows)
