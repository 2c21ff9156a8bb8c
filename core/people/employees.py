"""Employees and teams, and the actor that an employee is."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import Index, Row, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.access import Actor, Role, stranger
from core.db.base import Base
from core.db.types import enum_type
from core.ids import EmployeeId, PlaceId, TeamId
from core.people.calendars import local_day, zone_or
from core.people.company import Company
from core.work import Reading


class Function(StrEnum):
    """A place on the sales conveyor."""

    CALLER = "caller"
    CLOSER = "closer"
    ACCOUNT = "account"
    UNIVERSAL = "universal"


class Team(Base, kw_only=True):
    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[TeamId] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]


class Employee(Base, kw_only=True):
    """A person of the department. `morning` and `evening` are local clock times of the pushes."""

    __tablename__ = "employees"
    __table_args__ = (
        UniqueConstraint("external_id"),
        UniqueConstraint("telegram_id"),
        Index(None, "team_id"),
    )

    id: Mapped[EmployeeId] = mapped_column(primary_key=True, init=False)
    external_id: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_type(Role))
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("teams.id"), default=None)
    function: Mapped[Function | None] = mapped_column(enum_type(Function), default=None)
    regions: Mapped[list[str]] = mapped_column(default_factory=list)
    timezone: Mapped[str | None] = mapped_column(default=None)
    hired_on: Mapped[date | None] = mapped_column(default=None)
    dismissed_on: Mapped[date | None] = mapped_column(default=None)
    telegram_id: Mapped[PlaceId | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    morning: Mapped[time] = mapped_column(default=time(8, 30))
    evening: Mapped[time] = mapped_column(default=time(18, 30))
    save_at_once: Mapped[bool] = mapped_column(default=False)
    """A line that leaves nothing doubtful is recorded without asking."""
    day_parts: Mapped[list[str]] = mapped_column(default_factory=list)
    """Own hours of morning, noon, lunch, afternoon, evening and end_of_day: "morning 08:30"."""
    unreachable_since: Mapped[datetime | None] = mapped_column(default=None)
    """Set when the person blocked the bot, cleared when they write again: nothing is pushed meanwhile."""
    version: Mapped[int] = mapped_column(default=0)

    def works_on(self, day: date) -> bool:
        """Whether the person is in the department on that day: a dismissed one is out from the day itself
        on.
        """
        return self.dismissed_on is None or day < self.dismissed_on


_Person = Row[Employee, str, str]
"""With the company's time zone and language."""
_PERSON = select(Employee, Company.timezone, Company.language).join(Company, Company.id == 1)
_BY_PLACE = _PERSON.where(Employee.telegram_id == bindparam("place"))
_BY_ID = _PERSON.where(Employee.id == bindparam("employee"))
_BY_IDS = _PERSON.where(Employee.id.in_(bindparam("people", expanding=True)))


async def actor_of(read: Reading, place: PlaceId, language: str = "ru") -> Actor:
    """The actor who writes from `place`: an employee, or a stranger. A dismissed employee is a stranger at
    once.
    """
    found = (await read.session.execute(_BY_PLACE, {"place": place})).one_or_none()
    if found is None:
        return stranger(place, language)
    (actor,) = (await _acting(read, [found])).values()
    return actor or stranger(place, language)


async def actor_for(read: Reading, employee_id: EmployeeId) -> Actor | None:
    """The actor that an employee is, for computing what the clock pushes to them; None for a dismissed
    one.
    """
    found = (await read.session.execute(_BY_ID, {"employee": employee_id})).all()
    return (await _acting(read, found)).get(employee_id)


async def actors_for(read: Reading, people: Collection[EmployeeId]) -> dict[EmployeeId, Actor | None]:
    """The same for many in two statements; None for whom nobody knows, too."""
    actors = await _acting(read, (await read.session.execute(_BY_IDS, {"people": list(people)})).all())
    return {one: actors.get(one) for one in people}


async def _acting(read: Reading, found: Sequence[_Person]) -> dict[EmployeeId, Actor | None]:
    """None for who is dismissed; at most one statement more."""
    led = {person.team_id for person, *_ in found if person.role is Role.HEAD and person.team_id is not None}
    teams: dict[TeamId | None, set[EmployeeId]] = {}
    if led:
        members = select(Employee.team_id, Employee.id).where(Employee.team_id.in_(led))
        for team, member in await read.session.execute(members):
            teams.setdefault(team, set()).add(member)
    return {
        person.id: _actor(read, person, zone, language, teams.get(person.team_id, ()))
        for person, zone, language in found
    }


def _actor(
    read: Reading, employee: Employee, zone: str, language: str, members: Iterable[EmployeeId]
) -> Actor | None:
    """`zone`, `language`: the company's. `members`: of the employee's team, where it was asked for."""
    zone = zone_or(employee.timezone, zone)
    if not employee.works_on(local_day(read.now, zone)):
        return None
    sees: frozenset[EmployeeId] | None
    if employee.role is Role.DIRECTOR:
        sees = None
    else:
        sees = frozenset(members if employee.role is Role.HEAD else ()) | {employee.id}
    return Actor(
        role=employee.role,
        id=employee.id,
        place=employee.telegram_id,
        team_id=employee.team_id,
        sees=sees,
        name=employee.name,
        language=employee.language or language,
        zone=zone,
        unreachable=employee.unreachable_since is not None,
        save_at_once=employee.save_at_once,
    )
