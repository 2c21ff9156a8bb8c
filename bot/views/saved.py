"""What came of a draft: saved, put away, taken back. Source: SCREENS.md, How it speaks, 4."""

from datetime import date, timedelta

from bot.callbacks import (
    ClientOpen,
    DraftUndo,
)
from bot.texts import Html, Texts
from bot.views.card import Card, Row, button, ending, short
from bot.views.draft import NAME_MOST, STAGE_MOST
from bot.views.words import moment_label, task_moment
from core.activities.kinds import ActivityKind
from core.activities.models import Task
from core.desk.cards import DraftView

REMIND = timedelta(minutes=15)


def saved_card(view: DraftView, texts: Texts, zone: str, today: date) -> Card:
    """«Записано: звонок, Ромашка. Напомню пт 20.11 в 14:45.» with Undo."""
    kind = (view.draft.type.value or ActivityKind.NOTE).value
    client = ending(view.client.name, NAME_MOST) if view.client else ""
    parts = [texts("saved", kind=texts.plain(f"kind-word-{kind}"), client=client)]
    if view.stored.move_id is not None and view.stage is not None:
        parts.append(texts("saved-stage", stage=short(view.stage.name, STAGE_MOST)))
    elif view.stored.opened_deal and view.standing_stage is not None:
        parts.append(texts("saved-deal", stage=short(view.standing_stage.name, STAGE_MOST)))
    if view.learned:
        parts.append(texts("saved-learned", phrase=short(view.learned[0], NAME_MOST)))
    if view.task is not None:
        parts.append(_promise(view.task, texts, zone, today))
    rows: list[Row] = [[button(texts.plain("saved-undo"), DraftUndo(draft=view.stored.id))]]
    if view.client is not None:
        rows[0].append(button(texts.plain("saved-client"), ClientOpen(client=view.client.id)))
    return Card(" ".join(parts), tuple(tuple(row) for row in rows))


def _promise(task: Task, texts: Texts, zone: str, today: date) -> Html:
    if task.due_at is None:
        return texts("saved-undated")
    if task.all_day:
        return texts("saved-planned", when=task_moment(texts, task, zone, today))
    return texts("saved-remind", when=moment_label(texts, task.due_at - REMIND, zone, today))


def closed_card(view: DraftView, state: str, texts: Texts) -> Card:
    """A draft put away, or a record taken back."""
    kind = (view.draft.type.value or ActivityKind.NOTE).value
    client = ending(view.client.name, NAME_MOST) if view.client else "none"
    key = "draft-undone" if state == "undone" else "draft-cancelled"
    return Card(texts(key, kind=texts.plain(f"kind-word-{kind}"), client=client))
