"""The evening: one's own figures and what is not closed."""

from bot.rendering import Rendering, renders
from bot.views.card import Card
from bot.views.evening import evening_card, is_quiet
from core.access import Permission
from core.reports.own_day import own_evening
from scheduler.notices import EveningKpi


@renders(EveningKpi)
async def evening_kpi(rendering: Rendering, _notice: EveningKpi) -> Card | None:
    """One's own day; a head without anything of their own is left alone."""
    evening = await own_evening(rendering.read)
    if is_quiet(evening) and rendering.actor.may(Permission.SEE_TEAM):
        return None
    return evening_card(evening, rendering.texts)
