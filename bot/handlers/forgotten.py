"""/forgotten: clients that fell silent, most money first. Source: METRICS.md, Forgotten clients."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ForgottenPage
from bot.office import Office
from bot.telegram.showing import say, show
from bot.views.card import Card
from bot.views.forgotten import PAGE, Around, forgotten_card, last_page
from core.people.calendars import local_day
from core.people.company import company_of
from core.reports.forgotten import forgotten
from core.reports.own_day import names_of, reachable_at

PAGES_MOST = 1_000_000
router = Router(name="forgotten")


async def forgotten_screen(office: Office, page: int = 0) -> Card:
    """A page of the silent clients of one's scope; whom to call, and whose they are."""
    async with office.read() as read:
        company = await company_of(read)
        day = local_day(read.now, company.timezone)
        page = min(max(page, 0), PAGES_MOST)
        found = await forgotten(read, day, most=PAGE, after=PAGE * page)
        if found.count and not found.clients:
            page = last_page(found.count)
            found = await forgotten(read, day, most=PAGE, after=PAGE * page)
        contacts = await reachable_at(read, [row.client_id for row in found.clients])
        leading = (row.owner_id for row in found.clients)
        others = {one for one in leading if one is not None and one != read.actor.id}
        owners = await names_of(read, others) if others else {}
    return forgotten_card(found, page, office.texts, Around(company.currency, contacts, owners))


@router.message(Command("forgotten"))
async def show_forgotten(message: Message, office: Office) -> None:
    await say(message, await forgotten_screen(office))


@router.callback_query(ForgottenPage.filter())
async def turn_page(query: CallbackQuery, callback_data: ForgottenPage, office: Office) -> None:
    await show(query, await forgotten_screen(office, callback_data.page))
