"""Any text becomes a draft card; the card's buttons; ✅ and Undo. Source: SCREENS.md, The manager;
CAPTURE.md.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    DraftAt,
    DraftCancel,
    DraftClient,
    DraftClose,
    DraftContact,
    DraftEdit,
    DraftKind,
    DraftLater,
    DraftNewClient,
    DraftNext,
    DraftReason,
    DraftSave,
    DraftStage,
    DraftUndo,
)
from bot.days import close_day, next_due, percent_of, when_it_was
from bot.handlers.clients import client_screen
from bot.handlers.filters import IsNoSearch
from bot.lines import keep_it, kept_instead
from bot.offered import offered
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, spot
from bot.texts import Texts
from bot.views.card import Card, Row, button, short
from bot.views.draft import draft_card, draft_menu, draft_reasons, draft_wants
from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.capture.draft import Draft, NextStep, Slot
from core.capture.reading import is_only_a_client, read_amount, read_line
from core.clients.search import client_of, contacts_of, create_client, search_clients
from core.deals.kinds import LostReason
from core.deals.moves import LostWantsReason, StageRequires
from core.deals.pipelines import stage_of
from core.desk.cards import DraftView, draft_view
from core.desk.notices import DraftClosed, DraftReady, DraftSaved
from core.desk.reading import change_draft, context_of, fill_draft, open_draft
from core.desk.recording import cancel_draft, record_draft, undo_draft
from core.errors import NotFound
from core.ids import ClientId, DraftId, StageId
from core.people.company import company_of
from core.work import Work

router = Router(name="capture")
Change = Callable[[Draft], Draft]
Fill = Callable[[Work, DraftId], Awaitable[None]]


@router.message(StateFilter(None, Asking.about), IsNoSearch(), F.text, ~F.text.startswith("/"))
async def read_a_line(message: Message, office: Office, state: FSMContext) -> None:
    """A line becomes a draft; a name alone opens the client."""
    about = (await state.get_data()).get("client") if await state.get_state() == Asking.about else None
    text = message.text or ""
    async with office.read() as read:
        context = await context_of(read, office.memory)
    draft = read_line(text, context)
    if about is None and draft.client.value is not None and is_only_a_client(text, context):
        await say(message, await client_screen(office, ClientId(draft.client.value)))
        return
    await state.clear()
    client = ClientId(about) if about is not None else None
    async with office.work() as work:
        if client is not None:
            await client_of(work, client)
        await keep_it(work, draft, source_message=message.message_id, client_id=client)


# --- ✅ -----------------------------------------------------------------------------------------------------


@router.callback_query(DraftSave.filter())
async def save(query: CallbackQuery, callback_data: DraftSave, office: Office, state: FSMContext) -> None:
    await _save(query, DraftId(callback_data.draft), office, state)


@router.callback_query(DraftLater.filter())
async def save_now_fill_later(
    query: CallbackQuery, callback_data: DraftLater, office: Office, state: FSMContext
) -> None:
    await state.clear()
    await _save(query, DraftId(callback_data.draft), office, state, later=True)


async def _save(
    query: CallbackQuery, draft_id: DraftId, office: Office, state: FSMContext, *, later: bool = False
) -> None:
    try:
        async with office.work() as work:
            recorded = await record_draft(work, draft_id, later=later)
            await work.owe(DraftSaved(draft_id=recorded.draft.id), to=work.actor, edits=spot(query))
    except StageRequires as wants:
        await _ask_field(query, draft_id, wants.fields[0], office, state)
    except LostWantsReason:
        async with office.read() as read:
            view = await draft_view(read, draft_id)
        await show(query, draft_reasons(view, office.texts))


async def _ask_field(
    query: CallbackQuery, draft_id: DraftId, field: str, office: Office, state: FSMContext
) -> None:
    """Ask for what the stage wants; a number is typed, the rest is tapped."""
    async with office.read() as read:
        view = await draft_view(read, draft_id)
        contacts = (
            tuple(await contacts_of(read, view.client.id)) if field == "contact" and view.client else ()
        )
    if field in {"amount", "probability"}:
        await state.set_state(Asking.draft_amount if field == "amount" else Asking.draft_probability)
        await state.set_data({"draft": draft_id})
    await show(query, draft_wants(view, field, contacts, office.texts))


@router.callback_query(DraftUndo.filter())
async def undo(query: CallbackQuery, callback_data: DraftUndo, office: Office) -> None:
    """Take back everything that the draft made."""
    async with office.work() as work:
        stored = await undo_draft(work, DraftId(callback_data.draft))
        await work.owe(DraftClosed(draft_id=stored.id, state="undone"), to=work.actor, edits=spot(query))


@router.callback_query(DraftCancel.filter())
async def cancel(query: CallbackQuery, callback_data: DraftCancel, office: Office, state: FSMContext) -> None:
    await state.clear()
    async with office.work() as work:
        stored = await cancel_draft(work, DraftId(callback_data.draft))
        await work.owe(DraftClosed(draft_id=stored.id, state="cancelled"), to=work.actor, edits=spot(query))


# --- chips ------------------------------------------------------------------------------------------------


async def _change(query: CallbackQuery, draft_id: int, office: Office, change: Change) -> None:
    async with office.work() as work:
        stored = await open_draft(work, DraftId(draft_id))
        stored = await change_draft(work, stored.id, change(Draft.from_json(stored.slots)))
        await work.owe(
            DraftReady(draft_id=stored.id, version=stored.version), to=work.actor, edits=spot(query)
        )


@router.callback_query(DraftClient.filter())
async def choose_client(
    query: CallbackQuery, callback_data: DraftClient, office: Office, state: FSMContext
) -> None:
    await state.clear()
    async with office.read() as read:
        client = await client_of(read, ClientId(callback_data.client))
    await _change(query, callback_data.draft, office, _about(client.id))


def _about(client_id: int) -> Change:
    """Another client: the contact that was read belongs to the former one."""

    def change(draft: Draft) -> Draft:
        chosen = replace(draft.client, value=client_id, confidence=1.0)
        return replace(
            draft, client=chosen, contact=Slot() if draft.client.value != client_id else draft.contact
        )

    return change


@router.callback_query(DraftStage.filter())
async def choose_stage(query: CallbackQuery, callback_data: DraftStage, office: Office) -> None:
    stage: Slot[int] = Slot()
    if callback_data.stage:
        async with office.read() as read:
            known = await stage_of(read, StageId(callback_data.stage))
        stage = Slot(value=known.id, confidence=1.0)
    await _change(query, callback_data.draft, office, lambda draft: replace(draft, stage=stage))


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
    await _change(
        query,
        callback_data.draft,
        office,
        lambda draft: replace(draft, at=replace(draft.at, value=moment, confidence=1.0)),
    )


@router.callback_query(DraftKind.filter())
async def choose_kind(query: CallbackQuery, callback_data: DraftKind, office: Office) -> None:
    kind = offered(ActivityKind, callback_data.kind)
    spoken = kind in {ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.VISIT}

    def change(draft: Draft) -> Draft:
        outcome = draft.outcome
        if outcome.value is not Outcome.REFUSED:
            outcome = Slot(value=outcome.value or Outcome.REACHED, confidence=1.0) if spoken else Slot()
        return replace(draft, type=Slot(value=kind, confidence=1.0), outcome=outcome)

    await _change(query, callback_data.draft, office, change)


@router.callback_query(DraftNext.filter())
async def choose_next_step(query: CallbackQuery, callback_data: DraftNext, office: Office) -> None:
    due = next_due(callback_data.when, office.today, office.actor.zone)

    def change(draft: Draft) -> Draft:
        if due is None:
            return replace(draft, next_step=Slot())
        step = draft.next_step.value
        kind = step.kind if step is not None else TaskKind.CALL
        return replace(draft, next_step=Slot(value=NextStep(kind=kind, due=due), confidence=1.0))

    await _change(query, callback_data.draft, office, change)


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
            async with work.session.begin_nested():
                recorded = await record_draft(work, draft_id)
                await work.owe(DraftSaved(draft_id=recorded.draft.id), to=work.actor, edits=spot(query))
        except StageRequires as wants:
            wanted = wants
    if wanted is not None:
        await _ask_field(query, draft_id, wanted.fields[0], office, state)


# --- typed answers and menus ------------------------------------------------------------------------------


@router.callback_query(DraftEdit.filter())
async def edit(
    query: CallbackQuery, callback_data: DraftEdit, office: Office, texts: Texts, state: FSMContext
) -> None:
    """Open one slot of the card, or the menu of them."""
    draft_id = DraftId(callback_data.draft)
    part = callback_data.part
    async with office.read() as read:
        view = await draft_view(read, draft_id)
        currency = (await company_of(read)).currency
    if view.stored.state != "open":
        raise NotFound
    if part in {"client", "amount"}:
        await state.set_state(Asking.draft_client if part == "client" else Asking.draft_amount)
        await state.set_data({"draft": draft_id})
        await _prompt(query, view, part, texts)
        return
    await state.clear()
    if part == "back":
        await show(query, draft_card(view, texts, office.actor.zone, office.today, currency))
        return
    await show(query, draft_menu(view, part, texts, office.actor.zone, office.today, currency))


async def _prompt(query: CallbackQuery, view: DraftView, part: str, texts: Texts) -> None:
    rows = ((button(texts.plain("button-back"), DraftEdit(draft=view.stored.id, part="back")),),)
    await show(query, Card(texts(f"draft-ask-{part}"), rows))


@router.callback_query(DraftNewClient.filter())
async def ask_new_client(
    query: CallbackQuery, callback_data: DraftNewClient, office: Office, texts: Texts, state: FSMContext
) -> None:
    async with office.read() as read:
        view = await draft_view(read, DraftId(callback_data.draft))
    await state.set_state(Asking.draft_new_client)
    await state.set_data({"draft": callback_data.draft})
    await _prompt(query, view, "new-client", texts)


@router.message(StateFilter(Asking.draft_new_client), F.text, ~F.text.startswith("/"))
async def new_client(message: Message, office: Office, state: FSMContext) -> None:
    """The typed name becomes a client of one's own, and the draft's."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    await state.clear()
    async with office.work() as work:
        stored = await open_draft(work, draft_id)
        client = await create_client(work, message.text or "")
        stored = await change_draft(work, stored.id, _about(client.id)(Draft.from_json(stored.slots)))
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)


