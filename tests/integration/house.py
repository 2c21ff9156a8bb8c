"""A small house to test in: a company, a director, a head with a team, managers, clients."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from core.access import Actor, Role, administrator
from core.clients.keys import client_name_columns
from core.clients.models import Client
from core.deals.models import Stage
from core.desk.opening import open_house
from core.ids import ClientId, EmployeeId, PlaceId, StageId
from core.people.employees import Employee, Team, actor_for
from core.settings import Settings
from core.work import Database


@dataclass(frozen=True, slots=True)
class House:
    database: Database
    director: EmployeeId
    head: EmployeeId
    manager: EmployeeId
    other: EmployeeId
    client: ClientId
    foreign: ClientId
    stages: dict[str, StageId]

    async def actor(self, employee: EmployeeId) -> Actor:
        async with self.database.read(administrator()) as read:
            found = await actor_for(read, employee)
        assert found is not None
        return found


async def a_house(database: Database) -> House:
    """`other` works in another team; `foreign` is the other's client."""
    async with database.work(administrator()) as work:
        await open_house(work, Settings(_env_file=None))
        north = await work.add(Team(name="Север"))
        south = await work.add(Team(name="Юг"))
        people = {}
        roles = (
            ("director", Role.DIRECTOR, None),
            ("head", Role.HEAD, north.id),
            ("manager", Role.MANAGER, north.id),
            ("other", Role.MANAGER, south.id),
        )
        for place, (name, role, team) in enumerate(roles, start=1):
            person = Employee(
                name=name,
                role=role,
                team_id=team,
                telegram_id=PlaceId(place),
                hired_on=date(2020, 1, 1),
                language="ru",
            )
            people[name] = (await work.add(person)).id
        clients = {}
        for name, owner in (("ООО «Ромашка»", "manager"), ("АО «Чужое»", "other")):
            client = Client(
                **client_name_columns(name),
                owner_id=people[owner],
                created_at=datetime(2020, 1, 1, tzinfo=UTC),
            )
            clients[owner] = (await work.add(client)).id
        rows = await work.session.execute(select(Stage.external_id, Stage.id))
        stages = {row.external_id: row.id for row in rows}
    return House(database, **people, client=clients["manager"], foreign=clients["other"], stages=stages)
