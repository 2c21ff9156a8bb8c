"""A tap or an answer changes one thing on a draft's card: the draft is changed, its card owed again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.office import Office
from core.capture.draft import Draft, Slot
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


def about_client(client_id: int) -> Change:
    """Another client: the contact that was read belongs to the former one."""

    def change(draft: Draft) -> Draft:
        chosen = draft.client.by_hand(client_id)
        kept = draft.contact if draft.client.value == client_id else Slot()
        return replace(draft, client=chosen, contact=kept)

    return change
