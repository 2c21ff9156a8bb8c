"""A tap or an answer changes one thing on a draft's card: the draft is changed, its card owed again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.office import Office
from core.activities.kinds import TaskKind
from core.capture.draft import Draft, NextStep, Slot, When
from core.desk.drafts import StoredDraft
from core.desk.notices import DraftReady
from core.desk.reading import change_draft, open_draft
from core.ids import DraftId
from core.notices.notice import Spot
from core.work import Work

Change = Callable[[Draft], Draft]
ChangeInWork = Callable[[Work, StoredDraft, Draft], Awaitable[Draft]]
"""A change that asks or writes something on the way."""


async def change_card(office: Office, draft_id: int, change: Change, edits: Spot | None = None) -> None:
    """Change an open draft of one's own and show its card: in `edits`, else below. Raises DraftGone."""

    async def in_work(_work: Work, _stored: StoredDraft, draft: Draft) -> Draft:
        return change(draft)

    await change_card_in_work(office, draft_id, in_work, edits)


async def change_card_in_work(
    office: Office, draft_id: int, change: ChangeInWork, edits: Spot | None = None
) -> None:
    """The same for a change that asks or writes something on the way. Raises DraftGone, NotFound."""
    async with office.work() as work:
        stored = await open_draft(work, DraftId(draft_id))
        draft = await change(work, stored, Draft.from_json(stored.slots))
        stored = await change_draft(work, stored.id, draft)
        ready = DraftReady(draft_id=stored.id, version=stored.version)
        await work.owe(ready, to=work.actor, edits=edits)


def on_the_date(due: When) -> Change:
    """Another date of the next step, a call where there was none; a guess of what it is stays one."""

    def change(draft: Draft) -> Draft:
        step = draft.next_step.value or NextStep(kind=TaskKind.CALL)
        return _stepped(draft, NextStep(kind=step.kind, due=due, kind_guessed=step.kind_guessed))

    return change


def of_the_kind(kind: TaskKind) -> Change:
    """Another next step on the same date; a guess of when stays one."""

    def change(draft: Draft) -> Draft:
        step = draft.next_step.value or NextStep(kind=kind)
        return _stepped(draft, replace(step, kind=kind, kind_guessed=False))

    return change


def _stepped(draft: Draft, step: NextStep) -> Draft:
    return replace(draft, next_step=replace(draft.next_step.by_hand(step), guessed=step.guessed))


def about_client(client_id: int) -> Change:
    """Another client: the contact that was read belongs to the former one."""

    def change(draft: Draft) -> Draft:
        chosen = draft.client.by_hand(client_id)
        kept = draft.contact if draft.client.value == client_id else Slot()
        return replace(draft, client=chosen, contact=kept)

    return change
