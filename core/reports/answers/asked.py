"""A question of the command line with internal ids in place of what was typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from core.access import Permission, needs
from core.clients.models import Channel
from core.deals.kinds import DealKind
from core.deals.models import Pipeline
from core.ids import ChannelId, EmployeeId, PipelineId
from core.people.employees import Employee, Team
from core.reports.external import external_id
from core.reports.options import Question, WrongOption
from core.reports.period import Period
from core.reports.slices import Slice
from core.work import Reading

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """`question` as it was typed; `cut`: its slice. `employees`: external ids by number."""

    question: Question
    cut: Slice
    employees: Mapping[EmployeeId, str]

    @property
    def period(self) -> Period:
        """Of a report that takes one."""
        assert self.question.period is not None
        return self.question.period

    @property
    def as_of(self) -> date:
        """The day as of which is asked: as given, else the period's end."""
        return self.question.as_of or self.period.last

    def chosen(self) -> list[EmployeeId]:
        """The employees of --employee. Raises WrongOption for an unknown one."""
        numbers = {name: number for number, name in self.employees.items()}
        return [known("--employee", numbers, name) for name in self.question.employees]


Answer = Callable[[Reading, Asked], Awaitable[Json]]
"""A report's `result`."""


@needs(Permission.SEE_OWN)
async def asked_of(read: Reading, question: Question) -> Asked:
    """Raises WrongOption for an unknown id."""
    people = await read.session.execute(select(Employee.id, Employee.external_id))
    employees = {number: external_id(number, given) for number, given in people}
    return Asked(question, await _slice(read, question, employees), employees)


@needs(Permission.SEE_OWN)
async def pipeline_of(read: Reading, asked: Asked) -> PipelineId:
    """The pipeline of --pipeline. Raises WrongOption for an unknown one."""
    lines = {line.external_id: line.id for line in await read.all(select(Pipeline))}
    return known("--pipeline", lines, asked.question.pipeline)


@needs(Permission.SEE_OWN)
async def channels_of(read: Reading) -> dict[ChannelId, str]:
    """External ids of all channels by their numbers."""
    rows = await read.session.execute(select(Channel.id, Channel.external_id))
    return {number: external_id(number, given) for number, given in rows}


def known(option: str, ids: Mapping[str, T], name: str) -> T:
    """Raises WrongOption for a name that is not among them."""
    if name not in ids:
        raise WrongOption(f"{option}: there is no {name!r}")
    return ids[name]


async def _slice(read: Reading, question: Question, employees: Mapping[EmployeeId, str]) -> Slice:
    """Region, industry and category stand for themselves."""
    given = question.slices
    owners = {name: number for number, name in employees.items()}
    channels = await read.all(select(Channel)) if "channel" in given else []
    teams = await read.all(select(Team)) if "team" in given else []
    by_channel = {external_id(channel.id, channel.external_id): channel.id for channel in channels}
    by_team = {team.name: team.id for team in teams}
    return Slice(
        owners=frozenset(known("--owner", owners, name) for name in given.get("owner", ())),
        teams=frozenset(known("--team", by_team, name) for name in given.get("team", ())),
        regions=frozenset(given.get("region", ())),
        industries=frozenset(given.get("industry", ())),
        categories=frozenset(given.get("category", ())),
        channels=frozenset(known("--channel", by_channel, name) for name in given.get("channel", ())),
        kinds=frozenset(DealKind(kind) for kind in given.get("kind", ())),
    )
