"""Getting in: administrators, invite links, strangers; the menu and /cancel."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.callbacks import NameMe
from bot.handlers.filters import IsStranger
from bot.office import Office
from bot.states import Asking
from bot.telegram.showing import say, show, spot
from bot.texts import Texts
from bot.views.card import Card
from bot.views.keyboard import keyboard, labels
from bot.views.people import invitation_card, menu_card
from core.desk.opening import enter_as_administrator
from core.errors import CoreError, NotFound
from core.people.company import company_of
from core.people.invites import invitation_of, name_newcomer, open_invite

router = Router(name="start")
NAME_MOST = 80


@router.message(CommandStart(), IsStranger())
async def start_stranger(
    message: Message, command: CommandObject, office: Office, texts: Texts, state: FSMContext
) -> None:
    """ADMIN_IDS become directors; a link opens its invitation; anybody else gets one neutral line."""
    assert message.from_user is not None
    if message.from_user.id in office.settings.admin_ids:
        await _enter(message, office)
        return
    try:
        async with office.work() as work:
            invitation = await open_invite(
                work, (command.args or "")[:100], office.place, office.actor.language
            )
    except CoreError:
        await message.answer(texts("stranger"))
        return
    if invitation.name is not None:
        await message.answer(texts("invitation-waits", name=invitation.name, inviter=invitation.inviter))
        return
    await state.set_state(Asking.newcomer_name)
    await say(message, invitation_card(invitation, texts, message.from_user.full_name[:NAME_MOST]))


async def _enter(message: Message, office: Office) -> None:
    assert message.from_user is not None
    user = message.from_user
    async with office.work() as work:
        await enter_as_administrator(
            work, office.place, user.full_name[:NAME_MOST], office.actor.language, office.settings.admin_ids
        )
        company = (await company_of(work)).name
        await office.answer(work, "welcome-director", keyboard=True, company=company)


@router.callback_query(NameMe.filter(), IsStranger())
async def take_name(
    query: CallbackQuery, callback_data: NameMe, office: Office, texts: Texts, state: FSMContext
) -> None:
    """The newcomer takes the name Telegram gives, or is asked to type another."""
    if callback_data.how != "this":
        async with office.read() as read:
            await invitation_of(read, office.place)
        await state.set_state(Asking.newcomer_name)
        await show(query, Card(texts("invitation-type-name")))
        return
    await state.clear()
    async with office.work() as work:
        invitation = await name_newcomer(work, office.place, query.from_user.full_name)
        name, inviter = invitation.name or "", invitation.inviter
        await office.answer(work, "invitation-waits", edits=spot(query), name=name, inviter=inviter)


@router.message(StateFilter(Asking.newcomer_name), F.text, ~F.text.startswith("/"), IsStranger())
async def type_name(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """The newcomer types a name."""
    await state.clear()
    try:
        async with office.work() as work:
            invitation = await name_newcomer(work, office.place, message.text or "")
            await office.answer(
                work, "invitation-waits", name=invitation.name or "", inviter=invitation.inviter
            )
    except NotFound:
        await message.answer(texts("stranger"))


@router.message(IsStranger())
async def turn_away(message: Message, texts: Texts) -> None:
    """One neutral line and nothing else."""
    await message.answer(texts("stranger"))


@router.callback_query(IsStranger())
async def turn_away_tap(query: CallbackQuery) -> None:
    """A stranger's tap on anything: as if the button did not exist."""


@router.message(CommandStart())
async def start(message: Message, office: Office, texts: Texts, state: FSMContext) -> None:
    """Somebody of the department comes back."""
    assert message.from_user is not None
    await state.clear()
    if message.from_user.id in office.settings.admin_ids and office.actor.role != "director":
        await _enter(message, office)
        return
    await message.answer(texts("welcome-back", name=office.actor.name), reply_markup=keyboard(texts))


@router.message(Command("cancel"))
async def cancel(message: Message, texts: Texts, state: FSMContext, dialog_manager: DialogManager) -> None:
    """Drop what was begun, an open window too."""
    begun = await state.get_state() or dialog_manager.has_context()
    await state.clear()
    await dialog_manager.reset_stack()
    await message.answer(texts("cancelled" if begun else "nothing-to-cancel"), reply_markup=keyboard(texts))


@router.message(Command("help"))
async def help_(message: Message, office: Office, texts: Texts) -> None:
    """How to use it, by role."""
    text = texts("help")
    heads = office.actor.role in {"head", "director"}
    await message.answer(texts("help-head", help=text) if heads else text, reply_markup=keyboard(texts))


@router.message(F.text.in_(labels("more")))
@router.message(Command("menu"))
async def more(message: Message, office: Office, texts: Texts) -> None:
    """What else there is, by role."""
    await say(message, menu_card(office.actor.role, texts))
