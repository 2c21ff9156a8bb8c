"""The draft card opened for change: its menu of slots, and what is typed into them. Source: SCREENS.md."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    DraftClient,
    DraftEdit,
    DraftNewClient,
)
from bot.changing import about_client, change_card, change_card_in_work, on_the_date
from bot.lines import kept_instead, read_it, typed_amount, typed_percent
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, tell
from bot.texts import Texts
from bot.views.card import Card, Row, button, short
from bot.views.draft import draft_card
from bot.views.draft_menu import draft_menu
from core.capture.draft import Draft, Slot
from core.capture.reading import read_date
from core.clients.editing import create_client
from core.clients.search import contacts_of, search_clients
from core.desk.cards import DraftView, draft_view
from core.desk.drafts import StoredDraft
from core.desk.knowing import context_of
from core.desk.notices import DraftReady
from core.desk.reading import fill_draft, open_draft, reread_draft
from core.errors import NotFound
from core.ids import DraftId
from core.people.company import company_of
from core.work import Work

router = Router(name="slots")
_TYPED = {
    "text": Asking.draft_text,
    "client": Asking.draft_client,
    "amount": Asking.draft_amount,
    "due": Asking.draft_due,
}
"""Parts of the card that are typed."""


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
        people = tuple(await contacts_of(read, view.client.id)) if part == "contact" and view.client else ()
    if view.stored.state != "open":
        raise NotFound
    if part in _TYPED:
        await state.set_state(_TYPED[part])
        await state.set_data({"draft": draft_id})
        await _prompt(query, view, part, texts)
        return
    await state.clear()
    if part in {"back", "look"}:
        card = draft_card(view, texts, office.actor.zone, office.today, currency)
        await (show if part == "back" else tell)(query, card)
        return
    await show(query, draft_menu(view, part, texts, office.actor.zone, office.today, currency, people))


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

    async def change(work: Work, _stored: StoredDraft, draft: Draft) -> Draft:
        client = await create_client(work, message.text or "")
        return about_client(client.id)(draft)

    await change_card_in_work(office, draft_id, change)


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


@router.message(StateFilter(Asking.draft_text), F.text, ~F.text.startswith("/"))
async def type_text(message: Message, office: Office, state: FSMContext) -> None:
    """What was said, as it should have been heard: the draft is read anew."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    await state.clear()
    draft = await read_it(office, message.text or "")
    async with office.work() as work:
        stored = await reread_draft(work, await open_draft(work, draft_id), draft)
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)


@router.message(StateFilter(Asking.draft_amount), F.text, ~F.text.startswith("/"))
async def type_amount(message: Message, office: Office, state: FSMContext) -> None:
    """The typed amount goes into the draft, which shows itself again."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    amount = await typed_amount(office, message, state)
    if amount is None:
        return
    await state.clear()
    typed = Slot(value=amount, confidence=1.0)
    await change_card(office, draft_id, lambda draft: replace(draft, amount=typed, amount_low=Slot()))


@router.message(StateFilter(Asking.draft_due), F.text, ~F.text.startswith("/"))
async def type_due(message: Message, office: Office, state: FSMContext) -> None:
    """«в пятницу в 15» becomes the date of the next step; what is no date is asked again."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    async with office.read() as read:
        context = await context_of(read, office.memory)
    due = read_date(message.text or "", context)
    if due is None:
        if not await kept_instead(office, message, state):
            await message.answer(office.texts("draft-ask-due"))
        return
    await state.clear()
    await change_card(office, draft_id, on_the_date(due))


@router.message(StateFilter(Asking.draft_probability), F.text, ~F.text.startswith("/"))
async def type_probability(message: Message, office: Office, state: FSMContext) -> None:
    """The typed percent goes into the draft, which shows itself again."""
    draft_id = DraftId((await state.get_data()).get("draft", 0))
    percent = await typed_percent(office, message, state)
    if percent is None:
        return
    await state.clear()

    async def change(work: Work, stored: StoredDraft, draft: Draft) -> Draft:
        await fill_draft(work, stored.id, probability=percent)
        return draft

    await change_card_in_work(office, draft_id, change)
