"""The morning digest: a manager's own day, a head's team."""

from bot.rendering import Rendering, renders
from bot.views.card import Card
from bot.views.digest import morning_card, team_card
from core.access import Permission
from core.reports.own_day import own_morning
from core.reports.team_day import team_day
from scheduler.notices import MorningDigest


@renders(MorningDigest)
async def morning_digest(rendering: Rendering, _notice: MorningDigest) -> Card:
    """The team's day for whoever sees a team, else one's own."""
    actor, texts = rendering.actor, rendering.texts
    if actor.may(Permission.SEE_TEAM):
        return team_card(await team_day(rendering.read), texts, rendering.today)
    return morning_card(await own_morning(rendering.read), texts, actor.zone, rendering.today)
