"""The morning: a person's own day, a head's team. Source: SCREENS.md, What comes by itself."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks import ClientPlan, Menu, TaskDone, TaskPutOff
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short
from bot.views.kpi import kpi_brief
from bot.views.words import day_label, grouped, money
from core.activities.kinds import TaskKind
from core.activities.models import Task
from core.activities.tasks import DayList, TaskLine
from core.clients.keys import phone_to_call
from core.reports.facts import Counts
from core.reports.forgotten import ForgottenClient
from core.reports.own_day import OwnMorning
from core.reports.team_day import PersonDay, TeamDay

LINES_MOST = 12
TASKS_MOST = 10
LATE_MOST = 4
NAME_MOST = 40
TITLE_MOST = 60
TASK_BUTTONS = 3
SILENT_BUTTONS = 2
DONE_LABEL = 18
PLAN_NAME = 12
PERSON_MOST = 30
PEOPLE_MOST = 7
_MEETINGS = (TaskKind.MEETING, TaskKind.VISIT)


def morning_card(morning: OwnMorning, texts: Texts, zone: str, today: date) -> Card:
    """A manager's day: tasks by time, overdue first; who is silent; what was done and the month's pace."""
    tasks, currency = morning.tasks, morning.company.currency
    tail = [*_silent(morning, texts, currency), *_done_so_far(morning, texts, currency, today)]
    if not tasks.today_count and not tasks.overdue_count:
        head = texts("digest-morning-free", day=day_label(texts, today))
    else:
        head = texts("digest-morning", day=day_label(texts, today), list=_counts(tasks, texts))
    shown = _shown(tasks)
    lines = [head, *(_task_line(line, texts, zone, today) for line in shown)]
    left = tasks.today_count + tasks.overdue_count - len(shown)
    foot = [texts("digest-more", shown=grouped(left)), *tail] if left > 0 else tail
    lines += _within(foot, LINES_MOST - len(lines))
    return Card("\n".join(lines), tuple(tuple(row) for row in _rows(morning, shown, texts, zone, today)))


def team_card(team: TeamDay, texts: Texts, today: date) -> Card:
    """A head's morning: who has what, who is behind first; the silent, the late; what was done last."""
    busy = [person for person in team.people if not person.empty]
    tail = [*_team_silent(team, texts), *_team_late(team, texts)]
    lines = [_team_head(team, texts, today, clear=not busy and not tail)]
    lines += [_person_line(person, team, texts, today) for person in busy[:PEOPLE_MOST]]
    left = len(busy) - PEOPLE_MOST
    if left > 0:
        lines.append(texts("digest-more-people", count=left, shown=grouped(left)))
    rows = (
        (
            button(texts.plain("digest-button-funnel"), Menu(what="funnel")),
            button(texts.plain("digest-button-forgotten"), Menu(what="forgotten")),
        ),
        (button(texts.plain("digest-button-own-day"), Menu(what="today")),),
    )
    return Card("\n".join([*lines, *tail]), rows)


# --- a manager's morning ---------------------------------------------------------------------------------


def _shown(tasks: DayList) -> list[TaskLine]:
    """A page: overdue first, as many as today leaves room for, but some."""
    late = tasks.overdue[: max(LATE_MOST, TASKS_MOST - tasks.today_count)]
    return [*late, *tasks.today][:TASKS_MOST]


def _within(lines: list[Html], room: int) -> list[Html]:
    """These lines in so much room: what is too many stands in the last one."""
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], Html(" · ".join(lines[room - 1 :]))]


