"""Inviting, confirming, dismissing."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.callbacks import Dismiss, DismissSure, InviteRole, NewcomerNo, NewcomerYes, TeamPage
from bot.handlers.filters import May
from bot.offered import offered
from bot.office import Office
from bot.telegram.showing import say, show, spot
from bot.texts import Texts
from bot.views.card import Card
from bot.views.people import dismiss_card, invite_card, team_card, teams_card
from core.access import Permission, Role
from core.errors import NotFound
from core.ids import EmployeeId, InviteId, TeamId
from core.people.dismissal import dismiss_employee, people_of, person_of, teams_of
from core.people.invites import ROLES_TO_INVITE, confirm_newcomer, create_invite, newcomer_of, refuse_newcomer

router = Router(name="people")


async def invite_screen(office: Office) -> Card:
    """Which role to invite. Raises NotFound for who invites nobody."""
    roles = ROLES_TO_INVITE.get(office.actor.role)
    if not roles:
        raise NotFound
    return invite_card(
        tuple(role for role in (Role.MANAGER, Role.HEAD, Role.DIRECTOR, Role.COLLEAGUE) if role in roles),
        office.texts,
    )


@router.message(Command("invite"), May(Permission.INVITE))
async def invite(message: Message, office: Office) -> None:
    await say(message, await invite_screen(office))


@router.callback_query(InviteRole.filter())
async def invite_as(
    query: CallbackQuery,
    callback_data: InviteRole,
    office: Office,
    texts: Texts,
    bot: Bot,
    state: FSMContext,
) -> None:
    """Role, then team where there are several, then the link. The secret is not kept, so it is said at
    once; a second tap on the same message makes no second link.
    """
    role = offered(Role, callback_data.role)
    if callback_data.team < 0 and office.actor.role is Role.DIRECTOR and role is not Role.DIRECTOR:
        async with office.read() as read:
            teams = await teams_of(read)
        if teams:
            await show(query, teams_card(role.value, teams, texts))
            return
    message = query.message.message_id if query.message else 0
    if (await state.get_data()).get("invited") == message:
        return
    team = TeamId(callback_data.team) if callback_data.team > 0 else None
    async with office.work() as work:
        made, secret = await create_invite(work, role, team)
        names = {one.id: one.name for one in await teams_of(work)}
        await state.update_data(invited=message)
    link = await create_start_link(bot, secret)
    where = names.get(made.team_id, "none") if made.team_id else "none"
    await show(
        query, Card(texts("invite-link", role=texts.plain(f"role-{role.value}"), team=where, link=link))
    )


@router.callback_query(NewcomerYes.filter())
async def confirm(query: CallbackQuery, callback_data: NewcomerYes, office: Office) -> None:
    async with office.work() as work:
        employee = await confirm_newcomer(work, InviteId(callback_data.invite))
        await office.answer(work, "newcomer-confirmed-inviter", edits=spot(query), name=employee.name)


@router.callback_query(NewcomerNo.filter())
async def refuse(query: CallbackQuery, callback_data: NewcomerNo, office: Office) -> None:
    async with office.read() as read:
        shown = await newcomer_of(read, InviteId(callback_data.invite))
    async with office.work() as work:
        await refuse_newcomer(work, InviteId(callback_data.invite))
        await office.answer(work, "newcomer-refused-inviter", edits=spot(query), name=shown.name or "")


async def team_screen(office: Office, page: int = 0) -> Card:
    async with office.read() as read:
        people = await people_of(read)
        teams = {int(team.id): team.name for team in await teams_of(read)}
    return team_card(people, teams, office.texts, page, director=office.actor.role is Role.DIRECTOR)


@router.message(Command("team"), May(Permission.SEE_TEAM))
async def team(message: Message, office: Office) -> None:
    await say(message, await team_screen(office))


@router.callback_query(TeamPage.filter())
async def team_page(query: CallbackQuery, callback_data: TeamPage, office: Office) -> None:
    await show(query, await team_screen(office, callback_data.page))


@router.callback_query(Dismiss.filter())
async def dismiss(query: CallbackQuery, callback_data: Dismiss, office: Office, texts: Texts) -> None:
    async with office.read() as read:
        person = await person_of(read, EmployeeId(callback_data.employee))
    await show(query, dismiss_card(person, texts))


@router.callback_query(DismissSure.filter())
async def dismiss_sure(query: CallbackQuery, callback_data: DismissSure, office: Office) -> None:
    async with office.work() as work:
        person = await dismiss_employee(work, EmployeeId(callback_data.employee))
        await office.answer(work, "team-dismissed", edits=spot(query), name=person.name)
