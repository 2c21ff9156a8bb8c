"""What a report is narrowed to. Source: METRICS.md, Conventions, Slice."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from core.access import Actor, within
from core.clients.models import Client
from core.db.passed_by import passed_by
from core.deals.kinds import DealKind
from core.deals.models import Deal
from core.ids import ChannelId, EmployeeId, PipelineId, TeamId
from core.people.employees import Employee

Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """Several values of one key: any of them; several keys: all of them; an empty key narrows nothing.

    `kinds` narrow deals only: reports over clients take none.
    """

    owners: frozenset[EmployeeId] = frozenset()
    teams: frozenset[TeamId] = frozenset()
    regions: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    channels: frozenset[ChannelId] = frozenset()
    kinds: frozenset[DealKind] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is narrowed."""
        return not any(getattr(self, key.name) for key in fields(self))

    def only(self, key: str) -> bool:
        """Whether `key` has exactly one value and every other key none."""
        return all(len(getattr(self, f.name)) == (1 if f.name == key else 0) for f in fields(self))


WHOLE = Slice()
"""Nothing narrowed."""


def clients_of(actor: Actor, cut: Slice) -> Conditions:
    """Conditions on Client: of one's scope and slice. Nothing to narrow asks nothing."""
    scope = () if actor.sees is None else (within(actor, Client.owner_id),)
    return (*scope, *over_clients(cut))


def over_clients(cut: Slice) -> list[ColumnElement[bool]]:
    """Conditions on Client: owner, team, channel are the client's."""
    conditions = _of_client(cut)
    if cut.owners:
        conditions.append(Client.owner_id.in_(cut.owners))
    if cut.teams:
        conditions.append(Client.owner_id.in_(_members(cut)))
    if cut.channels:
        conditions.append(Client.channel_id.in_(cut.channels))
    return conditions


def of_pipeline(actor: Actor, cut: Slice, pipeline_id: PipelineId) -> ColumnElement[bool]:
    """A condition on Deal. Some people's deals are found by their owner, which are fewer."""
    by_people = actor.sees is not None or bool(cut.owners or cut.teams)
    column: Any = passed_by(Deal.pipeline_id) if by_people else Deal.pipeline_id
    condition: ColumnElement[bool] = column == pipeline_id
    return condition


def over_deals(cut: Slice) -> list[ColumnElement[bool]]:
    """Conditions on Deal: owner, team, channel, kind are its own; the others its client's."""
    conditions: list[ColumnElement[bool]] = []
    if cut.owners:
        conditions.append(Deal.owner_id.in_(cut.owners))
    if cut.teams:
        conditions.append(Deal.owner_id.in_(_members(cut)))
    if cut.channels:
        conditions.append(Deal.channel_id.in_(cut.channels))
    if cut.kinds:
        conditions.append(Deal.kind.in_(cut.kinds))
    of_client = _of_client(cut)
    if of_client:
        conditions.append(Deal.client_id.in_(select(Client.id).where(*of_client)))
    return conditions


def _of_client(cut: Slice) -> list[ColumnElement[bool]]:
    named = (
        (Client.region, cut.regions),
        (Client.industry, cut.industries),
        (Client.category, cut.categories),
    )
    return [column.in_(values) for column, values in named if values]


def _members(cut: Slice) -> Select[EmployeeId]:
    return select(Employee.id).where(Employee.team_id.in_(cut.teams))