def _counts(tasks: DayList, texts: Texts) -> Html:
    """«2 встречи, 1 звонок, просрочено 3»; a long day is counted as a whole."""
    if tasks.today_count > len(tasks.today):
        parts = [texts("digest-tasks", count=tasks.today_count, shown=grouped(tasks.today_count))]
    else:
        kinds = [line.task.kind for line in tasks.today]
        meetings, calls = sum(kind in _MEETINGS for kind in kinds), kinds.count(TaskKind.CALL)
        others = len(kinds) - meetings - calls
        named = (("digest-meetings", meetings), ("digest-calls", calls), ("digest-tasks", others))
        parts = _counted(named, texts)
    if not tasks.today_count:
        parts.append(texts("digest-nothing-due"))
    if tasks.overdue_count:
        parts.append(texts("digest-overdue", shown=grouped(tasks.overdue_count)))
    return Html(", ".join(parts))


def _counted(named: Iterable[tuple[str, int]], texts: Texts) -> list[Html]:
    return [texts(key, count=count, shown=grouped(count)) for key, count in named if count]


def _at(task: Task, texts: Texts, zone: str, today: date) -> str:
    """The hour; the day of what is late; «до вечера» for a day's promise."""
    if task.due_at is None:
        return ""
    local = task.due_at.astimezone(ZoneInfo(zone))
    if local.date() < today:
        return texts.plain("digest-at-late", day=day_label(texts, local.date(), today))
    return texts.plain("digest-at-all-day") if task.all_day else f"{local:%H:%M}"


def task_words(task: Task, texts: Texts) -> str:
    """«позвонить»; a task of another kind says its title."""
    title = short(task.title, TITLE_MOST) or texts.plain("task-kind-task")
    return title if task.kind == TaskKind.TASK else texts.either(f"task-kind-{task.kind}", title)


def _task_line(line: TaskLine, texts: Texts, zone: str, today: date) -> Html:
    at = _at(line.task, texts, zone, today)
    kind = task_words(line.task, texts)
    if line.client is None:
        return texts("digest-task-own", at=at, title=short(line.task.title, TITLE_MOST) or kind)
    client, phone = short(line.client, NAME_MOST), phone_to_call(line.phone)
    if phone is None:
        return texts("digest-task", at=at, kind=kind, client=client)
    return texts("digest-task-phone", at=at, kind=kind, client=client, phone=phone)


def _silent(morning: OwnMorning, texts: Texts, currency: str) -> list[Html]:
    """One line for the silent clients with most at stake."""
    if not morning.silent:
        return []
    named = Html("; ".join(_silent_client(client, texts, currency) for client in morning.silent))
    count = morning.silent_count
    if count > len(morning.silent):
        return [texts("digest-silent-many", count=count, shown=grouped(count), list=named)]
    return [texts("digest-silent", count=count, list=named)]


def _silent_client(client: ForgottenClient, texts: Texts, currency: str) -> Html:
    name, days = short(client.name, NAME_MOST), client.days_silent
    if client.profit_12m <= 0:
        return texts("digest-silent-client", client=name, days=days, shown=grouped(days))
    profit = money(client.profit_12m, currency)
    return texts("digest-silent-client-profit", client=name, days=days, shown=grouped(days), profit=profit)


def _done_so_far(morning: OwnMorning, texts: Texts, currency: str, today: date) -> list[Html]:
    """One line: what the last workday brought, and the month so far."""
    parts = []
    done = _worked(morning.worked, texts)
    if done:
        listed = Html(", ".join(done))
        if morning.worked_on == today - timedelta(days=1):
            parts.append(texts("digest-worked-yesterday", list=listed))
        else:
            day = day_label(texts, morning.worked_on, today)
            parts.append(texts("digest-worked-on", day=day, list=listed))
    brief = kpi_brief(morning.kpi, texts, currency) if morning.kpi else None
    if brief:
        parts.append(brief)
    return [Html(" ".join(parts))] if parts else []


def _worked(counts: Counts, texts: Texts) -> list[Html]:
    named = (
        ("digest-calls", counts.calls),
        ("digest-meetings", counts.meetings),
        ("digest-offers", counts.offers),
        ("digest-new-clients", counts.new_clients),
    )
    return _counted(named, texts)


