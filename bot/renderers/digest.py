"""The morning digest: a manager's own day, a head's team."""

from collections.abc import Mapping, Sequence

from bot.rendering import Rendering, prepares, renders
from bot.views.card import Card
from bot.views.digest import morning_card, team_card
from core.access import Actor, Permission
from core.ids import EmployeeId
from core.reports.own_day import OwnMorning, managers_mornings, own_morning
from core.reports.team_day import TeamDay, team_day, team_days
from core.work import Reading
from scheduler.notices import MorningDigest


@renders(MorningDigest)
async def morning_digest(rendering: Rendering, _notice: MorningDigest) -> Card:
    """The team's day for whoever sees a team, else one's own."""
    actor, texts, known = rendering.actor, rendering.texts, rendering.prepared
    if actor.may(Permission.SEE_TEAM):
        team = known if isinstance(known, TeamDay) else await team_day(rendering.read)
        return team_card(team, texts, rendering.today)
    morning = known if isinstance(known, OwnMorning) else await own_morning(rendering.read)
    return morning_card(morning, texts, actor.zone, rendering.today)


@prepares(MorningDigest)
async def mornings(read: Reading, people: Sequence[Actor]) -> Mapping[EmployeeId, OwnMorning | TeamDay]:
    """Of the managers and the heads of teams among them; who sees the whole company is read for alone."""
    heads = [one for one in people if one.may(Permission.SEE_TEAM) and one.sees is not None]
    return {**await managers_mornings(read, people), **await team_days(read, heads)}
