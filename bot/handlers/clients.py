"""Finding clients, their cards, open deals, planning a call. Source: SCREENS.md, /clients."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ClientOpen, ClientPlan, ClientRecord, ClientTalked, DealNew, DealOpen, DealsPage
from bot.days import next_due
from bot.lines import kept_instead
from bot.middlewares import Answer
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, spot, tell
from bot.texts import Texts
from bot.views.card import Card
from bot.views.client import client_card, clients_card, deal_card
from bot.views.deals import deals_card
from bot.views.keyboard import labels
from bot.views.words import task_moment
from core.activities.kinds import ActivityKind, Outcome, TaskKind
from core.capture.draft import Draft, Slot
from core.clients.search import Found, client_of, search_clients
from core.desk.cards import client_view, deal_view, deals_page
from core.desk.deals import start_deal
from core.desk.notices import DealShown, DraftReady, TaskPlanned
from core.desk.planning import plan_call
from core.desk.reading import draft_of_tap, keep_draft
from core.ids import ClientId, DealId
from core.people.company import company_of

router = Router(name="clients")


async def client_screen(office: Office, client_id: ClientId) -> Card:
    """A client's card. Raises NotFound."""
    async with office.read() as read:
        view = await client_view(read, client_id)
        currency = (await company_of(read)).currency
    return client_card(view, office.texts, office.actor.zone, office.today, currency)


async def deal_screen(office: Office, deal_id: DealId) -> Card:
    """A deal's card. Raises NotFound."""
    async with office.read() as read:
        view = await deal_view(read, deal_id)
        currency = (await company_of(read)).currency
    return deal_card(view, office.texts, office.actor.zone, office.today, currency)


async def deals_screen(office: Office, page: int = 0) -> Card:
    """A page of open deals, those without a next step first."""
    async with office.read() as read:
        found = await deals_page(read, page)
        currency = (await company_of(read)).currency
    return deals_card(found, office.texts, office.actor.zone, office.now, currency)


@router.message(Command("clients", "search", "find"))
async def clients(
    message: Message, command: CommandObject, office: Office, texts: Texts, state: FSMContext
) -> None:
    """With words: what they find; without: the whole list and a question."""
    await state.clear()
    if command.args:
        async with office.read() as read:
            found = await search_clients(read, command.args)
        await _show_found(message, office, texts, command.args, found)
        return
    await ask(message, office, texts, state)


@router.message(F.text.in_(labels("clients")))
async def ask(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    await state.set_state(Asking.client)
    async with office.read() as read:
        found = await search_clients(read)
    if not found.clients:
        await message.answer(texts("clients-empty"))
        return
    await say(message, clients_card(found, texts))


@router.message(StateFilter(Asking.client), F.text, ~F.text.startswith("/"))
async def typed(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """What to look for; a line that names nobody but tells something is recorded, not lost."""
    await state.clear()
    text = message.text or ""
    async with office.read() as read:
        found = await search_clients(read, text)
    if found.clients or not await kept_instead(office, message, state):
        await _show_found(message, office, texts, text, found)


async def _show_found(message: Message, office: Office, texts: Texts, query: str, found: Found) -> None:
    """One: its card; several: a list; none: what else to try."""
    if len(found.clients) == 1:
        await say(message, await client_screen(office, found.clients[0].id))
        return
    await say(message, clients_card(found, texts, query))


@router.callback_query(ClientOpen.filter())
async def open_client(query: CallbackQuery, callback_data: ClientOpen, office: Office) -> None:
    """Below the tapped message: a digest or a confirmation stays where it is."""
    await tell(query, await client_screen(office, ClientId(callback_data.client)))


@router.callback_query(ClientRecord.filter())
async def record_about(
    query: CallbackQuery, callback_data: ClientRecord, office: Office, texts: Texts, state: FSMContext
) -> None:
    """The next line is about this client."""
    async with office.read() as read:
        client = await client_of(read, ClientId(callback_data.client))
    await state.set_state(Asking.about)
    await state.set_data({"client": client.id})
    await tell(query, Card(texts("draft-about", client=client.name[:60])))


@router.callback_query(ClientTalked.filter())
async def talked(query: CallbackQuery, callback_data: ClientTalked, office: Office, texts: Texts) -> None:
    """«Поговорили»: a call that reached, as a draft card; a second tap finds the first one's."""
    draft = Draft(
        text=texts.plain("outcome-reached"),
        type=Slot(value=ActivityKind.CALL, confidence=1.0),
        at=Slot(value=office.now, confidence=1.0),
        outcome=Slot(value=Outcome.REACHED, confidence=1.0),
    )
    tapped = query.message.message_id if query.message else 0
    async with office.work() as work:
        client = await client_of(work, ClientId(callback_data.client))
        stored = await draft_of_tap(work, tapped, client.id)
        if stored is None:
            stored = await keep_draft(work, draft, source_message=tapped, client_id=client.id)
        await work.owe(DraftReady(draft_id=stored.id, version=stored.version), to=work.actor)


@router.callback_query(ClientPlan.filter())
async def plan(
    query: CallbackQuery, callback_data: ClientPlan, office: Office, texts: Texts, answer: Answer
) -> None:
    """A call on that day at ten; the same call is planned once, and a second tap says that it stands."""
    due = next_due(callback_data.when, office.today, office.actor.zone)
    async with office.work() as work:
        task = await plan_call(
            work, ClientId(callback_data.client), TaskKind.CALL, due, title=texts.plain("task-call-title")
        )
        await work.owe(TaskPlanned(task_id=task.id), to=work.actor)
    answer.text = texts.plain("task-stands", when=task_moment(texts, task, office.actor.zone, office.today))


@router.message(Command("deals"))
async def deals(message: Message, office: Office) -> None:
    await say(message, await deals_screen(office))


@router.callback_query(DealsPage.filter())
async def page_of_deals(query: CallbackQuery, callback_data: DealsPage, office: Office) -> None:
    await show(query, await deals_screen(office, callback_data.page))


@router.callback_query(DealOpen.filter())
async def open_deal(query: CallbackQuery, callback_data: DealOpen, office: Office) -> None:
    await show(query, await deal_screen(office, DealId(callback_data.deal)))


@router.callback_query(DealNew.filter())
async def new_deal(query: CallbackQuery, callback_data: DealNew, office: Office) -> None:
    """A deal on the first stage; a second tap finds it there."""
    async with office.work() as work:
        deal = await start_deal(work, ClientId(callback_data.client), expected=callback_data.deals)
        await work.owe(DealShown(deal_id=deal.id, version=deal.version), to=work.actor, edits=spot(query))
