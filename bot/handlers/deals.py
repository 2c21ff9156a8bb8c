"""Moving a deal by buttons: required fields asked for, lost wants a reason. Source: SCREENS.md, Move."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import DealClose, DealContact, DealLater, DealMoreStages, DealMove, DealReason, DealStages
from bot.days import close_day
from bot.lines import typed_amount, typed_percent
from bot.offered import offered
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import show, spot
from bot.texts import Texts
from bot.views.client import deal_reasons, deal_stages_card, deal_wants
from core.deals.kinds import LostReason
from core.deals.moves import LostWantsReason, StageRequires, fill_deal
from core.desk.cards import deal_view
from core.desk.moving import move_with_events
from core.desk.notices import DealShown
from core.ids import ContactId, DealId, StageId
from core.money import MINOR, Money
from core.notices.notice import Spot
from core.work import Work

router = Router(name="deals")
Fill = Callable[[Work], Awaitable[None]]


@router.callback_query(DealStages.filter())
async def stages(query: CallbackQuery, callback_data: DealStages, office: Office, texts: Texts) -> None:
    async with office.read() as read:
        view = await deal_view(read, DealId(callback_data.deal))
    await show(query, deal_stages_card(view, texts))


@router.callback_query(DealMoreStages.filter())
async def more_stages(
    query: CallbackQuery, callback_data: DealMoreStages, office: Office, texts: Texts
) -> None:
    async with office.read() as read:
        view = await deal_view(read, DealId(callback_data.deal))
    await show(query, deal_stages_card(view, texts, callback_data.page))


@router.callback_query(DealMove.filter())
async def move(query: CallbackQuery, callback_data: DealMove, office: Office, state: FSMContext) -> None:
    """Move, or ask for what the stage wants."""
    deal, stage = DealId(callback_data.deal), StageId(callback_data.stage)
    try:
        async with office.work() as work:
            await _move(work, deal, stage, spot(query), version=callback_data.version)
    except (StageRequires, LostWantsReason) as wants:
        await _ask(query, wants, office, state)


async def _move(
    work: Work,
    deal: DealId,
    stage: StageId,
    edits: Spot | None,
    *,
    version: int | None = None,
    later: bool = False,
    reason: str | None = None,
) -> None:
    moved = await move_with_events(work, deal, stage, version=version, later=later, lost_reason=reason)
    await work.owe(DealShown(deal_id=deal, version=moved.deal.version), to=work.actor, edits=edits)


async def _ask(
    query: CallbackQuery, wants: StageRequires | LostWantsReason, office: Office, state: FSMContext
) -> None:
    async with office.read() as read:
        view = await deal_view(read, wants.deal_id)
    stage = view.funnel.stage(wants.stage_id)
    if isinstance(wants, LostWantsReason):
        await show(query, deal_reasons(view, stage, office.texts))
        return
    field = wants.fields[0]
    if field in {"amount", "probability"}:
        await state.set_state(Asking.deal_amount if field == "amount" else Asking.deal_probability)
        await state.set_data({"deal": wants.deal_id, "stage": wants.stage_id})
    await show(query, deal_wants(view, field, stage, office.texts))


@router.callback_query(DealReason.filter())
async def move_lost(query: CallbackQuery, callback_data: DealReason, office: Office) -> None:
    """Lost, with its reason; what the stage wants besides is asked for in the evening."""
    async with office.work() as work:
        await _move(
            work, DealId(callback_data.deal), StageId(callback_data.stage), spot(query),
            version=callback_data.version, later=True, reason=offered(LostReason, callback_data.reason),
        )  # fmt: skip


@router.callback_query(DealLater.filter())
async def move_now_fill_later(
    query: CallbackQuery, callback_data: DealLater, office: Office, state: FSMContext
) -> None:
    await state.clear()
    async with office.work() as work:
        await _move(
            work,
            DealId(callback_data.deal),
            StageId(callback_data.stage),
            spot(query),
            version=callback_data.version,
            later=True,
        )


@router.callback_query(DealClose.filter())
async def fill_close(
    query: CallbackQuery, callback_data: DealClose, office: Office, state: FSMContext
) -> None:
    day = close_day(callback_data.when, office.today)
    deal = DealId(callback_data.deal)

    async def fill(work: Work) -> None:
        await fill_deal(work, deal, "expected_close", day, version=callback_data.version)

    await _fill_and_move(query, deal, StageId(callback_data.stage), fill, office, state)


@router.callback_query(DealContact.filter())
async def fill_contact(
    query: CallbackQuery, callback_data: DealContact, office: Office, state: FSMContext
) -> None:
    deal = DealId(callback_data.deal)

    async def fill(work: Work) -> None:
        contact = ContactId(callback_data.contact)
        await fill_deal(work, deal, "contact", contact, version=callback_data.version)

    await _fill_and_move(query, deal, StageId(callback_data.stage), fill, office, state)


async def _fill_and_move(
    query: CallbackQuery, deal: DealId, stage: StageId, fill: Fill, office: Office, state: FSMContext
) -> None:
    """Fill one field; move if that was the last one, else ask for the next."""
    wanted: StageRequires | LostWantsReason | None = None
    async with office.work() as work:
        await fill(work)
        try:
            await _move(work, deal, stage, spot(query))
        except (StageRequires, LostWantsReason) as wants:
            wanted = wants
    if wanted is not None:
        await _ask(query, wanted, office, state)


@router.message(StateFilter(Asking.deal_amount), F.text, ~F.text.startswith("/"))
async def type_amount(message: Message, office: Office, state: FSMContext) -> None:
    data = await state.get_data()
    amount = await typed_amount(office, message, state)
    if amount is None:
        return
    await _typed(office, state, data, "amount", Money(amount * MINOR))


@router.message(StateFilter(Asking.deal_probability), F.text, ~F.text.startswith("/"))
async def type_probability(message: Message, office: Office, state: FSMContext) -> None:
    data = await state.get_data()
    percent = await typed_percent(office, message, state)
    if percent is None:
        return
    await _typed(office, state, data, "probability", percent)


async def _typed(office: Office, state: FSMContext, data: dict[str, int], field: str, value: int) -> None:
    """A typed field: filled, and moved if that was the last one; else the deal shows what is still
    missing.
    """
    await state.clear()
    deal, stage = DealId(data.get("deal", 0)), StageId(data.get("stage", 0))
    async with office.work() as work:
        filled = await fill_deal(work, deal, field, value)
        try:
            await _move(work, deal, stage, None)
        except (StageRequires, LostWantsReason):
            await work.owe(DealShown(deal_id=deal, version=filled.version), to=work.actor)
