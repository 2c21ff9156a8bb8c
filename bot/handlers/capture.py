"""Any text becomes a draft card; ✅, Undo, cancel. Source: SCREENS.md, The manager; CAPTURE.md."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    DraftCancel,
    DraftLater,
    DraftSave,
    DraftUndo,
)
from bot.handlers.clients import client_screen
from bot.handlers.filters import IsNoSearch
from bot.lines import keep_it
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, spot
from bot.views.draft import draft_reasons, draft_wants
from core.capture.reading import is_only_a_client, read_line
from core.clients.search import client_of, contacts_of
from core.deals.moves import LostWantsReason, StageRequires
from core.desk.cards import draft_view
from core.desk.knowing import context_of
from core.desk.notices import DraftClosed, DraftSaved
from core.desk.recording import cancel_draft, record_draft, undo_draft
from core.ids import ClientId, DraftId

router = Router(name="capture")


@router.message(StateFilter(None, Asking.about), IsNoSearch(), F.text, ~F.text.startswith("/"))
async def read_a_line(message: Message, office: Office, state: FSMContext) -> None:
    """A line becomes a draft; a name alone opens the client."""
    about = (await state.get_data()).get("client") if await state.get_state() == Asking.about else None
    text = message.text or ""
    async with office.read() as read:
        context = await context_of(read, office.memory, text)
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
        await ask_field(query, draft_id, wants.fields[0], office, state)
    except LostWantsReason:
        async with office.read() as read:
            view = await draft_view(read, draft_id)
        await show(query, draft_reasons(view, office.texts))


async def ask_field(
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
