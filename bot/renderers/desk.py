"""What drafts, deals and tasks say after a change."""

from dataclasses import replace

from bot.rendering import Rendering, renders
from bot.texts import texts_of
from bot.views.card import Card
from bot.views.client import deal_card
from bot.views.draft import draft_card
from bot.views.keyboard import keyboard
from bot.views.people import newcomer_card
from bot.views.saved import closed_card, saved_card
from bot.views.tasks import done_card, planned_card, postponed_card, task_card
from core.activities.tasks import task_line
from core.desk.cards import deal_view, draft_view
from core.desk.drafts import DraftState
from core.desk.notices import (
    DealGiven,
    DealShown,
    DraftClosed,
    DraftLacks,
    DraftReady,
    DraftSaved,
    StageEventCame,
    TaskDone,
    TaskPlanned,
    TaskPostponed,
    TaskReopened,
)
from core.errors import NotFound
from core.ids import DealId
from core.notices.said import Said
from core.people.invites import invitation_told, newcomer_of
from core.people.notices import InviteAccepted, NewcomerConfirmed, NewcomerRefused


@renders(DraftReady)
async def draft_ready(rendering: Rendering, notice: DraftReady) -> Card | None:
    """The card, unless the draft was saved or put away before it could be sent."""
    view = await draft_view(rendering.read, notice.draft_id)
    if view.stored.state is not DraftState.OPEN or view.stored.version != notice.version:
        return None
    company = await rendering.company()
    return draft_card(view, rendering.texts, rendering.actor.zone, rendering.today, company.currency)


@renders(DraftLacks)
async def draft_lacks(rendering: Rendering, notice: DraftLacks) -> Card | None:
    """The card again, that what it lacks can be said."""
    view = await draft_view(rendering.read, notice.draft_id)
    if view.stored.state is not DraftState.OPEN:
        return None
    company = await rendering.company()
    return draft_card(view, rendering.texts, rendering.actor.zone, rendering.today, company.currency)


@renders(DraftSaved)
async def draft_saved(rendering: Rendering, notice: DraftSaved) -> Card | None:
    view = await draft_view(rendering.read, notice.draft_id)
    if view.stored.state is not DraftState.SAVED:
        return None
    return saved_card(view, rendering.texts, rendering.actor.zone, rendering.today)


@renders(DraftClosed)
async def draft_closed(rendering: Rendering, notice: DraftClosed) -> Card | None:
    return closed_card(await draft_view(rendering.read, notice.draft_id), notice.state, rendering.texts)


@renders(DealShown)
async def deal_shown(rendering: Rendering, notice: DealShown) -> Card | None:
    company = await rendering.company()
    view = await deal_view(rendering.read, notice.deal_id)
    return deal_card(view, rendering.texts, rendering.actor.zone, rendering.today, company.currency)


@renders(DealGiven)
async def deal_given(rendering: Rendering, notice: DealGiven) -> Card | None:
    return await _deal_under(rendering, notice.deal_id, rendering.texts("deal-given"))


@renders(StageEventCame)
async def stage_event_came(rendering: Rendering, notice: StageEventCame) -> Card | None:
    title = rendering.texts("stage-event", title=notice.title)
    return await _deal_under(rendering, notice.deal_id, title)


async def _deal_under(rendering: Rendering, deal_id: DealId, line: str) -> Card | None:
    """A line and the deal's card below it; nothing for a deal that went into other hands meanwhile."""
    company = await rendering.company()
    try:
        view = await deal_view(rendering.read, deal_id)
    except NotFound:
        return None
    card = deal_card(view, rendering.texts, rendering.actor.zone, rendering.today, company.currency)
    return replace(card, text=f"{line}\n\n{card.text}")


@renders(TaskDone)
async def task_done(rendering: Rendering, notice: TaskDone) -> Card | None:
    return done_card(await task_line(rendering.read, notice.task_id), rendering.texts)


@renders(TaskReopened)
async def task_reopened(rendering: Rendering, notice: TaskReopened) -> Card | None:
    line = await task_line(rendering.read, notice.task_id)
    return task_card(line, rendering.texts, rendering.actor.zone, rendering.today)


@renders(TaskPostponed)
async def task_postponed(rendering: Rendering, notice: TaskPostponed) -> Card | None:
    line = await task_line(rendering.read, notice.task_id)
    return postponed_card(line, rendering.texts, rendering.actor.zone, rendering.today)


@renders(TaskPlanned)
async def task_planned(rendering: Rendering, notice: TaskPlanned) -> Card | None:
    line = await task_line(rendering.read, notice.task_id)
    return planned_card(line, rendering.texts, rendering.actor.zone, rendering.today)


@renders(Said)
async def said(rendering: Rendering, notice: Said) -> Card | None:
    _ = rendering
    texts = texts_of(notice.language)
    return Card(texts(notice.text, **notice.facts), standing=keyboard(texts) if notice.keyboard else None)


@renders(InviteAccepted)
async def invite_accepted(rendering: Rendering, notice: InviteAccepted) -> Card | None:
    invitation = await newcomer_of(rendering.read, notice.invite_id)
    return newcomer_card(invitation, rendering.texts) if invitation.waits else None


@renders(NewcomerConfirmed)
async def newcomer_confirmed(rendering: Rendering, notice: NewcomerConfirmed) -> Card | None:
    told = await invitation_told(rendering.read, notice.invite_id)
    text = rendering.texts("newcomer-confirmed", inviter=told.inviter, company=told.company)
    return Card(text, standing=keyboard(rendering.texts))


@renders(NewcomerRefused)
async def newcomer_refused(rendering: Rendering, notice: NewcomerRefused) -> Card | None:
    return Card(rendering.texts("newcomer-refused"))
