"""Screens of managers and heads as the handlers make them: computed and put into words, not sent."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers.clients import client_screen, deal_screen, deals_screen
from bot.handlers.forgotten import forgotten_screen
from bot.handlers.funnel import OPENING, _look
from bot.handlers.kpi import kpi_screen
from bot.handlers.tasks import today_screen
from bot.office import Office
from bot.views.card import Card
from bot.views.client import clients_card
from bot.views.funnel import funnel_card
from core.clients.search import search_clients
from core.ids import ClientId, DealId
from tests.bench.processes import Failed

Screen = Callable[[Office, int], Awaitable[Card]]
"""Of an office and the number of a client in its scope, whose deal has the same number."""


async def _search(office: Office, client: int) -> Card:
    """The beginning of a name, which several have."""
    text = f"клиент {str(client)[0]}"
    async with office.read() as read:
        found = await search_clients(read, text)
    return clients_card(found, office.texts, text)


async def _funnel(office: Office, client: int) -> Card:
    """Its figures and caption; the picture takes the same time whatever it shows."""
    look = await _look(office, OPENING)
    if look is None:
        raise Failed("no pipelines")
    return funnel_card(look, office.texts)


OF_MANAGERS: Mapping[str, Screen] = {
    "today": lambda office, client: today_screen(office),
    "client": lambda office, client: client_screen(office, ClientId(client)),
    "search": _search,
    "deals": lambda office, client: deals_screen(office),
    "deal": lambda office, client: deal_screen(office, DealId(client)),
    "forgotten": lambda office, client: forgotten_screen(office),
    "kpi": lambda office, client: kpi_screen(office),
}

OF_HEADS: Mapping[str, Screen] = {
    "team's funnel": _funnel,
    "team's forgotten": lambda office, client: forgotten_screen(office),
}
