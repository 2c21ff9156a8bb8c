"""The draft card's chips: a tap changes one slot, or fills what the stage wants. Source: SCREENS.md."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.callbacks import (
    DraftAt,
    DraftClient,
    DraftClose,
    DraftContact,
    DraftKind,
    DraftNext,
    DraftReason,
    DraftStage,
)
from bot.changing import about_client, change_card, on_the_date
from bot.days import close_day, next_due, when_it_was
from bot.handlers.capture import ask_field
from bot.offered import offered
from bot.office import Office
from bot.telegram.showing import spot
from core.activities.kinds import ActivityKind, Outcome
from core.capture.draft import Draft, Slot
from core.clients.search import client_of, contacts_of
from core.deals.kinds import LostReason
from core.deals.moves import StageRequires
from core.deals.pipelines import stage_of
from core.desk.notices import DraftSaved
from core.desk.reading import change_draft, fill_draft, open_draft
from core.desk.recording import record_draft
from core.errors import NotFound
from core.ids import ClientId, DraftId, StageId
from core.work import Work

router = Router(name="chips")
Fill = Callable[[Work, DraftId], Awaitable[None]]


@router.callback_query(DraftClient.filter())
async def choose_client(
    query: CallbackQuery, callback_data: DraftClient, office: Office, state: FSMContext
) -> None:
    await state.clear()
    async with office.read() as read:
        client = await client_of(read, ClientId(callback_data.client))
    await change_card(office, callback_data.draft, about_client(client.id), edits=spot(query))


@router.callback_query(DraftStage.filter())
async def choose_stage(query: CallbackQuery, callback_data: DraftStage, office: Office) -> None:
    stage: Slot[int] = Slot()
    if callback_data.stage:
        async with office.read() as read:
            known = await stage_of(read, StageId(callback_data.stage))
        stage = Slot(value=known.id, confidence=1.0)
    await change_card(
        office, callback_data.draft, lambda draft: replace(draft, stage=stage), edits=spot(query)
    )


@router.callback_query(DraftReason.filter())
async def choose_reason(
    query: CallbackQuery, callback_data: DraftReason, office: Office, state: FSMContext
) -> None:
    """The reason, and the record with it: nothing else was missing."""
    reason: Slot[str] = Slot(value=offered(LostReason, callback_data.reason).value, confidence=1.0)
    draft_id = DraftId(callback_data.draft)
    async with office.work() as work:
        stored = await open_draft(work, draft_id)
        await change_draft(work, stored.id, replace(Draft.from_json(stored.slots), lost_reason=reason))
        recorded = await record_draft(work, draft_id, later=True)
        await work.owe(DraftSaved(draft_id=recorded.draft.id), to=work.actor, edits=spot(query))
    await state.clear()


@router.callback_query(DraftAt.filter())
async def choose_time(query: CallbackQuery, callback_data: DraftAt, office: Office) -> None:
    moment = when_it_was(callback_data.when, office.now, office.actor.zone)
    await change_card(
        office,
        callback_data.draft,
        lambda draft: replace(draft, at=draft.at.by_hand(moment)),
        edits=spot(query),
    )


@router.callback_query(DraftKind.filter())
async def choose_kind(query: CallbackQuery, callback_data: DraftKind, office: Office) -> None:
    kind = offered(ActivityKind, callback_data.kind)
    spoken = kind in {ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.VISIT}

    def change(draft: Draft) -> Draft:
        outcome = draft.outcome
        if outcome.value is not Outcome.REFUSED:
            guessed = outcome.guessed and outcome.value is Outcome.NO_ANSWER
            held: Slot[Outcome] = Slot(
                value=outcome.value or Outcome.REACHED, confidence=1.0, guessed=guessed
            )
            outcome = held if spoken else Slot()
        return replace(draft, type=Slot(value=kind, confidence=1.0), outcome=outcome)

    await change_card(office, callback_data.draft, change, edits=spot(query))


@router.callback_query(DraftNext.filter())
async def choose_next_step(query: CallbackQuery, callback_data: DraftNext, office: Office) -> None:
    due = next_due(callback_data.when, office.today, office.actor.zone)

    def without(draft: Draft) -> Draft:
        return replace(draft, next_step=Slot())

    change = without if due is None else on_the_date(due)
    await change_card(office, callback_data.draft, change, edits=spot(query))


@router.callback_query(DraftClose.filter())
async def choose_close(
    query: CallbackQuery, callback_data: DraftClose, office: Office, state: FSMContext
) -> None:
    """When the deal closes, and on with the record."""
    day = close_day(callback_data.when, office.today)

    async def fill(work: Work, draft_id: DraftId) -> None:
        await fill_draft(work, draft_id, expected_close=day)

    await _fill_and_save(query, DraftId(callback_data.draft), office, state, fill)


@router.callback_query(DraftContact.filter())
async def choose_contact(
    query: CallbackQuery, callback_data: DraftContact, office: Office, state: FSMContext
) -> None:
    async def fill(work: Work, draft_id: DraftId) -> None:
        stored = await open_draft(work, draft_id)
        draft = Draft.from_json(stored.slots)
        if draft.client.value is None or callback_data.contact not in {
            c.id for c in await contacts_of(work, ClientId(draft.client.value))
        }:
            raise NotFound
        await change_draft(
            work, draft_id, replace(draft, contact=Slot(value=callback_data.contact, confidence=1.0))
        )

    await _fill_and_save(query, DraftId(callback_data.draft), office, state, fill)


async def _fill_and_save(
    query: CallbackQuery, draft_id: DraftId, office: Office, state: FSMContext, fill: Fill
) -> None:
    """One more field; saved if that was the last one, else the next one is asked for."""
    wanted: StageRequires | None = None
    async with office.work() as work:
        await fill(work, draft_id)
        try:
            async with work.attempt():
                recorded = await record_draft(work, draft_id)
                await work.owe(DraftSaved(draft_id=recorded.draft.id), to=work.actor, edits=spot(query))
        except StageRequires as wants:
            wanted = wants
    if wanted is not None:
        await ask_field(query, draft_id, wanted.fields[0], office, state)