@router.message(StateFilter(Asking.draft_client), F.text, ~F.text.startswith("/"))
async def find_client(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """Clients like the typed words, as chips; a new one with that name beside them."""
    draft_id = int((await state.get_data()).get("draft", 0))
    query = message.text or ""
    async with office.read() as read:
        found = await search_clients(read, query)
    rows: list[Row] = [
        [button(short(client.name, 36), DraftClient(draft=draft_id, client=client.id))]
        for client in found.clients[:5]
    ]
    rows.append(
        [
            button(texts.plain("draft-new-client"), DraftNewClient(draft=draft_id)),
            button(texts.plain("button-back"), DraftEdit(draft=draft_id, part="back")),
        ]
    )
    text = texts("draft-pick-client" if found.clients else "draft-client-not-found")
    await say(message, Card(text, tuple(tuple(row) for row in rows)))


@router.message(StateFilter(Asking.draft_amount), F.text, ~F.text.startswith("/"))
async def type_amount(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """The typed amount goes into the draft, which shows itself again."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    if await kept_instead(office, message, state):
        return
    async with office.read() as read:
        context = await context_of(read, office.memory)
    amount = read_amount(message.text or "", context)
    if amount is None:
        await message.answer(texts("draft-ask-amount"))
        return
    await state.clear()
    typed = Slot(value=amount, confidence=1.0)
    async with office.work() as work:
        stored = await open_draft(work, draft_id)
        stored = await change_draft(
            work, stored.id, replace(Draft.from_json(stored.slots), amount=typed, amount_low=Slot())
        )
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)


@router.message(StateFilter(Asking.draft_probability), F.text, ~F.text.startswith("/"))
async def type_probability(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """The typed percent goes into the draft, which shows itself again."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    percent = percent_of(message.text or "")
    if percent is None and await kept_instead(office, message, state):
        return
    if percent is None:
        await message.answer(texts("error-invalid"))
        return
    await state.clear()
    async with office.work() as work:
        stored = await fill_draft(work, draft_id, probability=percent)
        stored = await change_draft(work, stored.id, Draft.from_json(stored.slots))
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)
