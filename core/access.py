"""Who acts, what the role may do, whose rows it sees. Access is data: use cases declare, queries filter."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from core.errors import NotFound
from core.ids import EmployeeId, PlaceId, TeamId


class Role(StrEnum):
    """What a person is in the department. COLLEAGUE: somebody of another department who was given tasks.

    Strangers and the clock act too, with roles of their own.
    """

    MANAGER = "manager"
    HEAD = "head"
    COLLEAGUE = "colleague"
    DIRECTOR = "director"
    STRANGER = "stranger"
    CLOCK = "clock"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What can be allowed. One for each thing that a role may do and another may not."""

    ENTER = "enter"
    SEE_OWN = "see_own"
    RECORD = "record"
    MOVE_DEALS = "move_deals"
    PLAN_TASKS = "plan_tasks"
    EDIT_CLIENTS = "edit_clients"
    SEE_DOCUMENTS = "see_documents"
    SEE_FUNNEL = "see_funnel"
    SEE_TEAM = "see_team"
    INVITE = "invite"
    DISMISS = "dismiss"
    GIVE_TASKS = "give_tasks"
    HAND_OVER = "hand_over"
    MERGE_CLIENTS = "merge_clients"
    SET_GOALS = "set_goals"
    KEEP_REASONS = "keep_reasons"
    KEEP_HOUSE = "keep_house"


_EVERYBODY = frozenset({Permission.ENTER})
_MANAGER = _EVERYBODY | {
    Permission.SEE_OWN,
    Permission.RECORD,
    Permission.MOVE_DEALS,
    Permission.PLAN_TASKS,
    Permission.EDIT_CLIENTS,
    Permission.SEE_DOCUMENTS,
}
_HEAD = _MANAGER | {
    Permission.SEE_FUNNEL,
    Permission.SEE_TEAM,
    Permission.INVITE,
    Permission.DISMISS,
    Permission.GIVE_TASKS,
    Permission.HAND_OVER,
    Permission.MERGE_CLIENTS,
    Permission.SET_GOALS,
    Permission.KEEP_REASONS,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STRANGER: _EVERYBODY,
    Role.COLLEAGUE: _EVERYBODY | {Permission.SEE_OWN, Permission.PLAN_TASKS, Permission.SEE_DOCUMENTS},
    Role.MANAGER: _MANAGER,
    Role.HEAD: _HEAD,
    Role.DIRECTOR: _HEAD | {Permission.KEEP_HOUSE},
    Role.CLOCK: frozenset(Permission),
    Role.ADMINISTRATOR: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the clock) as plain data: role, and the ids of the people whose rows it sees (None:
    all).
    """

    role: Role
    id: EmployeeId | None = None
    place: PlaceId | None = None
    team_id: TeamId | None = None
    sees: frozenset[EmployeeId] | None = field(default_factory=frozenset)
    name: str = ""
    language: str = "ru"
    zone: str = "Europe/Moscow"
    unreachable: bool = False
    """Whether pushes to this person failed; writing again mends it."""
    save_at_once: bool = False
    """Whether this person's clear lines are recorded without asking."""

    def may(self, permission: Permission) -> bool:
        return permission in ROLE_PERMISSIONS[self.role]

    def oversees(self, employee: EmployeeId | None) -> bool:
        """Whether this employee's rows are within the scope; None: nobody's."""
        return self.sees is None or employee in self.sees

    @property
    def own_id(self) -> EmployeeId:
        """The employee behind the actor. Raises NotFound for strangers and the clock."""
        if self.id is None:
            raise NotFound
        return self.id


def clock_actor() -> Actor:
    return Actor(role=Role.CLOCK, sees=None)


def administrator() -> Actor:
    """Whoever sits at the command line."""
    return Actor(role=Role.ADMINISTRATOR, sees=None)


def stranger(place: PlaceId, language: str = "ru") -> Actor:
    return Actor(role=Role.STRANGER, place=place, language=language)


def within(actor: Actor, column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The condition that keeps a query inside the actor's scope. `column` holds the owner's employee id."""
    return true() if actor.sees is None else column.in_(actor.sees)


class _HasActor(Protocol):
    @property
    def actor(self) -> Actor: ...


W = TypeVar("W", bound=_HasActor)
P = ParamSpec("P")
R = TypeVar("R")


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[W, P], Awaitable[R]]], Callable[Concatenate[W, P], Awaitable[R]]]:
    """Declare what a use case or report wants. Without it the thing does not exist: NotFound, never
    "forbidden".
    """

    def declare(act: Callable[Concatenate[W, P], Awaitable[R]]) -> Callable[Concatenate[W, P], Awaitable[R]]:
        @wraps(act)
        async def guarded(work: W, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not work.actor.may(permission):
                raise NotFound
            return await act(work, *args, **kwargs)

        guarded.__permission__ = permission  # type: ignore[attr-defined]
        return guarded

    return declare
