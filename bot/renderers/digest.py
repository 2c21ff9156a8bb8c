"""The morning digest: a manager's own day, a head's team."""

from collections.abc import Mapping, Sequence

from bot.rendering import Rendering, prepares, renders
from bot.views.card import Card
from bot.views.digest import morning_card, team_card
from core.access import Permission
from core.ids import EmployeeId
from core.reports.own_day import OwnMorning, managers_mornings, own_morning
from core.reports.team_day import team_day
from core.work import Reading
from scheduler.notices import MorningDigest


@renders(MorningDigest)
async def morning_digest(rendering: Rendering, _notice: MorningDigest) -> Card:
    """The team's day for whoever sees a team, else one's own."""
    actor, texts = rendering.actor, rendering.texts
    if actor.may(Permission.SEE_TEAM):
        return team_card(await team_day(rendering.read), texts, rendering.today)
    known = rendering.prepared
    morning = known if isinstance(known, OwnMorning) else await own_morning(rendering.read)
    return morning_card(morning, texts, actor.zone, rendering.today)


@prepares(MorningDigest)
async def mornings(read: Reading, people: Sequence[EmployeeId]) -> Mapping[EmployeeId, OwnMorning]:
    """Of the managers among them."""
    return await managers_mornings(read, people)
