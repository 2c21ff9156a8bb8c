"""Silent clients, tasks that come up, messages that were lost."""

from datetime import datetime

from bot.rendering import Rendering, renders
from bot.views.alerts import buried_card, dead_letter_card, reminder_card, silence_card, silences_card
from bot.views.card import Card
from bot.views.forgotten import Around
from core.activities.tasks import task_line
from core.people.calendars import local_day
from core.reports.forgotten import forgotten
from core.reports.own_day import last_words, reachable_at
from core.reports.team_day import undelivered
from scheduler.notices import DeadLetter, ForgottenAlert, TaskReminder, UpdateBuried


@renders(ForgottenAlert)
async def forgotten_alert(rendering: Rendering, notice: ForgottenAlert) -> Card | None:
    """Those of the notice's clients who are silent still; None for nobody."""
    read, company = rendering.read, await rendering.company()
    told = set(notice.clients)
    rows = (await forgotten(read, local_day(read.now, company.timezone), among=told)).clients
    if not rows:
        return None
    around = Around(company.currency, await reachable_at(read, told))
    if len(rows) > 1:
        return silences_card(rows, rendering.texts, around)
    return silence_card(rows[0], await last_words(read, rows[0].client_id), rendering.texts, around)


@renders(TaskReminder)
async def task_reminder(rendering: Rendering, notice: TaskReminder) -> Card | None:
    """The task, unless it was closed or moved meanwhile. Raises NotFound where it is gone."""
    line = await task_line(rendering.read, notice.task_id)
    if not line.task.open or line.task.due_at != datetime.fromisoformat(notice.due):
        return None
    return reminder_card(line, rendering.texts, rendering.actor.zone)


@renders(DeadLetter)
async def dead_letter(rendering: Rendering, notice: DeadLetter) -> Card | None:
    """What never arrived, to a director."""
    lost = await undelivered(rendering.read, notice.notice_id)
    return None if lost is None else dead_letter_card(notice.notice_id, lost, rendering.texts)


@renders(UpdateBuried)
async def update_buried(rendering: Rendering, notice: UpdateBuried) -> Card:
    """The sender's message was put aside under a code."""
    return buried_card(notice.error_id, rendering.texts)
