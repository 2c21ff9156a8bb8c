"""«Ещё»: each line opens its screen."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import Menu
from bot.handlers.clients import deals_screen
from bot.handlers.forgotten import forgotten_screen
from bot.handlers.funnel import tell_funnel
from bot.handlers.kpi import kpi_screen
from bot.handlers.people import invite_screen, team_screen
from bot.handlers.tasks import today_screen
from bot.handlers.ways import settings_screen
from bot.office import Office
from bot.telegram.showing import tell
from bot.views.card import Card
from core.errors import NotFound

router = Router(name="menu")


async def _help(office: Office) -> Card:
    text = office.texts("help")
    heads = office.actor.role in {"head", "director"}
    return Card(office.texts("help-head", help=text) if heads else text)


SCREENS: dict[str, Callable[[Office], Awaitable[Card]]] = {
    "today": today_screen,
    "deals": deals_screen,
    "forgotten": forgotten_screen,
    "kpi": kpi_screen,
    "team": team_screen,
    "invite": invite_screen,
    "settings": settings_screen,
    "help": _help,
}


@router.callback_query(Menu.filter())
async def open_screen(query: CallbackQuery, callback_data: Menu, office: Office) -> None:
    if callback_data.what == "funnel":
        await tell_funnel(query, office)
        return
    screen = SCREENS.get(callback_data.what)
    if screen is None:
        raise NotFound
    await tell(query, await screen(office))
