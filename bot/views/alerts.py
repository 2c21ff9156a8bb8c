"""What interrupts a person: a client fell silent, a task comes up, a message was lost."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.callbacks import ClientOpen, ClientPlan, ClientTalked, Menu, TaskDone, TaskPutOff
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, short
from bot.views.digest import task_words
from bot.views.forgotten import PAGE, Around, client_buttons, client_lines
from bot.views.words import grouped, money
from core.activities.tasks import TaskLine
from core.clients.keys import phone_to_call
from core.ids import NoticeId
from core.reports.forgotten import ForgottenClient
from core.reports.team_day import Undelivered

NAME_MOST = 60
PERSON_MOST = 40
WORDS_MOST = 120
TITLE_MOST = 200
WHY_MOST = 80
_LONG_NUMBER = re.compile(r"\d{5,}(:\S+)?")


def silence_card(row: ForgottenClient, last_words: str, texts: Texts, around: Around) -> Card:
    """One client: how long, what is at stake, whom to call, what was said last."""
    words = "alert-one" if row.last_contact else "alert-one-never"
    client = short(row.name, NAME_MOST)
    parts = [texts(words, client=client, days=row.days_silent, shown=grouped(row.days_silent))]
    if row.profit_12m > 0:
        parts.append(texts("alert-profit", profit=money(row.profit_12m, around.currency)))
    lines = [Html(" ".join(parts))]
    if last_words:
        lines.append(texts("alert-last", text=short(last_words, WORDS_MOST)))
    contact = around.contacts.get(row.client_id)
    phone = phone_to_call(contact.phone) if contact else None
    if contact and phone:
        lines.append(texts("alert-contact", name=short(contact.name, PERSON_MOST), phone=phone))
    rows = (
        (
            button(texts.plain("forgotten-talked"), ClientTalked(client=row.client_id)),
            button(texts.plain("forgotten-plan"), ClientPlan(client=row.client_id, when="tomorrow")),
        ),
        (button(texts.plain("alert-open"), ClientOpen(client=row.client_id)),),
    )
    return Card("\n".join(lines), rows)


def silences_card(rows: Sequence[ForgottenClient], texts: Texts, around: Around) -> Card:
    """Several clients in one message, the dearest first."""
    lines = [texts("alert-several", count=len(rows), shown=grouped(len(rows)))]
    buttons = []
    for number, row in enumerate(rows[:PAGE], 1):
        lines += client_lines(row, number, texts, around)
        buttons.append(tuple(client_buttons(row, number, texts)))
    buttons.append((button(texts.plain("alert-all"), Menu(what="forgotten")),))
    return Card("\n".join(lines), tuple(buttons))


def reminder_card(line: TaskLine, texts: Texts, zone: str) -> Card:
    """A task that comes up: when, what, with whom, the number to call."""
    task, client = line.task, short(line.client or "", NAME_MOST)
    at = f"{task.due_at.astimezone(ZoneInfo(zone)):%H:%M}" if task.due_at else ""
    kind, phone = task_words(task, texts), phone_to_call(line.phone)
    title = short(task.title, TITLE_MOST)
    if not client:
        lines = [texts("reminder-own", at=at, title=title or kind)]
    elif phone is None:
        lines = [texts("reminder-client", at=at, kind=kind, client=client)]
    else:
        lines = [texts("reminder-client-phone", at=at, kind=kind, client=client, phone=phone)]
    if client and title and title != kind:
        lines.append(texts("reminder-title", title=title))
    rows: list[Row] = [
        [
            button(texts.plain("reminder-done"), TaskDone(task=task.id)),
            button(texts.plain("reminder-put-off"), TaskPutOff(task=task.id)),
        ]
    ]
    if line.client_id is not None:
        rows.append([button(texts.plain("reminder-client-button"), ClientOpen(client=line.client_id))])
    return Card("\n".join(lines), tuple(tuple(row) for row in rows))


def dead_letter_card(notice: NoticeId, lost: Undelivered, texts: Texts) -> Card:
    """What never arrived and why; nobody is named."""
    kind = texts.either(f"dead-kind-{lost.kind}", texts.plain("dead-kind-other"))
    lines = [texts("dead-letter", kind=kind, attempts=lost.attempts, number=str(notice))]
    if lost.error:
        lines.append(texts("dead-letter-why", why=short(without_numbers(lost.error), WHY_MOST)))
    return Card("\n".join(lines))


def without_numbers(error: str) -> str:
    """An error's words without ids, phones and tokens."""
    return _LONG_NUMBER.sub("…", error)


def buried_card(error_id: str, texts: Texts) -> Card:
    """The person's message is kept, and has a code."""
    return Card(texts("update-buried", code=error_id))
