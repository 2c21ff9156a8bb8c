"""Any text becomes a draft card; ✅, Undo, cancel. Source: SCREENS.md, The manager; CAPTURE.md."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    DraftCancel,
    DraftLater,
    DraftSave,
    DraftSaveAll,
    DraftsSave,
    DraftUndo,
)
from bot.handlers.clients import client_screen
from bot.handlers.filters import IsNoSearch
from bot.lines import keep_all, keep_it, read_about, read_lines
from bot.middlewares import Answer
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, spot, while_typing
from bot.texts import Texts
from bot.views.draft_menu import draft_reasons, draft_wants
from core.capture.amending import pair_lines
from core.capture.draft import Draft
from core.capture.parts import split_message
from core.capture.reading import is_only_a_client, read_line
from core.clients.search import client_of, contacts_of
from core.deals.moves import LostWantsReason, StageRequires
from core.desk.batches import Batch, record_batch, record_open
from core.desk.cards import draft_view
from core.desk.drafts import DraftState, StoredDraft
from core.desk.knowing import context_of
from core.desk.notices import DraftClosed, DraftLacks, DraftReady, DraftSaved
from core.desk.reading import drafts_of_message, reread_draft, texts_of_message
from core.desk.recording import cancel_draft, record_draft, undo_draft
from core.ids import ClientId, DraftId
from core.work import Work

router = Router(name="capture")


@router.message(StateFilter(None, Asking.about), IsNoSearch(), F.text, ~F.text.startswith("/"))
async def read_a_line(message: Message, office: Office, state: FSMContext) -> None:
    """A line becomes a draft; a name alone opens the client."""
    about = (await state.get_data()).get("client") if await state.get_state() == Asking.about else None
    text = message.text or ""
    async with office.read() as read:
        context = await context_of(read, office.memory, text)
    client = ClientId(about) if about is not None else None
    drafts = await while_typing(message, read_about(office.extractor, text, context, client))
    known = drafts[0].client.value
    if about is None and known is not None and is_only_a_client(text, context):
        await say(message, await client_screen(office, ClientId(known)))
        return
    await state.clear()
    async with office.work() as work:
        if client is not None:
            await client_of(work, client)
        await keep_all(work, drafts, source_message=message.message_id, client_id=client)


@router.edited_message(F.text, ~F.text.startswith("/"))
async def amend(message: Message, office: Office) -> None:
    """The sent message was edited: its drafts are read anew. A saved record is taken back; its draft stands
    open again, with what the message says now.
    """
    text = message.text or ""
    async with office.read() as read:
        context = await context_of(read, office.memory, text)
        known = await texts_of_message(read, message.message_id)
    if not known:
        return
    lines = split_message(text, context)
    changed = [line for line in lines if line not in known]
    drafts = dict(
        zip(changed, await while_typing(message, read_lines(office.extractor, changed, context)), strict=True)
    )
    async with office.work() as work:
        stored = await drafts_of_message(work, message.message_id)
        if not stored:
            return
        for before, now in pair_lines([one.text for one in stored], lines):
            old = stored[before] if before is not None else None
            line = lines[now] if now is not None else None
            if old is None or old.text != line:
                new = drafts.get(line) or read_line(line, context) if line is not None else None
                await _amend_line(work, old, new, message.message_id)


async def _amend_line(work: Work, old: StoredDraft | None, draft: Draft | None, message: int) -> None:
    """One line of the message. A record whose line was struck out stays: its own button takes it back."""
    if draft is None:
        if old is not None and old.state is DraftState.OPEN:
            await cancel_draft(work, old.id)
    elif old is None:
        await keep_it(work, draft, source_message=message)
    elif old.state is DraftState.SAVED:
        await undo_draft(work, old.id)
        await keep_it(work, draft, source_message=message)
    else:
        new = await reread_draft(work, old, draft)
        await work.owe(DraftReady(draft_id=new.id, version=new.version), to=work.actor)


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


@router.callback_query(DraftSaveAll.filter())
async def save_all(
    query: CallbackQuery, callback_data: DraftSaveAll, office: Office, texts: Texts, answer: Answer
) -> None:
    """Every draft of the message that lacks nothing; the others keep their cards."""
    async with office.work() as work:
        batch = await record_batch(work, DraftId(callback_data.draft))
        for draft_id in batch.recorded:
            here = spot(query) if draft_id == callback_data.draft else None
            await work.owe(DraftSaved(draft_id=draft_id), to=work.actor, edits=here)
    answer.text = _told(batch, texts)


@router.callback_query(DraftsSave.filter())
async def save_left(query: CallbackQuery, office: Office, texts: Texts, answer: Answer) -> None:
    """In the evening: everything that was said and not recorded."""
    _ = query
    async with office.work() as work:
        batch = await record_open(work)
        for draft_id in batch.recorded:
            await work.owe(DraftSaved(draft_id=draft_id), to=work.actor)
        for draft_id in batch.waiting:
            await work.owe(DraftLacks(draft_id=draft_id, day=office.today.isoformat()), to=work.actor)
    answer.text = _told(batch, texts)


def _told(batch: Batch, texts: Texts) -> str:
    key = "drafts-saved-some" if batch.waiting else "drafts-saved-all"
    return texts.plain(key, count=len(batch.recorded), left=len(batch.waiting))


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