def _rows(morning: OwnMorning, shown: list[TaskLine], texts: Texts, zone: str, today: date) -> Iterator[Row]:
    for line in shown[:TASK_BUTTONS]:
        hour = "" if line.task.all_day else _hour(line.task, zone, today)
        what = short(f"{hour} {line.client or task_words(line.task, texts)}".strip(), DONE_LABEL)
        yield [
            button(texts.plain("digest-button-done", what=what), TaskDone(task=line.task.id)),
            button(texts.plain("digest-button-put-off"), TaskPutOff(task=line.task.id)),
        ]
    for client in morning.silent[:SILENT_BUTTONS]:
        label = texts.plain("digest-button-plan", client=short(client.name, PLAN_NAME))
        yield [button(label, ClientPlan(client=client.client_id, when="tomorrow"))]
    if morning.tasks.today_count or morning.tasks.overdue_count:
        yield [button(texts.plain("digest-button-day"), Menu(what="today"))]


def _hour(task: Task, zone: str, today: date) -> str:
    """The hour of today's task; that of a former day would mislead."""
    local = task.due_at.astimezone(ZoneInfo(zone)) if task.due_at is not None else None
    return f"{local:%H:%M}" if local is not None and local.date() == today else ""


# --- a head's morning ------------------------------------------------------------------------------------


def _team_head(team: TeamDay, texts: Texts, today: date, *, clear: bool) -> Html:
    day = day_label(texts, today)
    if not team.people:
        return texts("digest-team-nobody", day=day)
    if clear:
        return texts("digest-team-free", day=day)
    parts = _tasks_of(team.people, texts) or [texts("digest-no-tasks")]
    return texts("digest-team", day=day, list=Html(", ".join(parts)))


def _tasks_of(people: Iterable[PersonDay], texts: Texts) -> list[Html]:
    """Meetings, the other tasks, what is overdue, of one person or of many."""
    people = tuple(people)
    meetings = sum(person.meetings for person in people)
    others = sum(person.today for person in people) - meetings
    overdue = sum(person.overdue for person in people)
    parts = _counted((("digest-meetings", meetings), ("digest-tasks", others)), texts)
    return [*parts, texts("digest-overdue", shown=grouped(overdue))] if overdue else parts


def _person_line(person: PersonDay, team: TeamDay, texts: Texts, today: date) -> Html:
    name = short(person.name, PERSON_MOST)
    tasks = Html(", ".join(_tasks_of([person], texts) or [texts("digest-person-free")]))
    worked = Html(", ".join(_worked(person.worked, texts) or [texts("digest-person-silent-day")]))
    if team.worked_on == today - timedelta(days=1):
        return texts("digest-person-worked", name=name, list=tasks, worked=worked)
    day = day_label(texts, team.worked_on, today)
    return texts("digest-person-worked-on", name=name, list=tasks, day=day, worked=worked)


def _team_silent(team: TeamDay, texts: Texts) -> list[Html]:
    if not team.silent_count:
        return []
    named = Html(", ".join(texts("digest-name", name=short(name, NAME_MOST)) for name in team.silent_names))
    left = team.silent_count - len(team.silent_names)
    if left > 0:
        named = texts("digest-team-silent-more", list=named, shown=grouped(left))
    count, shown = team.silent_count, grouped(team.silent_count)
    if team.silent_profit <= 0:
        return [texts("digest-team-silent", count=count, shown=shown, list=named)]
    profit = money(team.silent_profit, team.company.currency)
    return [texts("digest-team-silent-profit", count=count, shown=shown, profit=profit, list=named)]


def _team_late(team: TeamDay, texts: Texts) -> list[Html]:
    if not team.late_count:
        return []
    count, shown = team.late_count, grouped(team.late_count)
    if team.late_amount <= 0:
        return [texts("digest-team-late", count=count, shown=shown)]
    amount = money(team.late_amount, team.company.currency)
    return [texts("digest-team-late-amount", count=count, shown=shown, amount=amount)]
