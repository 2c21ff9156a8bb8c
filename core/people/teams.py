"""Making teams and naming them."""

from typing import ClassVar

from sqlalchemy import select

from core.access import Permission, needs
from core.errors import CoreError
from core.ids import TeamId
from core.people.company import hold_company
from core.people.employees import Team
from core.people.typed import needed
from core.work import Work

NAME_MOST = 80


class TeamExists(CoreError):
    """Another team bears this name."""

    message_id: ClassVar[str] = "error-team-exists"


@needs(Permission.KEEP_HOUSE)
async def create_team(work: Work, name: str) -> Team:
    """A team by this name; one that stands is left as it is. Raises Invalid."""
    clean = needed("name", name, NAME_MOST)
    await hold_company(work)
    known = await work.maybe(select(Team).where(Team.name == clean))
    if known is not None:
        return known
    team = await work.add(Team(name=clean))
    work.record("team.created", team)
    return team


@needs(Permission.KEEP_HOUSE)
async def rename_team(work: Work, team_id: TeamId, name: str) -> Team:
    """Another name for a team. Raises NotFound, Invalid, TeamExists."""
    clean = needed("name", name, NAME_MOST)
    await hold_company(work)
    team = await work.take(Team, Team.id == team_id)
    if await work.maybe(select(Team.id).where(Team.name == clean, Team.id != team.id)) is not None:
        raise TeamExists
    work.change("team.renamed", team, name=clean)
    return team
